#!/usr/bin/env python3
"""The path engine on the seeded instances, in passes of Dijkstra's method, beside Clp, GLPK and HiGHS.

Usage: bench/engine.py [--sizes SML] [--runs N] [--closures N] [--limit SECONDS] [--name NAME]. Prints a table and writes
bench/results/NAME.json. HiGHS takes part where HIGHS_DIR names the folder of its program; what is timed is in
bench/README.md.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from measure import ROOT, circumstances

ENGINE = ROOT / "build" / "release" / "bench" / "path_engine"
SEEDS = {"S": [1, 2, 3], "M": [1, 2, 3], "L": [1]}
TIGHTNESS = ["1", "2", "4"]
REFERENCE = {  # least costs by several solvers, to the digits known
    ("S", 1, 1): 43498.93433007, ("S", 2, 1): 30267.75312708, ("S", 4, 1): 27955.62647294,
    ("M", 1, 1): 145570.67877991, ("M", 2, 1): 140904.89519879, ("M", 4, 1): 139911.61995327,
    ("L", 1, 1): 943399.69386857, ("L", 2, 1): 917934.94724646, ("L", 4, 1): 912157.69834381,
    ("S", 1, 2): 32101.43409667, ("S", 1, 3): 27008.66045361,
    ("M", 1, 2): 144697.82630690, ("M", 1, 3): 128744.46392598,
}


def peers():
    """(label, command before the programme's file, words after it, what it says of its seconds)."""
    found = []
    if shutil.which("glpsol"):
        found.append(("glpsol", ["glpsol", "--freemps"], [], r"Time used: +(\S+) secs"))
    highs = os.environ.get("HIGHS_DIR")
    if highs:
        program = next((p for p in (pathlib.Path(highs) / "highs", pathlib.Path(highs) / "bin" / "highs") if p.exists()),
                       None)
        if program is None:
            sys.exit(f"bench: no program highs in HIGHS_DIR={highs}")
        for solver in ("simplex", "ipm"):
            found.append((f"highs {solver}", [str(program), f"--solver={solver}", "--parallel=off"], [],
                          r"HiGHS run time +: +(\S+)"))
    return found


def ask_peers(size, tightness, limit, row):
    """Seconds of each peer on the written programme, or that the limit struck."""
    with tempfile.NamedTemporaryFile(suffix=".mps") as programme:
        subprocess.run([str(ENGINE), size, tightness, "--mps"], stdout=programme, check=True)
        for label, before, after, says in peers():
            try:
                done = subprocess.run([*before, programme.name, *after], stdin=subprocess.DEVNULL, capture_output=True,
                                      text=True, timeout=limit, check=False)
            except subprocess.TimeoutExpired:
                row[label] = None
                continue
            seconds = re.findall(says, done.stdout)
            row[label] = float(seconds[-1]) if seconds else None


def measure(size, tightness, seed, arguments):
    command = [str(ENGINE), size, tightness, "--seed", str(seed), "--runs", str(arguments.runs if size != "L" else 1)]
    with_peers = seed == 1 and size != "L"
    if seed == 1:
        command += ["--closures", str(arguments.closures if size != "L" else min(arguments.closures, 5))]
    if with_peers:
        command += ["--peer", str(arguments.limit)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"bench: {' '.join(command)}: {done.stderr}{done.stdout}")
    row = json.loads(done.stdout)
    known = REFERENCE.get((size, int(tightness), seed))
    if known is not None:
        row["off_reference"] = row["optimum"] / known - 1.0
        if abs(row["off_reference"]) > 1e-9:
            sys.exit(f"bench: {size} {tightness} seed {seed}: {row['optimum']} in place of {known}")
    if with_peers:
        ask_peers(size, tightness, arguments.limit, row)
        times = [row[f"clp_{way}"] for way in ("dual", "primal") if row[f"clp_{way}_finished"]]
        row["best_clp_over_ours"] = min(times) / row["seconds"] if times else None
    return row


def cell(value, width, form):
    return " " * (width - 1) + "-" if value is None else f"{value:{width}{form}}"


def print_row(row):
    print(f"{row['instance']} {row['tightness']:g} seed {row['seed']}", f"{row['seconds']:9.4f} {row['passes']:7.1f}",
          f"{row['gap']:9.1e} {row['peak_megabytes']:6.0f}", cell(row.get("best_clp_over_ours"), 8, ".1f"),
          cell(row.get("closure_passes"), 9, ".1f"), cell(row.get("clp_warm_over_ours"), 8, ".1f"), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="SML", help="which instances (SML)")
    parser.add_argument("--runs", type=int, default=5, help="runs of each solve, of which the median counts (5)")
    parser.add_argument("--closures", type=int, default=200, help="closures solved at most (200; L: 5)")
    parser.add_argument("--limit", type=float, default=60.0, help="seconds for each solve of a peer (60)")
    parser.add_argument("--name", default="latest-engine", help="of the file in bench/results (latest-engine)")
    arguments = parser.parse_args()
    print(f"{'':11} {'seconds':>9} {'in P':>7} {'gap':>9} {'MB':>6} {'Clp /':>8} {'closure':>9} {'warm Clp':>8}")
    print(f"{'':11} {'':>9} {'':>7} {'':>9} {'':>6} {'ours':>8} {'in P':>9} {'/ ours':>8}")
    rows = []
    for size in arguments.sizes:
        for seed in SEEDS[size]:
            for tightness in TIGHTNESS if seed == 1 else TIGHTNESS[:1]:
                rows.append(measure(size, tightness, seed, arguments))
                print_row(rows[-1])
    path = ROOT / "bench" / "results" / f"{arguments.name}.json"
    path.write_text(json.dumps(circumstances() | {"figures": rows}, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
