"""korridor why, evidence and describe, as a user types them, on the small model."""
import json
import unittest

from program import SOURCE, ProgramTest, run


class WhyTest(ProgramTest):
    def test_a_full_link_is_worth_the_extra_cost_of_the_way_round(self):
        # The pipe is full; round it by the railway a tonne costs 20 USD more, which is what the pipe's scarcity is.
        told = json.loads(self.ok("why", self.model, "link:pipe", "--json"))
        self.assertAlmostEqual(told["bound"][0]["worth"], 20)
        self.assertAlmostEqual(told["next_best"]["extra_cost"], 20)
        self.assertAlmostEqual(told["next_best"]["own_scarcity"], 20)
        self.assertEqual([leg["id"] for leg in told["next_best_legs"]], ["rail", "augusta.crude"])
        text = self.ok("why", self.model, "pipe")
        for part in ("20 USD/t", "Railway", "controlled by", "compare MODEL --close link:pipe"):
            self.assertIn(part, text)

    def test_a_scenario_is_asked_like_any_case(self):
        told = json.loads(self.ok("why", self.model, "link:rail", "--scenario", "pipe_shut", "--json"))
        self.assertFalse(told["next_best"]["found"])
        self.assertAlmostEqual(told["flows"][0]["flow"], 8e6)

    def test_what_a_measure_costs_is_the_difference_it_makes(self):
        # Shut, the pipe's 6 Mt go by rail at 20 USD/t more.
        told = json.loads(self.ok("why", self.model, "measure:pipe_closure", "--json"))
        self.assertAlmostEqual(told["effect"]["surplus_change"], -6e6 * 20, delta=1)

    def test_each_kind_of_element_has_an_answer(self):
        for element, part in (("node:augusta", "What comes by"), ("actor:KAZ", "What it earns"),
                              ("supply:tengiz.crude", "netback"), ("demand:augusta.crude", "pays"),
                              ("commodity:crude", "commodity:crude")):
            with self.subTest(element=element):
                self.assertIn(part, self.ok("why", self.model, element))

    def test_a_slip_is_answered_with_what_was_meant(self):
        done = run("why", self.model, "link:pip")
        self.assertEqual(done.returncode, 1)
        self.assertIn("did you mean 'pipe'?", done.stderr)
        self.assertIn("E697", run("why", self.model, "pipe", "capcity").stderr)

    def test_the_caspian_pipeline_tells_its_capacity_and_its_rivals(self):
        told = json.loads(self.ok("why", SOURCE / "models" / "kazakhstan", "link:cpc_kaz", "capacity", "--json"))
        used = [source for source in told["cell"]["sources"] if source["used"]]
        self.assertEqual([source["value"] for source in used], [told["cell"]["value"]])
        self.assertGreater(len(told["cell"]["sources"]), 1)

    def test_contested_statements_come_in_pairs_each_once(self):
        told = json.loads(self.ok("evidence", SOURCE / "models" / "kazakhstan", "--contested", "--json"))
        pairs = [frozenset((row["a_evidence_id"], row["b_evidence_id"])) for row in told["pairs"]]
        self.assertGreater(len(pairs), 12)
        self.assertEqual(len(pairs), len(set(pairs)))

    def test_a_page_describes_a_model_without_sources_too(self):
        page = self.ok("describe", self.model)
        self.assertTrue(page.startswith("# Two ways out\n"))
        self.assertIn("| pipe | Pipeline | tengiz | augusta | pipeline | 6 Mt/yr | 10 |", page)
        self.assertEqual(page, self.ok("describe", self.model))


if __name__ == "__main__":
    unittest.main()
