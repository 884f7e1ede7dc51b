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

    def test_every_scenario_is_answered_with_a_proof(self):
        base = solve()
        self.assertEqual(base["status"], "optimal")
        for scenario in sorted({row["scenario_id"] for row in rows("scenario")}):
            with self.subTest(scenario=scenario):
                answer = solve("--scenario", scenario)
                self.assertEqual(answer["status"], "optimal")
                self.assertLess(answer["certificate"]["gap"], 1e-7)
                self.assertLess(answer["identities"]["surplus_error"], 1e-6)

    def test_shutting_the_caspian_pipeline_hurts_kazakhstan_most_for_its_size(self):
        def value(answer, actor):
            return next(row["total"] for row in answer["actors"] if row["actor_id"] == actor)

        base, shut = solve(), solve("--scenario", "cpc_shut")
        self.assertLess(shut["surplus"], base["surplus"])
        self.assertLess(value(shut, "KAZ"), 0.5 * value(base, "KAZ"))


if __name__ == "__main__":
    unittest.main()
