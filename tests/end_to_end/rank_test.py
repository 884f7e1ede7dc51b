"""Rankings as a user asks for them: table, JSON, CSV, picture, limits, Ctrl-C."""
import csv
import json
import os
import pathlib
import resource
import signal
import subprocess
import time
import unittest

from program import PROGRAM, SOURCE, ProgramTest, run

LARGE = SOURCE / "models" / "kazakhstan"


class RankTest(ProgramTest):
    def rank(self, *arguments):
        return json.loads(self.ok("rank", self.model, *arguments, "--json"))

    def test_losses_are_those_computed_by_hand(self):
        # Without the pipe all 8 Mt go by rail, 6 of them 20 USD/t dearer; without the railway 2 Mt worth 500 at 130 stay.
        answer = self.rank("--kind", "link")
        self.assertEqual([row["id"] for row in answer["ranking"]], ["rail", "pipe"])
        rail, pipe = answer["ranking"]
        self.assertAlmostEqual(rail["surplus_loss"] / (2e6 * (500 - 130)), 1.0, 6)
        self.assertAlmostEqual(pipe["surplus_loss"] / 120e6, 1.0, 6)
        self.assertEqual(pipe["alternative_link_id"], "rail")
        self.assertAlmostEqual(pipe["alternative_gain"] / 6e6, 1.0, 6)
        self.assertAlmostEqual(rail["unserved"][0]["quantity"] / 2e6, 1.0, 5)
        for name in ("kind", "id", "surplus_loss", "welfare_loss", "unserved", "by_actor"):
            self.assertIn(name, pipe)
        losses = {row["actor_id"]: row["loss"] for row in pipe["by_actor"]}
        self.assertAlmostEqual(losses["KAZ"] / 120e6, 1.0, 6)
        self.assertLessEqual(pipe["surplus_loss_low"], pipe["surplus_loss"] + 1.0)
        self.assertGreaterEqual(pipe["surplus_loss_high"], pipe["surplus_loss"] - 1.0)

    def test_each_loss_is_what_compare_says(self):
        answer = self.rank()
        self.assertEqual(answer["status"], "optimal")
        self.assertEqual(answer["cases"], len(answer["ranking"]))
        for row in answer["ranking"]:
            what = ("actor" if row["kind"] == "controller" else row["kind"]) + ":" + row["id"]
            change = json.loads(self.ok("compare", self.model, "--close", what, "--json"))["change"]["surplus"]
            self.assertAlmostEqual((row["surplus_loss"] + change) / 1e9, 0.0, 6, what)

    def test_the_terminal_report_names_places_and_says_how_it_was_found(self):
        text = self.ok("rank", self.model)
        for words in ("Two ways out", "Links, closed one at a time", "Places, closed one at a time", "Holders", "Railway",
                      "Kazakhstan", "solved", "worst certified gap"):
            self.assertIn(words, text)
        self.assertIn("Pipeline and Railway", self.ok("rank", self.model, "--k", "2"))

    def test_csv_files_hold_the_ranking_with_its_lists(self):
        folder = self.folder / "out"
        answer = json.loads(self.ok("rank", self.model, "--csv", folder, "--json"))
        with open(folder / "ranking.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual([row["id"] for row in rows], [row["id"] for row in answer["ranking"]])
        with open(folder / "ranking_by_actor.csv", encoding="utf-8", newline="") as file:
            actors = list(csv.DictReader(file))
        self.assertEqual(len(actors), sum(len(row["by_actor"]) for row in answer["ranking"]))
        self.assertEqual(set(actors[0]), {"kind", "id", "actor_id", "loss", "loss_low", "loss_high"})

    def test_the_picture_has_title_scenario_legend_and_data_version(self):
        picture = self.folder / "bars.svg"
        self.ok("rank", self.model, "--kind", "link", "-o", picture)
        text = picture.read_text(encoding="utf-8")
        for words in ("Two ways out", "base case", "J loses", "Pipeline", "Data: ", "2023"):
            self.assertIn(words, text)
        self.ok("rank", self.model, "--kind", "link", "-o", self.folder / "bars.png")
        self.assertEqual((self.folder / "bars.png").read_bytes()[:4], b"\x89PNG")

    def test_wrong_usage_and_unknown_ids_are_told(self):
        for arguments, status, words in ((["--kind", "boat"], 2, "--kind"), (["--k", "3"], 2, "--k"),
                                         (["--k", "2", "--kind", "measure"], 2, "pairs"),
                                         (["-o", "bars.gif"], 2, ".svg"),
                                         (["--commodity", "crud"], 1, "E720"), (["--actor", "KAS"], 1, "E721")):
            with self.subTest(arguments):
                done = run("rank", self.model, *arguments)
                self.assertEqual(done.returncode, status, done.stderr)
                self.assertIn(words, done.stderr)
                self.assertEqual(done.stdout, "")

    def test_a_time_limit_keeps_what_is_done(self):
        done = run("rank", LARGE, "--kind", "link", "--time-limit", "1.5", "--json")
        self.assertEqual(done.returncode, 3, done.stderr)
        answer = json.loads(done.stdout)
        self.assertEqual(answer["status"], "limit")
        self.assertGreater(answer["not_reached"], 0)

    def test_an_interrupt_keeps_and_prints_what_is_done(self):
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        self.ok("solve", LARGE, "--json")
        base = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
        with subprocess.Popen([PROGRAM, "rank", str(LARGE), "--threads", "1", "--json"],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as process:
            # Until the base case is answered and some cases are: by the processor time that it has used.
            stat = pathlib.Path(f"/proc/{process.pid}/stat")
            enough = 5 * base * os.sysconf("SC_CLK_TCK")
            while int(stat.read_text(encoding="utf-8").rsplit(")", 1)[1].split()[11]) < enough:
                time.sleep(0.05)
            process.send_signal(signal.SIGINT)
            out, said = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 3, said)
        self.assertIn("ended early", said)
        answer = json.loads(out)
        self.assertGreater(answer["not_reached"], 0)
        self.assertGreater(answer["solved"] + answer["proved_unused"], 0)
        self.assertGreater(len([row for row in answer["ranking"] if row["status"] == "solved"]), 0)


if __name__ == "__main__":
    unittest.main()
