"""The reference case: its size, its scenarios, and a source for each number that an answer rests on."""
import csv
import json
import os
import pathlib
import subprocess
import unittest

MODEL = pathlib.Path(os.environ["KORRIDOR_SOURCE_DIR"]) / "models" / "kazakhstan"
PROGRAM = os.environ["KORRIDOR_PROGRAM"]

# Columns of each table that carry a quantity, a price or a time; the key is what provenance calls the row's id.
SOURCED = {
    "node": ("node_id", ["capacity", "cost", "toll", "delay"]),
    "link": ("link_id", ["capacity", "cost", "toll", "delay", "efficiency", "length"]),
    "supply": ("supply_id", ["capacity", "cost", "elasticity", "ref_price", "ref_quantity"]),
    "demand": ("demand_id", ["quantity", "value", "elasticity", "ref_price", "ref_quantity", "time_value"]),
    "limit": ("limit_id", ["capacity"]),
    "measure": ("measure_id", ["value"]),
    "commodity": ("commodity_id", ["bbl_per_t", "t_per_TEU", "TEU_per_container", "time_value"]),
}


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

    def test_each_number_and_each_change_of_one_has_one_source_in_use_that_says_the_same(self):
        used = {}
        changes = {(row["table"], row["id"], row["column"], row["date_from"]): float(row["value"]) for row in rows("series")}
        told = set()
        for row in rows("provenance"):
            change = (row["table"], row["id"], row["column"], row["date_from"])
            if row["used"] != "0" and change in changes:
                self.assertEqual(float(row["value"]), changes[change], change)
                told.add(change)
            elif row["used"] != "0":
                used.setdefault((row["table"], row["id"], row["column"]), []).append(row["value"])
        self.assertEqual([change for change in changes if change not in told], [])
        for table, (key, columns) in SOURCED.items():
            for row in rows(table):
                for column in columns:
                    if row.get(column):
                        cell = (table, row[key], column)
                        with self.subTest(cell=cell):
                            self.assertEqual([float(value) for value in used.get(cell, [])], [float(row[column])])

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
