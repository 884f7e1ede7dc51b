"""Subjects of which the whole program is timed: models, rankings of instances as models, assignment on public networks."""
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile

import peers
from children import run
from instances import BUILT, ROOT

PROGRAM = BUILT / "korridor"
NETWORKS = os.environ.get("TNTP_DIR")  # the folder of NAME_net.tntp and NAME_trips.tntp
MODELS = ("kazakhstan", "suez")
RANKED = [("S", 1), ("R", 1)]  # size and tightness
RANKED_SLOW = [("M", 1)]  # half an hour
TOP = 20


def solved(command, limit):
    """(run, answer) of `korridor ... --json`."""
    done = run([PROGRAM, *command, "--json"], limit)
    return done, json.loads(done.output) if done.finished else None


def model(name, arguments):
    """A model from its tables to its certificate, and peers on the first programme that it is solved by."""
    folder = str(ROOT / "models" / name)
    with tempfile.NamedTemporaryFile(suffix=".mps") as programme:
        subprocess.run([str(BUILT / "bench" / "write_lp"), folder], stdout=programme, check=True)
        with open(programme.name, encoding="ascii") as file:
            unit, offset = map(float, re.findall(r"= (\S+) \* objective \+ (\S+)", file.readline())[0])
        passes, runs, races = [], [], []
        for _ in range(arguments.runs):
            passes.append(float(run([BUILT / "bench" / "pass", folder]).output))
            done, answer = solved(["solve", folder], None)
            runs.append(done)
            races.append(first_round(programme.name, arguments.limit))
    seconds = statistics.median(it.seconds for it in runs)
    chords = -(unit * races[0].pop("objective") + offset)
    for race in races[1:]:
        race.pop("objective")
    return {"subject": name, "optimum": -answer["surplus"], "gap": answer["certificate"]["gap"], "seconds": seconds,
            "pass": statistics.median(passes), "passes": seconds / statistics.median(passes), "method": answer["method"],
            "peak_megabytes": round(max(it.megabytes for it in runs), 1), "first_round_off": chords / answer["surplus"] - 1.0,
            "peers": peers.medians(races)}


def first_round(programme, limit):
    """The peers on a model's first programme, of which one tells the optimum to the others."""
    ways = peers.clp() + peers.highs() + peers.glpk()
    race = {}
    optimum = None
    for way in ways:
        answer = peers.ask(way, programme, limit, optimum)
        optimum = answer.pop("objective") if optimum is None else optimum
        answer.pop("objective", None)
        race.setdefault(way.family, {})[way.label] = answer
    return race | {"objective": optimum}


def ranking(size, tightness):
    """All links of an instance closed one after the other, by the whole program, with one thread and two; then the worst
    TOP alone."""
    with tempfile.TemporaryDirectory() as folder:
        instance = str(pathlib.Path(folder) / "instance")
        subprocess.run([str(BUILT / "bench" / "write_model"), size, str(tightness), instance], check=True)
        full = [solved(["rank", instance, "--kind", "link", "--all", "--threads", str(threads)], None) for threads in (1, 2)]
        top = solved(["rank", instance, "--kind", "link", "--top", str(TOP), "--threads", "1"], None)
    (one, whole), (two, again) = full
    if whole != again:
        sys.exit(f"bench: rank of {size} {tightness} differs between one thread and two")
    worst = [row["id"] for row in whole["ranking"][:TOP]]
    if [row["id"] for row in top[1]["ranking"][:TOP]] != worst:
        sys.exit(f"bench: rank of {size} {tightness}: --top {TOP} finds others than the full ranking")
    return {"subject": f"{size} {tightness}", "cases": whole["cases"], "solved": whole["solved"],
            "unused": whole["proved_unused"], "seconds": one.seconds, "seconds_by_two": two.seconds,
            "wall": one.wall, "wall_by_two": two.wall, "top": TOP, "top_seconds": top[0].seconds,
            "top_solved": top[1]["solved"], "top_skipped": top[1]["skipped_by_bounds"]}


def network_rows(arguments):
    """Rows of assignment, one for each public network and gap."""
    del arguments
    if not NETWORKS:
        print("left out: public road networks, for TNTP_DIR names no folder of them", file=sys.stderr)
        return
    for net in sorted(pathlib.Path(NETWORKS).rglob("*_net.tntp"), key=lambda path: path.stat().st_size):
        trips = net.with_name(net.name.replace("_net", "_trips"))
        if trips.exists():
            for line in run([BUILT / "bench" / "congestion", net, trips]).output.splitlines():
                yield json.loads(line) | {"network": net.name.removesuffix("_net.tntp")}


def model_rows(arguments):
    return (model(name, arguments) for name in MODELS)


def ranking_rows(arguments):
    return (ranking(*subject) for subject in RANKED + (RANKED_SLOW if arguments.slow else []))
