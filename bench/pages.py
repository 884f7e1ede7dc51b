#!/usr/bin/env python3
"""Makes docs/performance.md say what a file of figures says, so that text and results cannot drift apart.

Usage: bench/pages.py bench/results/NAME.json writes the page; without a file the page is printed as the file that it names makes
it (tools/generated holds it against the page). A table stands between <!-- bench NAME --> and <!-- end -->.
"""
import json
import pathlib
import re
import sys

import peers

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "performance.md"
BLOCK = re.compile(r"(<!-- bench (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
SOURCE = re.compile(r"\.\./(bench/results/[\w.-]+\.json)")
FAMILIES = ("HiGHS", "Clp", "GLPK", "mcfcg")


def number(value):
    """Three digits that matter."""
    if value is None:
        return ""
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def ratio(row, family, seconds):
    """The best way of a peer over `seconds`; with > where no way ended, and with its own seconds behind."""
    ways = row["peers"].get(family)
    if not ways:
        return ""
    best = peers.best(ways)
    if best is None and all(it.get("why") == "found no optimum" for it in ways.values()):
        return "no optimum"
    theirs = best["seconds"] if best else max(it["seconds"] for it in ways.values())
    return ("" if best else "> ") + number(theirs / seconds)


def memory(row):
    used = [it["peak_megabytes"] for it in row["peers"].get("HiGHS", {}).values() if "peak_megabytes" in it]
    return number(min(used) / row["peak_megabytes"]) if used else ""


def rows_of(figures, *parts):
    return [row for part in parts if part in figures for row in figures[part]["rows"]]


def gap(value):
    return f"{value:.0e}" if value else "0"


def cold(figures):
    rows = [[row["subject"], number(row["seconds"]), number(row["passes"]), gap(row["gap"]), f"{row['peak_megabytes']:.0f}",
             *(ratio(row, family, row["seconds"]) for family in FAMILIES[:3]), memory(row)]
            for row in rows_of(figures, "small", "medium", "large")]
    return table(["instance", "seconds", "in P", "gap", "MB", "HiGHS / ours", "Clp / ours", "GLPK / ours", "MB of HiGHS / ours"], rows)


def closures(figures):
    rows = [[row["subject"], f"{row['closures']} of {row['arcs_with_flow']}", number(1e3 * row["closure_mean"]),
             number(row["closure_passes"]), gap(row["closure_gap"]), number(row.get("clp_warm_over_ours"))]
            for row in rows_of(figures, "small", "medium", "large") if "closures" in row]
    return table(["instance", "closures", "mean, ms", "mean, in P", "worst gap", "warm Clp / ours"], rows)


def single(figures):
    rows = [[row["subject"].split()[0], number(1e3 * row["seconds"]), number(row["passes"]), gap(row["gap"]),
             number(1e3 * row["lemon"]), number(row["seconds"] / row["lemon"]), f"{row['lemon_off']:.0e}"]
            for row in rows_of(figures, "single") if "lemon" in row]
    return table(["instance", "ms", "in P", "gap", "LEMON, ms", "ours / LEMON", "LEMON off by"], rows)


def mmcf(figures):
    rows = []
    for row in rows_of(figures, "mmcf"):
        whole = row["whole"]
        theirs = peers.best(row["peers"].get("mcfcg", {}))
        rows.append([row["subject"], number(row["seconds"]), number(row["passes"]), gap(row["gap"]), f"{row['peak_megabytes']:.0f}",
                     number(theirs["seconds"]) if theirs else "", *(ratio(row, it, row["seconds"]) for it in ("mcfcg", "HiGHS", "Clp", "GLPK")),
                     ("" if whole["finished"] else "> ") + number(whole["seconds"]), ratio(row, "mcfcg", whole["seconds"])])
    return table(["instance", "seconds", "in P", "gap", "MB", "mcfcg, s", "mcfcg / ours", "HiGHS / ours", "Clp / ours", "GLPK / ours",
                  "from file, s", "mcfcg / that"], rows)


def models(figures):
    rows = [[row["subject"], number(row["seconds"]), number(row["passes"]), gap(row["gap"]), f"{row['peak_megabytes']:.0f}",
             row["method"], *(ratio(row, family, row["seconds"]) for family in ("Clp", "HiGHS", "GLPK"))]
            for row in rows_of(figures, "models")]
    return table(["model", "seconds", "in P", "gap", "MB", "method", "Clp / ours", "HiGHS / ours", "GLPK / ours"], rows)


def rankings(figures):
    rows = [[row["subject"], str(row["cases"]), str(row["solved"]), number(row["seconds"]), number(row["top_seconds"]),
             str(row["top_solved"]), number(row["top_seconds"] / row["seconds"]),
             number(row["seconds_by_two"] / row["seconds"]), number(row["wall"] / row["wall_by_two"])]
            for row in rows_of(figures, "rankings")]
    return table(["instance", "links", "solved", "seconds", "top 20, seconds", "solved", "share", "two threads: processor time",
                  "two threads: times as fast"], rows)


def networks(figures):
    rows = [[row["network"], str(row["pairs"]), gap(row["gap_asked"]), gap(row["gap"]), str(row["rounds"]),
             number(1e3 * row["seconds"]), number(row["passes"]), f"{row['objective']:.11g}"]
            for row in rows_of(figures, "networks") if row["gap_asked"] in (1e-6, 1e-12)]
    return table(["network", "pairs", "gap asked", "gap", "rounds", "ms", "in P", "objective"], rows)


def circumstances(figures):
    """One sentence for the machine, one for each state of the code that parts were taken at."""
    machine = figures["machine"]
    versions = machine["versions"]
    peers_named = ", ".join(re.split(r",| Copyright| Git| \(", versions[name])[0].strip() for name in ("clp", "glpsol", "highs")
                            if versions.get(name))
    taken = {}
    for part, it in figures.items():
        if part != "machine":
            taken.setdefault((it["date"], it["commit"]), []).append((part, it["load_at_start"], it["limit"]))
    lines = [f"Machine: {machine['cores']} cores of {machine['processor']}, {machine['memory_gigabytes']:.0f} GB, shared with other jobs. "
             f"{versions['compiler']}, `-O2`; {peers_named}."]
    for (date, commit), parts in taken.items():
        loads = [load for _, load, _ in parts]
        lines.append(f"Taken on {date} at commit {commit}: {', '.join(part for part, _, _ in parts)}; load {min(loads):g} to {max(loads):g}, "
                     f"{parts[0][2]:.0f} s of processor time for each run of a peer.")
    return "\n".join(lines) + "\n"


TABLES = {it.__name__: it for it in (circumstances, models, cold, closures, single, mmcf, rankings, networks)}


def main():
    text = PAGE.read_text(encoding="utf-8")
    named = len(sys.argv) > 1
    source = pathlib.Path(sys.argv[1]).resolve().relative_to(ROOT) if named else pathlib.Path(SOURCE.search(text)[1])
    figures = json.loads((ROOT / source).read_text(encoding="utf-8"))
    text = SOURCE.sub(f"../{source.as_posix()}", text, count=1)
    text = BLOCK.sub(lambda found: found[1] + TABLES[found[2]](figures) + found[3], text)
    if named:
        PAGE.write_text(text, encoding="utf-8")
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
