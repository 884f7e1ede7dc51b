"""The solvers that a written programme is handed to, and the specialised one for mmcf files.

Where a peer is: Clp and GLPK on the path (Debian coinor-clp, glpk-utils), HiGHS in the folder HIGHS_DIR, mcfcg in the folder
MCFCG_DIR. One that is missing is left out and named.
"""
import os
import pathlib
import re
import shutil
import statistics
import sys
import typing

from children import run

AGREES = 1e-6  # an interior method stops at a tolerance of its own; a vertex agrees far better, and the file says how far


class Way(typing.NamedTuple):
    """One way to ask a peer. `reads` does everything but solve, so that its time can be taken off."""

    family: str
    label: str
    command: typing.Callable
    reads: typing.Callable
    objective: str  # what it prints
    optimal: str
    agrees: float = AGREES  # relatively, on the objective


def program_in(variable, names):
    folder = os.environ.get(variable)
    if not folder:
        return None
    found = next((path for name in names if (path := pathlib.Path(folder) / name).is_file()), None)
    if found is None:
        sys.exit(f"bench: no program {names[0]} in {variable}={folder}")
    return str(found)


def highs():
    program = program_in("HIGHS_DIR", ("highs", "bin/highs"))
    if program is None:
        return []

    def way(label, *words):
        command = [program, "--parallel=off", *words]
        return Way("HiGHS", label, lambda file: [*command, file], lambda file: [*command, "--time_limit=0", file],
                   r"Objective value +: +(\S+)", r"Model status +: +Optimal")

    # without the crossover to a vertex the interior method is only faster
    return [way("interior", "--solver=ipm", "--run_crossover=off"), way("simplex", "--solver=simplex")]


def clp():
    if shutil.which("clp") is None:
        return []
    return [Way("Clp", words[1:], lambda file, words=words: ["clp", file, words], lambda file: ["clp", file, "-quit"],
                r"Optimal objective (\S+)", r"Optimal") for words in ("-dualsimplex", "-primalsimplex")]


def glpk():
    if shutil.which("glpsol") is None:
        return []
    return [Way("GLPK", "glpsol", lambda file: ["glpsol", "--freemps", file],
                lambda file: ["glpsol", "--freemps", "--check", file], r"obj = +(\S+)", r"OPTIMAL LP SOLUTION FOUND")]


def mcfcg():
    program = program_in("MCFCG_DIR", ("mcfcg_cli",))
    if program is None:
        return []
    return [Way("mcfcg", form, lambda file, form=form: [program, file, "--formulation", form, "--threads", "1"],
                lambda file: None, rf"{form},\d+,\d+,([^,]+)", rf"{form},\d+,\d+,[^,]+,[^,]*,1,", 1e-4) for form in ("path", "tree")]


def missing():
    """What to tell of peers that are not there."""
    if shutil.which("clp") is None:
        yield "Clp's program, for models (Debian: coinor-clp)"
    if shutil.which("glpsol") is None:
        yield "GLPK (Debian: glpk-utils)"
    if not os.environ.get("HIGHS_DIR"):
        yield "HiGHS (HIGHS_DIR names no folder with its program)"
    if not os.environ.get("MCFCG_DIR"):
        yield "mcfcg (MCFCG_DIR names no folder with mcfcg_cli)"


def ask(way, file, limit, optimum=None):
    """One run: its seconds of processor time, those of reading taken off, and how far its objective is off."""
    done = run(way.command(file), limit, statuses=(0, 1, 255))
    answer = {"finished": done.finished, "seconds": done.seconds, "peak_megabytes": round(done.megabytes, 1)}
    if not done.finished:
        return answer | {"why": f"stopped after {limit:.0f} s"}
    objective = re.findall(way.objective, done.output)
    if not objective or not re.search(way.optimal, done.output):
        return answer | {"finished": False, "why": "found no optimum"}
    answer["objective"] = float(objective[-1])
    answer["off"] = 0.0 if optimum is None else answer["objective"] / optimum - 1.0
    if abs(answer["off"]) > way.agrees:
        sys.exit(f"bench: {way.family} {way.label}: {objective[-1]} in place of {optimum}")
    if reading := way.reads(file):
        answer["reading"] = run(reading, limit, statuses=(0, 1)).seconds
        answer["seconds"] = max(0.0, done.seconds - answer["reading"])
    return answer


def race(ways, file, limit, optimum):
    """{family: {label: answer}}. A later way of a family is stopped once it is slower than the best before it."""
    found = {}
    for way in ways:
        family = found.setdefault(way.family, {})
        best = min((it["seconds"] + it.get("reading", 0.0) for it in family.values() if it["finished"]), default=limit)
        family[way.label] = ask(way, file, max(1.0, min(limit, best)), optimum)
    return found


def best(family):
    """The fastest way of a family that finished, or None."""
    return min((it for it in family.values() if it["finished"]), key=lambda it: it["seconds"], default=None)


def medians(turns):
    """One answer for each way from the races of several turns."""
    joined = {}
    for family, ways in turns[0].items():
        for label in ways:
            answers = [turn[family][label] for turn in turns]
            done = [it for it in answers if it["finished"]]
            joined.setdefault(family, {})[label] = dict((done or answers)[0]) | {
                "seconds": statistics.median(it["seconds"] for it in done or answers),
                "peak_megabytes": max(it["peak_megabytes"] for it in answers)}
    return joined
