#!/usr/bin/env python3
"""Processor time and peak memory of `korridor solve`, beside other solvers on the linear programme that it builds.

Usage: bench/measure.py [--runs N] [--name NAME]. Prints a table and writes bench/results/NAME.json.
What is timed, and what the ratio leaves out, is in bench/README.md.
"""
import argparse
import datetime
import json
import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "build" / "release" / "korridor"
WRITE_LP = ROOT / "build" / "release" / "bench" / "write_lp"
INSTANCES = os.environ.get("MMCF_DIR")  # the folder of the instances planar50 and so on

LONG = 5.0  # seconds: a subject with a run longer than this is run LONG_RUNS times
LONG_RUNS = 3
GOAL_SECONDS = 0.3
GOAL_MEGABYTES = 100.0

PEERS = [  # label, words after which the programme's file comes, words after it, Debian package
    ("clp -dualsimplex", ["clp"], ["-dualsimplex"], "coinor-clp"),
    ("clp -primalsimplex", ["clp"], ["-primalsimplex"], "coinor-clp"),
    ("clp -either", ["clp"], ["-either"], "coinor-clp"),
    ("glpsol", ["glpsol", "--freemps"], [], "glpk-utils"),
]
SAYS = {  # what a peer prints: the objective, the last one holds, and its own seconds
    "clp": (r"Optimal objective (\S+)", r"iterations time ([\d.]+)"),
    "glpsol": (r"obj = +(\S+)", r"Time used: +(\S+) secs"),
}


def measure(command):
    """(processor seconds, peak megabytes, standard output) of one child; a child that fails ends the benchmark."""
    with tempfile.TemporaryFile() as output:
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            sys.exit(f"bench: exit status {child.returncode} from: {' '.join(map(str, command))}")
        output.seek(0)
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024.0, output.read().decode()


def said(program, text, unit, offset, surplus):
    """What a peer reported: its seconds, and how far its J is from ours, relatively."""
    objective, seconds = (re.findall(pattern, text) for pattern in SAYS[program])
    if not objective or not re.search(r"optimal", text, re.IGNORECASE):
        sys.exit(f"bench: {program} found no optimum:\n{text[-2000:]}")
    theirs = -(unit * float(objective[-1]) + offset)
    return {"reported_seconds": float(seconds[-1]) if seconds else None, "surplus_off": theirs / surplus - 1.0}


def summary(values):
    return {"median": statistics.median(values), "least": min(values), "most": max(values)}


def compare(title, contestants, programme, runs):
    """Rows of one subject. `contestants`: (label, command), ours first; the peers among them read `programme`."""
    first = [measure(command) for _, command in contestants]  # pays for a cold disk; not counted
    if max(seconds for seconds, _, _ in first) > LONG:
        runs = min(runs, LONG_RUNS)
    taken = [[measure(command)[:2] for _, command in contestants] for _ in range(runs)]
    with open(programme, encoding="ascii") as file:
        unit, offset = map(float, re.findall(r"= (\S+) \* objective \+ (\S+)", file.readline())[0])
    surplus = json.loads(first[0][2])["surplus"]
    rows = []
    for i, (label, command) in enumerate(contestants):
        row = {"subject": title, "command": label, "runs": runs}
        row["seconds"] = summary([turn[i][0] for turn in taken])
        row["peak_megabytes"] = max(turn[i][1] for turn in taken)
        row["ours_over_this"] = summary([turn[0][0] / turn[i][0] for turn in taken])
        if command[0] in SAYS:
            row |= said(command[0], first[i][2], unit, offset, surplus)
        rows.append(row)
    return rows


def subjects():
    """(title, words for `korridor solve`, words for write_lp, other ways to ask ours)."""
    model = str(ROOT / "models" / "kazakhstan")
    yield "models/kazakhstan", [model], [model], ["--no-intervals"]
    if not INSTANCES:
        print("skipped: multicommodity instances, for MMCF_DIR names no folder of them", file=sys.stderr)
        return
    for name in ("planar50", "grid4", "planar100", "grid5"):
        words = ["--mmcf", str(pathlib.Path(INSTANCES) / name)]
        if pathlib.Path(words[1]).exists():
            yield name, words, words, ["--method=arc"]
        else:
            print(f"skipped: {name}, for it is not in MMCF_DIR", file=sys.stderr)


def first_match(pattern, path):
    found = re.search(pattern, pathlib.Path(path).read_text(encoding="utf-8"), re.MULTILINE)
    return found.group(1).strip() if found else "unknown"


def told(*command):
    """First line of what a command prints, or nothing when it is not there."""
    if shutil.which(command[0]) is None:
        return None
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    return done.stdout.strip().splitlines()[0] if done.stdout.strip() else None


def circumstances():
    """Where and of what the figures were taken."""
    return {
        "machine": {
            "processor": first_match(r"^model name\s*:(.*)$", "/proc/cpuinfo"),
            "cores": os.cpu_count(),
            "memory_gigabytes": round(int(first_match(r"^MemTotal:\s*(\d+)", "/proc/meminfo")) / 2**20, 1),
            "system": platform.system() + ", " + " ".join(platform.libc_ver()),
        },
        "date": datetime.date.today().isoformat(),
        "commit": told("git", "describe", "--always", "--dirty", "--exclude", "*"),
        "versions": {
            "korridor": told(str(PROGRAM), "--version"),
            "clp": told("clp", "-quit"),
            "glpsol": told("glpsol", "--version"),
            "compiler": told("g++", "--version"),
        },
    }


def print_rows(rows):
    for row in rows:
        reported = row.get("reported_seconds")
        line = [row["subject"].ljust(18), row["command"].ljust(36), f"{row['runs']:4d}"]
        line += [f"{row['seconds'][key]:8.3f}" for key in ("median", "least", "most")]
        line += [" " * 8 if reported is None else f"{reported:8.2f}", f"{row['peak_megabytes']:6.0f}"]
        print(*line, f"{row['ours_over_this']['median']:7.2f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=9, help="counted runs of each command (9)")
    parser.add_argument("--name", default="latest", help="of the file in bench/results (latest)")
    arguments = parser.parse_args()

    for package in sorted({package for _, command, _, package in PEERS if shutil.which(command[0]) is None}):
        print(f"skipped: a peer that is not installed; Debian has it as {package}", file=sys.stderr)
    peers = [peer for peer in PEERS if shutil.which(peer[1][0])]
    print(f"{'':60}{'processor seconds':^27}{'its own':>8}{'peak':>7}{'ours /':>8}")
    print(f"{'':56}{'runs':>4}{'median':>9}{'least':>9}{'most':>9}{'report':>8}{'MB':>7}{'this':>8}")
    rows = []
    for title, ask, source, others in subjects():
        with tempfile.NamedTemporaryFile(suffix=".mps") as programme:
            subprocess.run([str(WRITE_LP), *source], stdout=programme, check=True)
            ours = [("korridor solve --json", [str(PROGRAM), "solve", *ask, "--json"])]
            ours += [(f"korridor solve --json {more}", [*ours[0][1], more]) for more in others]
            theirs = [(label, [*before, programme.name, *after]) for label, before, after, _ in peers]
            rows += (new := compare(title, ours + theirs, programme.name, max(1, arguments.runs)))
            print_rows(new)
    case = rows[0]
    met = case["seconds"]["median"] < GOAL_SECONDS and case["peak_megabytes"] < GOAL_MEGABYTES
    verdict = "met" if met else "missed"
    print(f"goal for {case['subject']}: under {GOAL_SECONDS} s and {GOAL_MEGABYTES:.0f} MB: {verdict}")
    path = ROOT / "bench" / "results" / f"{arguments.name}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(circumstances() | {"figures": rows}, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
