"""Each example that the help shows for the bundled case answers, word for word."""
import json
import os
import pathlib
import shlex
import shutil
import socket
import subprocess
import tempfile
import unittest

import import_test
from program import PROGRAM, SOURCE, run

VERBS = ["solve", "compare", "rank", "map", "report", "export", "demo", "why", "evidence", "serve", "describe", "check", "schema", "import", "assign", "completion", "man"]


def examples():
    """Example command lines of all verbs, without the program's name."""
    lines = [line for verb in VERBS for line in run(verb, "--help").stdout.split("Examples:")[-1].splitlines()]
    return [line.strip().removeprefix("korridor ") for line in lines if line.startswith("  korridor ")]


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class ExamplesTest(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        for model in ("kazakhstan", "suez"):
            shutil.copytree(SOURCE / "models" / model, self.folder / "models" / model)
        # What the examples call one's own files: a model and an instance of a flow problem.
        shutil.copytree(SOURCE / "models" / "kazakhstan", self.folder / "my_model")
        (self.folder / "planar30").write_text("2 1 1\n1 2 5 10\n1 2 4\n", encoding="utf-8")
        (self.folder / "problem.min").write_text(
            "p min 2 1\nn 1 4\nn 2 -4\na 1 2 0 10 5\n", encoding="utf-8")

        # A case that the browser saved.
        case = {"korridor_case": 1, "title": "CPC shut", "case": {"close": ["link:cpc_kaz"]}}
        (self.folder / "cpc_shut.json").write_text(json.dumps(case), encoding="utf-8")

        for folder, files in (("roads", import_test.ROADS), ("network", import_test.POWER),
                              (".", {"City_net.tntp": import_test.CITY_NET, "City_trips.tntp": import_test.CITY_TRIPS})):
            (self.folder / folder).mkdir(exist_ok=True)
            for name, text in files.items():
                (self.folder / folder / name).write_text(text, encoding="utf-8")

    def test_every_example_of_the_help_runs(self):
        lines = examples()
        self.assertGreaterEqual(len(lines), 20)
        for line in lines:
            # A shell's redirection or pipe is the shell's; what stands before it is ours.
            words = shlex.split(line.split(" > ")[0].split(" | ")[0])
            # A server does not end by itself: --check has it start, answer once and end.
            # Its port is one that is free here, whatever the example names.
            if words[0] == "serve" and "--check" not in words:
                words.append("--check")
            if "--port" in words:
                words[words.index("--port") + 1] = str(free_port())
            with self.subTest(example=line):
                done = subprocess.run([PROGRAM, *words], cwd=self.folder, capture_output=True, text=True, timeout=120,
                                      check=False, env={**os.environ, "COLUMNS": "100"})
                self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    unittest.main()
