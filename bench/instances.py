"""Subjects of which the engine is timed alone: seeded instances, one class among them, and mmcf files."""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

import peers
from children import run

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILT = ROOT / "build" / "release"
ENGINE = BUILT / "bench" / "path_engine"
MMCF = os.environ.get("MMCF_DIR")  # the folder of the instances planar50 and so on

TURNS = {"S": 5, "S1": 9, "M1": 5, "L1": 5}  # M and L: one
MMCF_TURNS = 3  # of the small ones
CLOSURES = {"S": 200, "M": 20, "L": 3}
SUBJECTS = {  # size, tightness, seed
    "single": [("S1", 1, 1), ("M1", 1, 1), ("L1", 1, 1)],
    "small": [("S", 1, 1), ("S", 2, 1), ("S", 4, 1), ("S", 1, 2), ("S", 1, 3)],
    "medium": [("M", 1, 1), ("M", 2, 1), ("M", 4, 1), ("M", 1, 2), ("M", 1, 3)],
    "large": [("L", 1, 1), ("L", 2, 1), ("L", 4, 1)],
}
NAMES = ("planar50", "planar80", "planar100", "grid4", "grid5", "grid6")
LONG_NAMES = ("planar150", "planar300", "grid7", "grid8")  # general solvers take minutes
SLOW_NAMES = ("planar500", "grid9", "grid10")  # the specialised one and the whole program do too

REFERENCE = {  # least costs by several solvers, to the digits known
    ("S", 1, 1): 43498.93433007, ("S", 2, 1): 30267.75312708, ("S", 4, 1): 27955.62647294,
    ("M", 1, 1): 145570.67877991, ("M", 2, 1): 140904.89519879, ("M", 4, 1): 139911.61995327,
    ("L", 1, 1): 943399.69386857, ("L", 2, 1): 917934.94724646, ("L", 4, 1): 912157.69834381,
    ("S", 1, 2): 32101.43409667, ("S", 1, 3): 27008.66045361,
    ("M", 1, 2): 144697.82630690, ("M", 1, 3): 128744.46392598,
    ("M1", 1, 1): 35177.69358516, ("L1", 1, 1): 85863.77006684,
    "planar50": 122199689, "planar80": 182438134, "planar100": 231339582, "planar150": 548087088.987,
    "planar300": 689979137.991, "planar500": 481982340.002, "grid4": 3031695, "grid5": 5049688.5, "grid6": 10401782,
    "grid7": 25864036.571428571, "grid8": 41711150.624, "grid9": 82652982.047, "grid10": 164110897.177,
}
EXACT = 1e-9


def engine(words):
    """What path_engine says in its line of JSON."""
    command = [str(ENGINE), *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"bench: {' '.join(command)}: {done.stderr}{done.stdout}")
    return json.loads(done.stdout)


def check(answer, key):
    """Ends the benchmark when a least cost is not the one that others found."""
    known = REFERENCE.get(key)
    if known is None:
        return
    answer["off_reference"] = answer["optimum"] / known - 1.0
    if abs(answer["off_reference"]) > EXACT:
        sys.exit(f"bench: {key}: {answer['optimum']} in place of {known}")


def clp_inside(answer):
    """Clp's times, which path_engine takes on the programme in memory, in the form of the other peers."""
    return {way: {"finished": answer[f"clp_{way}_finished"], "seconds": answer[f"clp_{way}"]}
            for way in ("dual", "primal") if f"clp_{way}" in answer}


def joined(turns):
    """The first turn with medians of what was timed."""
    row = dict(turns[0])
    for key in ("seconds", "pass", "passes", "lemon", "closure_mean", "closure_passes", "clp_warm_mean", "clp_warm_over_ours"):
        if key in row:
            row[key] = statistics.median(turn[key] for turn in turns)
    row["peak_megabytes"] = max(turn["peak_megabytes"] for turn in turns)
    return row


def seeded(size, tightness, seed, arguments):
    """One row of a seeded instance."""
    first = seed == 1 and not size.endswith("1")
    is_small = size == "S"
    words = [size, tightness, "--seed", seed, "--runs", arguments.runs if size != "L" else 1]
    if first:
        words += ["--closures", min(arguments.closures, CLOSURES[size])]
    if first and (is_small or arguments.slow):
        words += ["--peer", arguments.limit]
    ways = peers.highs() + peers.glpk() if first and (is_small or arguments.slow) else []
    if first and size == "M" and not arguments.slow:
        ways = peers.highs()[:1]
    turns, races = [], []
    with tempfile.NamedTemporaryFile(suffix=".mps") as programme:
        if ways:
            subprocess.run([str(ENGINE), size, str(tightness), "--mps"], stdout=programme, check=True)
        for _ in range(TURNS.get(size, 1) if seed == 1 else 1):
            turns.append(engine(words))
            check(turns[-1], (size, tightness, seed))
            races.append(peers.race(ways, programme.name, arguments.limit, turns[-1]["optimum"])
                         | ({"Clp": clp_inside(turns[-1])} if "clp_dual" in turns[-1] else {}))
    row = joined(turns) | {"subject": f"{size} {tightness}" + (f" seed {seed}" if seed != 1 else "")}
    row["peers"] = join_races(races)
    if size == "S1" and "lemon" not in row:
        print("left out: LEMON (Debian: liblemon-dev, before the build is configured)", file=sys.stderr)
    if "lemon" in row:
        row["peers"]["LEMON"] = {"network simplex": {"finished": True, "seconds": row["lemon"], "off": row["lemon_off"]}}
    return row


def join_races(races):
    with_memory = [{family: ways for family, ways in it.items() if family != "Clp"} for it in races]
    found = peers.medians(with_memory) if with_memory[0] else {}
    if "Clp" in races[0]:
        found["Clp"] = {way: dict(answer) | {"seconds": statistics.median(it["Clp"][way]["seconds"] for it in races if way in it["Clp"])}
                        for way, answer in races[0]["Clp"].items()}
    return found


def public(name, arguments):
    """One row of an mmcf file: the engine alone, and the whole program from file to certificate."""
    file = str(pathlib.Path(MMCF) / name)
    general = name in NAMES or arguments.slow
    words = ["--mmcf", file, "--runs", 1] + (["--peer", arguments.limit] if general else [])
    turns, races, whole = [], [], []
    with tempfile.NamedTemporaryFile(suffix=".mps") as programme:
        if general:
            subprocess.run([str(ENGINE), "--mmcf", file, "--mps"], stdout=programme, check=True)
        for _ in range(MMCF_TURNS if name in NAMES else 1):
            turns.append(engine(words))
            check(turns[-1], name)
            optimum = turns[-1]["optimum"]
            whole.append(run([BUILT / "korridor", "solve", "--mmcf", file, "--json", "--no-intervals"], arguments.limit))
            race = peers.race(peers.mcfcg(), file, arguments.limit, optimum)
            if general:
                race |= peers.race(peers.highs() + (peers.glpk() if arguments.slow else []), programme.name, arguments.limit, optimum)
                race["Clp"] = clp_inside(turns[-1])
            races.append(race)
    row = joined(turns) | {"subject": name, "peers": join_races(races)}
    row["whole"] = {"finished": all(it.finished for it in whole), "seconds": statistics.median(it.seconds for it in whole),
                    "peak_megabytes": round(max(it.megabytes for it in whole), 1)}
    if row["whole"]["finished"]:
        row["whole"]["gap"] = json.loads(whole[0].output)["certificate"]["gap"]
    return row


def seeded_rows(part, arguments):
    """Rows in turn, each as soon as it is there."""
    for subject in SUBJECTS[part]:
        yield seeded(*subject, arguments)


def public_rows(arguments):
    if not MMCF:
        print("left out: mmcf instances, for MMCF_DIR names no folder of them", file=sys.stderr)
        return
    for name in NAMES + LONG_NAMES + (SLOW_NAMES if arguments.slow else ()):
        if (pathlib.Path(MMCF) / name).exists():
            yield public(name, arguments)
        else:
            print(f"left out: {name}, for it is not in MMCF_DIR", file=sys.stderr)
