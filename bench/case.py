#!/usr/bin/env python3
"""Processor time and peak memory of `korridor solve MODEL --json`, beside a yardstick run in turn with it.

The yardstick is python3 reading the same folder with its csv module: it is on every machine and grows with the same
input, so the ratio of the two says more across machines than seconds do. Usage: bench/case.py [--runs N] MODEL
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "build" / "release" / "korridor"
YARDSTICK = (
    "import csv, pathlib, sys\n"
    "for path in pathlib.Path(sys.argv[1]).glob('*.csv'):\n"
    "    with open(path, newline='', encoding='utf-8') as file: list(csv.DictReader(file))\n"
)
GOAL_SECONDS = 0.3
GOAL_MEGABYTES = 100.0


def measure(command):
    """(processor seconds, peak megabytes) of one child process; a child that fails ends the benchmark."""
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"bench: exit status {child.returncode} from: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024.0


def line(name, unit, digits, values):
    """One row of the report: median, least and greatest."""
    shown = [f"{value:10.{digits}f}" for value in (statistics.median(values), min(values), max(values))]
    return f"{name:<34}{''.join(shown)}  {unit}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("model")
    arguments = parser.parse_args()

    solve = [str(PROGRAM), "solve", arguments.model, "--json"]
    yardstick = [sys.executable, "-S", "-c", YARDSTICK, arguments.model]
    measure(solve)  # the first run pays for a cold disk
    runs = [(measure(solve), measure(yardstick)) for _ in range(max(1, arguments.runs))]
    seconds = [ours[0] for ours, _ in runs]
    megabytes = [ours[1] for ours, _ in runs]

    print(f"{'':<34}{'median':>10}{'least':>10}{'most':>10}")
    print(line("korridor solve, processor time", "s", 3, seconds))
    print(line("korridor solve, peak memory", "MB", 1, megabytes))
    print(line("python3 reads the tables, time", "s", 3, [other[0] for _, other in runs]))
    print(line("ratio of the two times", "", 2, [ours[0] / other[0] for ours, other in runs]))
    print(f"goal: under {GOAL_SECONDS} s and {GOAL_MEGABYTES:.0f} MB:", end=" ")
    print("met" if statistics.median(seconds) < GOAL_SECONDS and max(megabytes) < GOAL_MEGABYTES else "missed")


if __name__ == "__main__":
    main()
