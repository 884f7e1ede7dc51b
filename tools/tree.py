#!/usr/bin/env python3
"""Checks the tree itself: header guards, file length, machine paths, dead links. Usage: tools/tree.py [ROOT]"""
import pathlib
import re
import subprocess
import sys

LONGEST = 500  # lines of a C++ file
OURS = {"src", "apps", "tests", "bench"}
# Home folders and workplaces of one machine; /usr, /tmp, /dev and /proc are everybody's.
MACHINE_PATH = re.compile(r"(?<![\w.$}/~-])/(home|root|work|Users|workspace|builds|mnt|media)/[\w.-]")

LINK = re.compile(r"\]\(([^)#\s]+)")  # target of a Markdown link, without its anchor


def tracked_files(root):
    """Files that git tracks or would track; in a tree that is no clone, all files but what was built."""
    if not (root / ".git").exists():
        files = (path for path in root.rglob("*") if path.is_file())
        return sorted(path for path in files if path.relative_to(root).parts[0] not in ("build", "demo"))
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    names = sorted(set(listing.stdout.decode().split("\0")) - {""})
    return [root / name for name in names if (root / name).is_file()]


def faults_of(name, text):
    """Faults of one text file, as printable lines."""
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if MACHINE_PATH.search(line):
            yield f"{name}:{number}: path of one machine: {MACHINE_PATH.search(line).group(0)}..."
    if not name.endswith((".hpp", ".cpp")) or name.split("/")[0] not in OURS:
        return
    if len(lines) - 1 > LONGEST:
        yield f"{name}:{len(lines) - 1}: longer than {LONGEST} lines; split it by responsibility"
    if not lines[0].startswith(("//", "/*")):
        yield f"{name}:1: begin with a comment that says what the file is for"
    if name.endswith(".hpp"):
        code = [line for line in lines if line.strip() and not line.startswith(("//", "/*", " *"))]
        if not code or code[0] != "#pragma once":
            yield f"{name}: the first line after the opening comment must be #pragma once"


def dead_links(path, text):
    """Targets of relative Markdown links that do not exist."""
    return [link for link in LINK.findall(text) if ":" not in link and not (path.parent / link).exists()]


def check(root):
    """All faults of a tree."""
    found = []
    for path in tracked_files(root):
        content = path.read_bytes()
        if b"\0" in content[:8192]:
            continue  # not text
        name, text = path.relative_to(root).as_posix(), content.decode("utf-8", errors="replace")
        found.extend(faults_of(name, text))
        if name.endswith(".md"):
            found.extend(f"{name}: dead link to {link}" for link in dead_links(path, text))
    return found


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent)
    found = check(root)
    print("\n".join(found), file=sys.stderr, end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
