"""The reference case: its size and its scenarios."""
import csv
import json
import os
import pathlib
import subprocess
import unittest

MODEL = pathlib.Path(os.environ["KORRIDOR_SOURCE_DIR"]) / "models" / "kazakhstan"
PROGRAM = os.environ["KORRIDOR_PROGRAM"]


def rows(table):
    with open(MODEL / f"{table}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def solve(*arguments):
    done = subprocess.run([PROGRAM, "solve", MODEL, "--json", *arguments], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


class KazakhstanTest(unittest.TestCase):
    def test_it_has_at_least_sixty_nodes_and_ninety_links(self):
        self.assertGreaterEqual(len(rows("node")), 60)
        self.assertGreaterEqual(len(rows("link")), 90)

    def test_each_year_from_2021_to_2024_is_answered_by_paths_with_a_proof(self):
        for year in ("2021", "2022", "2023", "2024"):
            with self.subTest(year=year):
                answer = solve("--period", year)
                self.assertEqual(answer["status"], "optimal")
                self.assertEqual(answer["method"], "path")
                self.assertLess(answer["certificate"]["gap"], 1e-7)

    def test_every_scenario_is_answered_with_a_proof(self):
        base = solve()
        self.assertEqual(base["status"], "optimal")
        for scenario in sorted({row["scenario_id"] for row in rows("scenario")}):
            with self.subTest(scenario=scenario):
                answer = solve("--scenario", scenario)
                self.assertEqual(answer["status"], "optimal")
                self.assertLess(answer["certificate"]["gap"], 1e-7)
                self.assertLess(answer["identities"]["surplus_error"], 1e-6)

    def test_paths_and_arcs_agree_on_the_case_and_on_a_closure_with_their_contracts_and_cap(self):
        for close in ([], ["--close", "link:cpc_south"]):
            with self.subTest(close=close):
                path, arc = (solve("--method", method, *close) for method in ("path", "arc"))
                self.assertEqual((path["method"], arc["method"]), ("path", "arc"))
                self.assertLess(abs(path["surplus"] - arc["surplus"]), 1e-8 * abs(arc["surplus"]))
                for one, other in zip(path["contracts"], arc["contracts"], strict=True):
                    self.assertAlmostEqual(one["penalty_paid"], other["penalty_paid"], delta=1e-8 * arc["surplus"])

    def test_shutting_the_caspian_pipeline_hurts_kazakhstan_most_for_its_size(self):
        def totals(answer):
            return {row["actor_id"]: row["total"] for row in answer["actors"] if row["total"] > 1e9}

        base, shut = solve(), solve("--scenario", "cpc_shut")
        self.assertLess(shut["surplus"], base["surplus"])
        before, after = totals(base), totals(shut)
        lost = {actor: 1 - after.get(actor, 0) / before[actor] for actor in before}
        self.assertGreater(lost["KAZ"], 0.25)
        self.assertLess(max(share for actor, share in lost.items() if actor != "KAZ"), 0.5 * lost["KAZ"])

    def test_closing_the_refining_loophole_moves_labels_and_not_oil(self):
        def carried(answer, link, origin, commodity):
            return sum(row["flow"] for row in answer["flows"]
                       if (row["link_id"], row["origin"], row["commodity_id"]) == (link, origin, commodity))

        open_, shut = solve(), solve("--scenario", "loophole_closed")
        north = ("jamnagar_bab_el_mandeb", "IND", "light_products")
        self.assertGreater(carried(open_, *north), 0)      # fuel made of Russian oil reaches Europe as Indian
        self.assertAlmostEqual(carried(shut, *north), 0)   # it keeps the origin of its oil
        self.assertLessEqual(shut["surplus"], open_["surplus"] * (1 + 1e-9))
        russian = ("bab_el_mandeb_jamnagar", "RUS", "crude")
        self.assertGreater(carried(shut, *russian), 0.5 * carried(open_, *russian))


if __name__ == "__main__":
    unittest.main()
