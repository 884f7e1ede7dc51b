"""Processor time and peak memory of child processes, under a limit of processor time."""
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
import typing


class Run(typing.NamedTuple):
    """One child. `finished` is False when the limit stopped it; `seconds` is then what it had used."""

    seconds: float
    megabytes: float
    wall: float
    finished: bool
    output: str


def run(command, limit=None, statuses=(0,)):
    """Runs a command to its end or to `limit` seconds of processor time, all its threads together. Ends the benchmark
    when the child fails otherwise than by the limit."""

    def before():
        if limit is not None:
            seconds = max(1, math.ceil(limit))
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))

    with tempfile.TemporaryFile() as output, tempfile.TemporaryDirectory() as folder:  # some write logs where they stand
        begin = time.monotonic()
        child = subprocess.Popen(list(map(str, command)), stdin=subprocess.DEVNULL, stdout=output, cwd=folder,
                                 stderr=subprocess.DEVNULL if limit is not None else None, preexec_fn=before)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.monotonic() - begin
        child.returncode = os.waitstatus_to_exitcode(status)
        seconds = usage.ru_utime + usage.ru_stime
        stopped = limit is not None and child.returncode < 0 and seconds >= math.floor(limit) - 1
        if child.returncode not in statuses and not stopped:
            sys.exit(f"bench: exit status {child.returncode} from: {' '.join(map(str, command))}")
        output.seek(0)
        return Run(seconds, usage.ru_maxrss / 1024.0, wall, not stopped, output.read().decode(errors="replace"))
