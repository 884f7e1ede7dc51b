"""The guide to one's own corridor: its files are written, its commands run, and they say what it prints."""
import pathlib
import re
import shlex
import tempfile
import unittest

from program import SOURCE, run

GUIDE = SOURCE / "docs" / "guide" / "your-own-corridor.md"
BLOCK = re.compile(r"^```(\w+)[ ]?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def words(text):
    return " ".join(text.split())


class GuideTest(unittest.TestCase):
    def test_each_block_of_the_guide_does_what_it_says(self):
        counts = {"file": 0, "command": 0, "line": 0}
        with tempfile.TemporaryDirectory() as name:
            folder, said = pathlib.Path(name), ""
            for kind, what, body in BLOCK.findall(GUIDE.read_text(encoding="utf-8")):
                if kind in ("toml", "csv"):
                    path = folder / what
                    path.parent.mkdir(exist_ok=True)
                    path.write_text(body, encoding="utf-8")
                    counts["file"] += 1
                elif kind == "sh":
                    said = ""
                    for line in body.splitlines():
                        with self.subTest(command=line):
                            done = run(*shlex.split(line.removeprefix("korridor ")), cwd=folder)
                            self.assertEqual(done.returncode, 1 if what == "fails" else 0, done.stderr)
                        said += done.stdout + done.stderr
                        counts["command"] += 1
                else:
                    for line in body.splitlines():
                        with self.subTest(line=line):
                            self.assertIn(words(line), words(said))
                        counts["line"] += 1
        self.assertEqual(counts["file"], 8)
        self.assertGreater(counts["command"], 8)
        self.assertGreater(counts["line"], 6)


if __name__ == "__main__":
    unittest.main()
