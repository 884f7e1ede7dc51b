"""The demo: one screen of story and three pictures."""
import struct
import unittest

from program import SOURCE, ProgramTest, run

MODELS = SOURCE / "models" / "kazakhstan"


@unittest.skipUnless(MODELS.exists(), "the bundled model is not here")
class DemoTest(ProgramTest):
    def test_the_demo_tells_the_story_and_draws_three_maps(self):
        text = self.ok("demo", cwd=self.folder)
        for words in ("What binds", "Who gains, who loses", "Certificate", "Try next:"):
            self.assertIn(words, text)
        self.assertLess(len(text.splitlines()), 100)
        for name in ("base.png", "cpc_shut.png", "change.png"):
            data = (self.folder / "demo" / name).read_bytes()
            self.assertTrue(data.startswith(b"\x89PNG\r\n\x1a\n"))
            width, height = struct.unpack(">II", data[16:24])
            self.assertGreater(width, 1000)
            self.assertGreater(height, 600)

    def test_another_model_and_another_folder_may_be_given(self):
        text = self.ok("demo", "--model", self.model, "-o", self.folder / "pictures")
        self.assertIn("Now: Pipeline shut", text)  # its only scenario
        self.assertIn("--focus KAZ", text)  # who loses by it
        names = sorted(path.name for path in (self.folder / "pictures").iterdir())
        self.assertEqual(names, ["base.png", "change.png", "pipe_shut.png"])

    def test_the_settings_may_name_the_story(self):
        text = self.ok("demo", "--model", SOURCE / "models" / "suez", "-o", self.folder / "pictures")
        self.assertIn("Now: Suez Canal shut", text)
        self.assertIn("--focus EGY", text)

    def test_a_model_without_scenarios_has_no_story(self):
        (self.model / "scenario.csv").unlink()
        done = run("demo", "--model", self.model, "-o", self.folder / "pictures")
        self.assertEqual(done.returncode, 1)
        self.assertIn("E505", done.stderr)


if __name__ == "__main__":
    unittest.main()
