"""What the reference case keeps beside its numbers: statements, acts, stakes and figures."""
import csv
import os
import pathlib
import re
import unittest

MODEL = pathlib.Path(os.environ["KORRIDOR_SOURCE_DIR"]) / "models" / "kazakhstan"


def rows(table):
    path = MODEL / f"{table}.csv"
    if not path.exists():
        return []
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def items(cell):
    return [item for item in (cell or "").split(";") if item]


class RecordTest(unittest.TestCase):
    def test_every_statement_of_the_five_texts_is_there(self):
        ids = [row["evidence_id"] for row in rows("evidence")]
        self.assertEqual([i for i in ids if i.startswith("E")], [f"E{n:03}" for n in range(1, 219)])
        self.assertEqual(len(ids), len(set(ids)))

    def test_contradiction_is_mutual(self):
        contested = {row["evidence_id"]: set(items(row["contested_by"])) for row in rows("evidence")}
        one_sided = [(a, b) for a, rivals in contested.items() for b in rivals if a not in contested[b]]
        self.assertEqual(one_sided, [])

    def test_every_row_of_the_record_names_a_publication(self):
        for table in ("evidence", "relation", "stake", "indicator"):
            self.assertGreater(len(rows(table)), 0, table)
            for row in rows(table):
                self.assertTrue(row["source"], row)
                self.assertIsNone(re.search(r"\.(txt|csv)\b", row["source"]), row["source"])

    def test_a_rival_reading_is_named_by_a_scenario_or_moves_nothing(self):
        named = {row["measure_id"] for row in rows("scenario")}
        for row in rows("measure"):
            if row.get("alternative_of") and row["kind"] != "event":
                self.assertIn(row["measure_id"], named)

    def test_there_are_sixteen_states_and_every_bloc_has_members(self):
        actors = rows("actor")
        self.assertGreaterEqual(sum(row["kind"] == "state" for row in actors), 16)
        blocs = {row["actor_id"]: items(row["members"]) for row in actors if row["kind"] == "bloc"}
        self.assertLessEqual({"EUU", "EAEU", "CSTO", "CIS", "SCO", "BRICS", "OTS", "G7", "PCC", "WST", "CAS"}, set(blocs))
        self.assertTrue(all(blocs.values()))


if __name__ == "__main__":
    unittest.main()
