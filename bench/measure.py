#!/usr/bin/env python3
"""Korridor beside other solvers: one table, and one file of figures.

Usage: bench/measure.py [--only PARTS] [--runs N] [--closures N] [--limit SECONDS] [--slow] [--name NAME].
Prints a table and writes bench/results/NAME.json. What is timed, and what a ratio leaves out, is in bench/README.md.
"""
import argparse
import datetime
import functools
import json
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys

import instances
import peers
import programs
from instances import ROOT

FAMILIES = ("HiGHS", "Clp", "GLPK", "LEMON", "mcfcg")


def first_match(pattern, path):
    found = re.search(pattern, pathlib.Path(path).read_text(encoding="utf-8"), re.MULTILINE)
    return found.group(1).strip() if found else "unknown"


def told(*command):
    """First line of what a command prints, or nothing when it is not there."""
    if command[0] is None or shutil.which(command[0]) is None:
        return None
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    return done.stdout.strip().splitlines()[0] if done.stdout.strip() else None


def machine():
    return {
        "processor": first_match(r"^model name\s*:(.*)$", "/proc/cpuinfo"),
        "cores": os.cpu_count(),
        "memory_gigabytes": round(int(first_match(r"^MemTotal:\s*(\d+)", "/proc/meminfo")) / 2**20, 1),
        "system": platform.system() + ", " + " ".join(platform.libc_ver()),
        "versions": {
            "korridor": told(str(programs.PROGRAM), "--version"),
            "clp": told("clp", "-quit"),
            "glpsol": told("glpsol", "--version"),
            "highs": told(peers.program_in("HIGHS_DIR", ("highs", "bin/highs")), "--version"),
            "compiler": told("g++", "--version"),
        },
    }


def circumstances(arguments):
    """Of what and when a part's figures were taken."""
    return {
        "date": datetime.date.today().isoformat(),
        "commit": told("git", "describe", "--always", "--dirty", "--exclude", "*"),
        "load_at_start": round(os.getloadavg()[0], 1),
        "limit": arguments.limit,
        "slow": arguments.slow,
    }


def cell(value, width, form):
    return " " * (width - 1) + "-" if value is None else f"{value:{width}{form}}"


def against(row, family):
    """A peer's best time over ours, as text; with > where the limit stopped all its ways, - where it took no part."""
    ways = row["peers"].get(family)
    if not ways:
        return "-"
    best = peers.best(ways)
    seconds = best["seconds"] if best else max(it["seconds"] for it in ways.values())
    ratio = seconds / row["seconds"]
    return ("" if best else ">") + (f"{ratio:.2f}" if ratio < 10 else f"{ratio:.0f}")


def memory_ratio(row):
    """HiGHS's peak memory over ours, the least of its ways."""
    used = [it["peak_megabytes"] for it in row["peers"].get("HiGHS", {}).values()]
    return min(used) / row["peak_megabytes"] if used else None


def print_head():
    print(f"{'':14}{'seconds':>9}{'in P':>8}{'gap':>9}{'MB':>6}" + "".join(f"{name:>8}" for name in FAMILIES)
          + f"{'MB':>7}{'closure':>9}{'warm Clp':>9}")
    print(f"{'':14}{'':>9}{'':>8}{'':>9}{'':>6}" + f"{'/ ours':>8}" * len(FAMILIES) + f"{'HiGHS/':>7}{'in P':>9}{'/ ours':>9}")


def print_row(row):
    print(f"{row['subject']:14}{row['seconds']:9.4f}{row['passes']:8.1f}{row['gap']:9.1e}{row['peak_megabytes']:6.0f}"
          + "".join(f"{against(row, family):>8}" for family in FAMILIES) + cell(memory_ratio(row), 7, ".1f")
          + cell(row.get("closure_passes"), 9, ".1f") + cell(row.get("clp_warm_over_ours"), 9, ".1f"), flush=True)
    if whole := row.get("whole"):
        print(f"{'  from file':14}{whole['seconds']:9.4f}{whole['seconds'] / row['pass']:8.1f}"
              + cell(whole.get("gap"), 9, ".1e") + f"{whole['peak_megabytes']:6.0f}"
              + "".join(f"{against(row | {'seconds': whole['seconds']}, family):>8}" for family in FAMILIES), flush=True)


def print_ranking(row):
    print(f"rank {row['subject']}: {row['solved']} of {row['cases']} links solved in {row['seconds']:.2f} s; --top {row['top']} "
          f"{row['top_seconds']:.2f} s, {row['top_seconds'] / row['seconds']:.2f} of it ({row['top_solved']} solved); two threads "
          f"the same answer, {row['seconds_by_two']:.2f} s of processor time, {row['wall'] / row['wall_by_two']:.2f} times as fast",
          flush=True)


def print_network(row):
    print(f"{row['network']:14}{row['seconds']:9.4f}{row['passes']:8.1f}{row['gap']:9.1e}  asked {row['gap_asked']:.0e}, "
          f"{row['pairs']} pairs, objective {row['objective']:.11g}", flush=True)


PARTS = {  # name: how its rows are taken, and how one is shown
    "models": (programs.model_rows, print_row),
    "mmcf": (instances.public_rows, print_row),
    **{part: (functools.partial(instances.seeded_rows, part), print_row) for part in instances.SUBJECTS},
    "rankings": (programs.ranking_rows, print_ranking),
    "networks": (programs.network_rows, print_network),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default=",".join(PARTS), help=f"parts, with commas ({','.join(PARTS)})")
    parser.add_argument("--runs", type=int, default=3, help="runs of each solve, of which the median counts (3)")
    parser.add_argument("--closures", type=int, default=200, help="closures solved at most (200; M: 20, L: 3)")
    parser.add_argument("--limit", type=float, default=120.0, help="seconds of processor time for each run of a peer (120)")
    parser.add_argument("--slow", action="store_true", help="every peer on every instance: hours")
    parser.add_argument("--name", default="latest", help="of the file in bench/results; parts not taken stay in it (latest)")
    arguments = parser.parse_args()
    parts = arguments.only.split(",")
    if unknown := set(parts) - set(PARTS):
        parser.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")

    for line in peers.missing():
        print(f"left out: {line}", file=sys.stderr)
    path = ROOT / "bench" / "results" / f"{arguments.name}.json"
    path.parent.mkdir(exist_ok=True)
    figures = json.loads(path.read_text(encoding="utf-8")) if path.exists() and len(parts) < len(PARTS) else {}
    figures["machine"] = machine()
    print_head()
    for part in parts:
        take, show = PARTS[part]
        rows = []
        figures[part] = circumstances(arguments) | {"rows": rows}
        for row in take(arguments):
            show(row)
            rows.append(row)
            path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
