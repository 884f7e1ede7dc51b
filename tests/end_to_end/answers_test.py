"""Answers: JSON, CSV, what-ifs, comparisons, saved scenarios, maps, imports."""
import csv
import json
import unittest

from program import SOURCE, ProgramTest, run


class SolveTest(ProgramTest):
    def solve(self, *arguments):
        return json.loads(self.ok("solve", self.model, *arguments, "--json"))

    def flow(self, answer, link):
        return sum(row["flow"] for row in answer["flows"] if row["link_id"] == link)

    def test_the_answer_is_the_one_computed_by_hand(self):
        answer = self.solve()
        self.assertEqual(list(answer)[:3], ["korridor", "status", "certificate"])
        self.assertEqual(answer["status"], "optimal")
        self.assertAlmostEqual(self.flow(answer, "pipe") / 6e6, 1.0, 6)
        self.assertAlmostEqual(self.flow(answer, "rail") / 2e6, 1.0, 6)
        self.assertAlmostEqual(answer["cost"] / (8e6 * 100 + 6e6 * 10 + 2e6 * 30), 1.0, 6)
        self.assertAlmostEqual(answer["surplus"] / (8e6 * 500 - answer["cost"]), 1.0, 6)
        self.assertEqual([row["rent"] for row in answer["links"] if row["link_id"] == "rail"], [0])
        pipe = [row for row in answer["links"] if row["link_id"] == "pipe"][0]
        self.assertAlmostEqual(pipe["rent"], 20.0, 4)
        self.assertLess(answer["certificate"]["gap"], 1e-7)
        self.assertEqual(answer["unserved"], [])
        self.assertIn("unassigned", [row["actor_id"] for row in answer["actors"]])

    def test_standard_output_is_one_document_and_nothing_else(self):
        done = run("solve", self.model, "--json", "--verbose")
        json.loads(done.stdout)
        self.assertNotIn("{", done.stderr)

    def test_a_warning_goes_to_standard_error(self):
        link = self.model / "link.csv"
        lines = link.read_text(encoding="utf-8").splitlines()
        link.write_text("\n".join([lines[0] + ",capasity", *(line + "," for line in lines[1:])]) + "\n", encoding="utf-8")
        done = run("solve", self.model, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        json.loads(done.stdout)
        self.assertIn("did you mean 'capacity'?", done.stderr)

    def test_a_closure_may_name_a_link_a_node_an_actor_or_a_glob(self):
        for what in ("pipe", "pip*", "link:pipe", "RUS", "actor:RUS"):
            with self.subTest(what):
                answer = self.solve("--close", what)
                self.assertEqual(self.flow(answer, "pipe"), 0)
                self.assertAlmostEqual(self.flow(answer, "rail") / 8e6, 1.0, 6)
        self.assertEqual(self.solve("--close", "tengiz")["flows"], [])

    def test_changes_given_ad_hoc_act_together(self):
        answer = self.solve("--close", "rail", "--set", "link:pipe:capacity=7Mt/yr")
        self.assertAlmostEqual(self.flow(answer, "pipe") / 7e6, 1.0, 6)
        self.assertAlmostEqual(answer["unserved"][0]["quantity"] / 1e6, 1.0, 5)
        self.assertEqual(self.solve("--ban", "commodity=crude origin=KAZ destination=ITA")["flows"], [])
        tariff = self.solve("--measure", "kind=tariff value=5 value_unit=USD/t link=pipe imposer=RUS")
        by_actor = {row["actor_id"]: row for row in tariff["actors"]}
        self.assertAlmostEqual(by_actor["RUS"]["tariffs"] / 30e6, 1.0, 6)

    def test_the_terminal_report_shows_names_units_and_the_proof(self):
        text = self.ok("solve", self.model)
        for words in ("Two ways out", "2023 · base case · optimal", "Crude oil, Mt/yr", "Pipeline", "What binds",
                      "20.0 USD/t", "Kazakhstan", "Certificate"):
            self.assertIn(words, text)
        self.assertNotIn("\x1b", text)
        self.assertIn("Pipeline shut", self.ok("solve", self.model, "--scenario", "pipe_shut"))

    def test_csv_files_hold_the_lists_of_the_document(self):
        folder = self.folder / "deep" / "answer"
        document = json.loads(self.ok("solve", self.model, "--csv", folder, "--json"))
        for name in ("flows", "links", "nodes", "prices", "unserved", "actors", "demands", "supplies", "limits",
                     "price_caps"):
            with open(folder / f"{name}.csv", encoding="utf-8", newline="") as file:
                rows = list(csv.reader(file))
            self.assertGreaterEqual(len(rows), 1, name)
            self.assertEqual(len(rows) - 1, len(document[name]), name)
            if document[name]:
                self.assertEqual(rows[0], list(document[name][0]))
        self.assertEqual(len(list(folder.iterdir())), 15)

    def test_an_output_that_cannot_be_written_exits_1_and_prints_no_document(self):
        (self.folder / "file").write_text("kept", encoding="utf-8")
        done = run("solve", self.model, "--json", "--csv", self.folder / "file")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stdout, "")
        self.assertEqual((self.folder / "file").read_text(encoding="utf-8"), "kept")

    def test_a_case_can_be_saved_as_a_scenario(self):
        before = self.solve("--close", "pipe", "--set", "link:rail:cost=40", "--save", "rail_only", "--title", "Rail only")
        after = self.solve("--scenario", "rail_only")
        self.assertEqual(after["surplus"], before["surplus"])
        self.assertEqual(after["scenario_title"], "Rail only")
        self.assertEqual(self.flow(self.solve(), "pipe"), 6e6)
        self.ok("check", self.model)

    def test_saving_under_a_name_that_is_taken_changes_nothing(self):
        old = {path.name: path.read_bytes() for path in self.model.iterdir()}
        done = run("solve", self.model, "--close", "rail", "--save", "pipe_shut")
        self.assertEqual(done.returncode, 1)
        self.assertEqual({path.name: path.read_bytes() for path in self.model.iterdir()}, old)


class CompareTest(ProgramTest):
    def test_a_comparison_with_friction_gives_the_one_without_as_well(self):
        table = self.model / "commodity.csv"
        lines = table.read_text(encoding="utf-8").splitlines()
        table.write_text("\n".join([lines[0] + ",dispersion", *(line + ",3" for line in lines[1:])]) + "\n", encoding="utf-8")
        case = (self.model, "--scenario", "pipe_shut", "--json")
        both = json.loads(self.ok("compare", *case))
        plain = json.loads(self.ok("compare", *case, "--no-friction"))
        self.assertIsNone(plain["without_friction"])
        self.assertAlmostEqual(both["without_friction"]["surplus"], plain["change"]["surplus"], 3)
        self.assertNotAlmostEqual(both["change"]["surplus"], plain["change"]["surplus"], 3)
        self.assertEqual(both["links_without_friction"], plain["links"])
        self.assertIn("The same without friction", self.ok("compare", *case[:-1]))

    def test_base_against_a_scenario(self):
        answer = json.loads(self.ok("compare", self.model, "--scenario", "pipe_shut", "--json"))
        self.assertEqual(answer["before"]["scenario"], "")
        self.assertEqual(answer["after"]["scenario"], "pipe_shut")
        self.assertAlmostEqual(answer["change"]["surplus"] / (-6e6 * 20), 1.0, 5)
        self.assertEqual([row["link_id"] for row in answer["links"]], ["pipe", "rail"])
        self.assertIn("base case → Pipeline shut", self.ok("compare", self.model, "--scenario", "pipe_shut"))

    def test_two_scenarios_and_what_ifs_on_the_second(self):
        answer = json.loads(self.ok("compare", self.model, "--scenario", "pipe_shut", "--scenario", "pipe_shut",
                                    "--set", "link:rail:cost=20", "--json"))
        self.assertAlmostEqual(answer["change"]["surplus"] / (8e6 * 10), 1.0, 5)
        self.assertEqual(answer["links"], [])

    def test_csv_files_of_a_comparison(self):
        self.ok("compare", self.model, "--close", "pipe", "--csv", self.folder / "out")
        self.assertIn("links.csv", [path.name for path in (self.folder / "out").iterdir()])


class MapTest(ProgramTest):
    def test_a_map_is_an_svg_or_a_png(self):
        svg = self.folder / "maps" / "base.svg"
        self.assertEqual(self.ok("map", self.model, "-o", svg), "")
        self.assertIn("<svg", svg.read_text(encoding="utf-8")[:200])
        self.assertIn("Two ways out", svg.read_text(encoding="utf-8"))
        png = self.folder / "change.png"
        self.ok("map", self.model, "--close", "pipe", "--compare", "-o", png, "--scale", "0.5", "--focus", "10,30,60,50")
        self.assertTrue(png.read_bytes().startswith(b"\x89PNG\r\n\x1a\n"))

    def test_a_map_that_cannot_be_written_exits_1(self):
        done = run("map", self.model, "-o", self.model / "link.csv" / "x.svg")
        self.assertEqual(done.returncode, 1)


class ImportTest(ProgramTest):
    # Two units from 1 to 3: one over 2 at cost 1 + 1, one direct at cost 5.
    MMCF = "3 3 1\n1 2 1 1\n2 3 1 5\n1 3 5 5\n1 3 2\n"
    DIMACS = "p min 3 3\nn 1 2\nn 3 -2\na 1 2 0 1 1\na 2 3 0 5 1\na 1 3 0 5 5\n"

    def test_foreign_instances_are_solved_directly_and_as_folders(self):
        for kind, text in (("mmcf", self.MMCF), ("dimacs", self.DIMACS)):
            with self.subTest(kind):
                file = self.folder / f"small.{kind}"
                file.write_text(text, encoding="utf-8")
                answer = json.loads(self.ok("solve", f"--{kind}", file, "--json"))
                self.assertAlmostEqual(answer["cost"], 7.0, 6)
                self.assertIsNone(answer["welfare"])
                folder = self.folder / kind
                self.assertEqual(self.ok("import", kind, file, "-o", folder), "")
                again = json.loads(self.ok("solve", folder, "--json"))
                self.assertAlmostEqual(again["cost"], 7.0, 6)

    def test_a_shared_instance_is_reproduced(self):
        bench = SOURCE.parent / "shared" / "bench"
        if not (bench / "mmcf" / "grid1").exists():
            self.skipTest("no shared instances here")
        answer = json.loads(self.ok("solve", "--mmcf", bench / "mmcf" / "grid1", "--json"))
        self.assertAlmostEqual(answer["cost"] / 827319, 1.0, 6)


if __name__ == "__main__":
    unittest.main()
