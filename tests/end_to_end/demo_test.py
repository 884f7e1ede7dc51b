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
        done = run("demo", "--model", MODELS, "-o", self.folder / "pictures")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(list((self.folder / "pictures").iterdir())), 3)


if __name__ == "__main__":
    unittest.main()
