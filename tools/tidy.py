#!/usr/bin/env python3
"""Runs clang-tidy on src/ and apps/; a file that passed is not looked at again until it, a header or the checks change.

Usage: tools/tidy.py [FILE ...]; without files all of them. Tests are left out: doctest's macros set off many checks.
"""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import shlex
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "tidy"
PASSED = BUILD / "passed"  # one empty file per state of a source that passed


def state_of(command, version):
    """Digest of all that the verdict on one source depends on: checks, flags, the source and the headers of ours."""
    arguments = [word for word in shlex.split(command["command"]) if word != "-c"]
    if "ccache" in pathlib.Path(arguments[0]).name:
        arguments = arguments[1:]
    if "-o" in arguments:
        at = arguments.index("-o")
        del arguments[at : at + 2]
    listing = subprocess.run(
        [*arguments, "-MM", "-MT", "x"], cwd=command["directory"], capture_output=True, text=True, check=False
    )
    digest = hashlib.sha256(version + (ROOT / ".clang-tidy").read_bytes() + " ".join(arguments).encode())
    for name in listing.stdout.replace("\\\n", " ").split()[1:]:
        digest.update((pathlib.Path(command["directory"]) / name).read_bytes())
    return digest.hexdigest()


def examine(command, version):
    """(source, output) of one source; output is None when it passed."""
    source = pathlib.Path(command["file"]).relative_to(ROOT).as_posix()
    stamp = PASSED / state_of(command, version)
    if stamp.exists():
        return source, None
    result = subprocess.run(
        ["clang-tidy", "--quiet", "-p", str(BUILD), command["file"]],
        capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
    )
    if result.returncode == 0:
        stamp.touch()
        return source, None
    return source, result.stdout + ("" if result.stdout else result.stderr)


def main():
    wanted = {str(pathlib.Path(name).resolve()) for name in sys.argv[1:]}
    commands = json.loads((BUILD / "compile_commands.json").read_text(encoding="utf-8"))
    ours = (str(ROOT / "src") + os.sep, str(ROOT / "apps") + os.sep)
    commands = [c for c in commands if c["file"].startswith(ours) and (not wanted or c["file"] in wanted)]
    PASSED.mkdir(exist_ok=True)
    version = subprocess.run(["clang-tidy", "--version"], capture_output=True, check=True).stdout
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for source, output in pool.map(lambda command: examine(command, version), commands):
            if output is not None:
                failed += 1
                print(f"--- {source}\n{output}", flush=True)
    print(f"clang-tidy: {len(commands)} files, {failed} with findings")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
