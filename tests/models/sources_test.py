"""Every bundled case says where its numbers come from, and a number that is changed alone is found."""
import csv
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

MODELS = pathlib.Path(os.environ["KORRIDOR_SOURCE_DIR"]) / "models"
PROGRAM = os.environ["KORRIDOR_PROGRAM"]


def check(model):
    return subprocess.run([PROGRAM, "check", model, "--sources"], capture_output=True, text=True, check=False)


class SourcesTest(unittest.TestCase):
    def test_each_number_of_each_case_has_one_source_in_use_that_says_the_same(self):
        models = [folder for folder in sorted(MODELS.iterdir()) if folder.is_dir()]
        self.assertTrue(models)
        for model in models:
            with self.subTest(model=model.name):
                done = check(model)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertIn("have a source in use", done.stdout)

    def test_a_deliberately_wrong_number_in_a_case_is_found(self):
        with tempfile.TemporaryDirectory() as folder:
            model = pathlib.Path(folder) / "kazakhstan"
            shutil.copytree(MODELS / "kazakhstan", model)
            with open(model / "link.csv", encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            wrong = next(row for row in rows if row["link_id"] == "cpc_pipeline")
            wrong["capacity"] = str(float(wrong["capacity"]) + 1)
            with open(model / "link.csv", "w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, rows[0], lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
            done = check(model)
            self.assertEqual(done.returncode, 1)
            self.assertIn("link:cpc_pipeline:capacity", done.stderr)
            self.assertIn("E682", done.stderr)


if __name__ == "__main__":
    unittest.main()
