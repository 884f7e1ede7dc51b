"""The second case: it knows nothing of Kazakhstan's pipelines, and the program nothing of either."""
import csv
import json
import os
import pathlib
import subprocess
import unittest

MODEL = pathlib.Path(os.environ["KORRIDOR_SOURCE_DIR"]) / "models" / "suez"
PROGRAM = os.environ["KORRIDOR_PROGRAM"]


def rows(table):
    with open(MODEL / f"{table}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def solve(*arguments):
    done = subprocess.run([PROGRAM, "solve", MODEL, "--json", *arguments], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def flow(answer, *links):
    return sum(row["flow"] for row in answer["flows"] if row["link_id"] in links)


def price(answer, node, commodity):
    """What one more unit is worth at a market: the highest price that any class has there."""
    return max(row["price"] for row in answer["prices"]
               if row["node_id"] == node and row["commodity_id"] == commodity and row["price"] is not None)


class SuezTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        names = sorted({row["scenario_id"] for row in rows("scenario")})
        cls.base = solve()
        cls.answers = {name: solve("--scenario", name) for name in names}

    def test_it_is_small(self):
        self.assertTrue(25 <= len(rows("node")) <= 45)

    def test_base_and_every_scenario_are_answered_with_a_proof(self):
        self.assertLessEqual({"suez_shut", "red_sea_unsafe", "hormuz_shut", "hormuz_and_bypass"}, set(self.answers))
        for name, answer in {"base": self.base, **self.answers}.items():
            with self.subTest(scenario=name):
                self.assertEqual(answer["status"], "optimal")
                self.assertLess(answer["certificate"]["gap"], 1e-7)
                self.assertLess(answer["identities"]["surplus_error"], 1e-6)

    def test_each_number_has_a_source_that_says_the_same(self):
        done = subprocess.run([PROGRAM, "check", MODEL, "--sources"], capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_suez_shut_sends_boxes_round_the_cape_and_j_falls(self):
        shut = self.answers["suez_shut"]
        cape = ("box_cape_malacca", "box_cape_sikka")
        self.assertEqual(flow(self.base, *cape), 0)
        self.assertAlmostEqual(flow(shut, *cape), flow(self.base, "box_suez_canal"), delta=1)
        self.assertEqual(flow(shut, "box_suez_canal", "lng_suez_canal", "suez_canal_north", "suez_canal_south"), 0)
        self.assertLess(shut["surplus"], self.base["surplus"])

    def test_without_sumed_no_oil_passes_egypt(self):
        both = self.answers["suez_and_sumed_shut"]
        self.assertGreater(flow(self.answers["suez_shut"], "sumed"), 0)
        self.assertEqual(flow(both, "sumed", "suez_canal_north", "suez_canal_south"), 0)
        self.assertLess(both["surplus"], self.answers["suez_shut"]["surplus"])

    def test_an_unsafe_red_sea_costs_less_than_a_shut_canal_and_pump_lines_keep_their_oil(self):
        unsafe = self.answers["red_sea_unsafe"]
        self.assertEqual(flow(unsafe, "box_bab_el_mandeb_suez"), 0)
        self.assertGreater(flow(unsafe, "sumed"), 0)
        self.assertLess(unsafe["surplus"], self.base["surplus"])
        self.assertGreater(unsafe["surplus"], self.answers["suez_and_sumed_shut"]["surplus"])

    def test_hormuz_shut_hurts_ten_times_more_than_suez_and_fills_the_lines_round_it(self):
        shut = self.answers["hormuz_shut"]
        self.assertEqual(flow(shut, "hormuz_gulf_of_oman", "lng_hormuz_gulf_of_oman"), 0)
        lost = {name: self.base["surplus"] - answer["surplus"] for name, answer in self.answers.items()}
        self.assertGreater(lost["hormuz_shut"], 10 * lost["suez_shut"])
        self.assertGreater(lost["hormuz_and_bypass"], lost["hormuz_shut"])
        for line in ("petroline", "habshan_fujairah"):
            used = next(row for row in shut["links"] if row["link_id"] == line)
            self.assertAlmostEqual(used["flow"], used["capacity"], delta=1e-3)
            self.assertGreater(used["rent"], 0)
        self.assertGreater(price(shut, "ningbo", "crude"), 2 * price(self.base, "ningbo", "crude"))

    def test_crude_trades_near_brent_in_the_base_year(self):
        for market in ("ningbo", "sikka", "chiba", "rotterdam", "augusta"):  # 616.5 USD/t; money per kt
            self.assertAlmostEqual(price(self.base, market, "crude") / 616_500, 1, delta=0.1)


if __name__ == "__main__":
    unittest.main()
