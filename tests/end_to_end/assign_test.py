"""korridor assign as a user types it: TNTP files in, an equilibrium out."""
import csv
import json
import unittest

from import_test import ImportTest
from program import run

# Two ways of 10 + x and 5 + 2 y for 10 trips: 5 and 5, at 15. Zone 3 lies on an island.
NET = """<NUMBER OF ZONES> 3
<NUMBER OF NODES> 3
<FIRST THRU NODE> 1
<NUMBER OF LINKS> 2
<END OF METADATA>
 1 2 10 0 10 1 1 0 0 1 ;
 1 2 2.5 0 5 1 1 0 0 1 ;
"""
TRIPS = "<NUMBER OF ZONES> 3\n<END OF METADATA>\n\nOrigin 1\n 2 : 10.0; 3 : 4.0;\n"


class AssignTest(ImportTest):
    def city(self, net=NET, trips=TRIPS):
        folder = self.write({"City_net.tntp": net, "City_trips.tntp": trips})
        return self.imported("tntp", folder / "City_net.tntp", folder / "City_trips.tntp")[0]

    def test_files_of_others_become_an_equilibrium(self):
        city = self.city()
        answer = json.loads(self.ok("assign", city, "--optimum", "both", "--gap", "1e-10", "--json"))
        self.assertEqual((answer["status"], answer["optimum"]), ("optimal", "both"))
        self.assertLessEqual(answer["certificate"]["gap"], 1e-10)
        links = {row["link_id"]: row for row in answer["links"]}
        self.assertAlmostEqual(links["a1"]["flow"], 5, 6)
        self.assertAlmostEqual(links["a2"]["delay"], 15, 6)
        self.assertAlmostEqual(answer["total_cost"], 150, 6)
        # Together: 10 + 2 x = 5 + 4 (10 - x) at x = 35 / 6; tolls x and 2 y.
        self.assertAlmostEqual(links["a1"]["system_flow"], 35 / 6, 6)
        self.assertAlmostEqual(links["a1"]["toll"], 35 / 6, 6)
        self.assertAlmostEqual(links["a2"]["toll"], 2 * 25 / 6, 6)
        best = 35 / 6 * (10 + 35 / 6) + 25 / 6 * (5 + 50 / 6)
        self.assertAlmostEqual(answer["price_of_anarchy"], 150 / best, 9)
        self.assertEqual([(row["node_id"], row["quantity"]) for row in answer["unserved"]], [("n3", 4)])
        self.assertEqual(answer, json.loads(self.ok("assign", city, "--optimum", "both", "--gap", "1e-10", "--json")))

    def test_the_report_and_the_tables_say_the_same(self):
        city = self.city()
        text = self.ok("assign", city, "--csv", self.folder / "tables")
        for words in ("user equilibrium", "relative gap", "15.0 d", "No way, or no supply"):
            self.assertIn(words, text)
        with open(self.folder / "tables" / "links.csv", encoding="utf-8", newline="") as file:
            rows = {row["link_id"]: row for row in csv.DictReader(file)}
        self.assertAlmostEqual(float(rows["a1"]["flow"]), 5, 2)
        self.assertIn("nodes.csv", [path.name for path in (self.folder / "tables").iterdir()])

    def test_a_road_shut_sends_all_by_the_other(self):
        answer = json.loads(self.ok("assign", self.city(), "--close", "link:a1", "--json"))
        self.assertAlmostEqual(answer["total_cost"], 10 * 25, 6)

    def test_no_trips_at_all_is_an_answer(self):
        city = self.city(trips="<NUMBER OF ZONES> 3\n<END OF METADATA>\n")
        answer = json.loads(self.ok("assign", city, "--json"))
        self.assertEqual((answer["total_cost"], answer["certificate"]["gap"], answer["price_of_anarchy"]), (0, 0, None))

    def test_a_gap_not_reached_in_time_is_said(self):
        # A thousand pairs on a ring of two-way roads, in no time at all.
        size = 40
        roads = [f" {i + 1} {(i + step) % size + 1} 3 0 1 1 4 0 0 1 ;" for i in range(size) for step in (1, 3, size - 1)]
        net = "\n".join([f"<NUMBER OF ZONES> {size}", f"<NUMBER OF NODES> {size}", "<FIRST THRU NODE> 1",
                         f"<NUMBER OF LINKS> {len(roads)}", "<END OF METADATA>", *roads]) + "\n"
        trips = "".join(f"Origin {i + 1}\n" + "".join(f" {j + 1} : 1;" for j in range(size) if j != i) + "\n"
                        for i in range(size))
        done = run("assign", self.city(net, "<END OF METADATA>\n" + trips), "--gap", "1e-13", "--time-limit", "1e-6", "--json")
        self.assertEqual(done.returncode, 3, done.stderr)
        answer = json.loads(done.stdout)
        self.assertEqual(answer["status"], "limit")
        self.assertGreater(answer["certificate"]["gap"], 1e-13)

    def test_the_reference_case_is_refused_by_name(self):
        done = run("assign", self.model)
        self.assertEqual(done.returncode, 1)
        self.assertIn("demand.csv", done.stderr)
        self.assertIn("E551", done.stderr)

    def test_a_power_between_0_and_1_is_refused_on_import(self):
        folder = self.write({"City_net.tntp": NET.replace(" 10 1 1 0", " 10 1 0.5 0"), "City_trips.tntp": TRIPS})
        self.assertIn("City_net.tntp:6 power", self.faults("tntp", folder / "City_net.tntp", folder / "City_trips.tntp"))


if __name__ == "__main__":
    unittest.main()
