"""Usage: help, wrong options, faulty folders, pipes, completion and manual page."""
import os
import subprocess
import unittest

from program import PROGRAM, ProgramTest, run

VERBS = ["solve", "compare", "rank", "map", "demo", "check", "schema", "import", "completion", "man"]


class UsageTest(ProgramTest):
    def test_every_verb_has_help_with_examples(self):
        self.assertIn("Verbs:", self.ok("--help"))
        for verb in VERBS:
            with self.subTest(verb):
                text = self.ok(verb, "--help")
                self.assertTrue(text.startswith(f"Usage: korridor {verb}"), text)
                self.assertIn("Examples:\n  korridor " + verb, text)

    def test_help_fits_the_terminal(self):
        for line in self.ok("solve", "--help", environment={"COLUMNS": "60"}).splitlines():
            if not line.startswith("  korridor") and not line.startswith("Usage"):
                self.assertLessEqual(len(line), 60, line)

    def test_the_version_is_printed(self):
        self.assertRegex(self.ok("--version"), r"^korridor \d+\.\d+\.\d+\n$")

    def test_wrong_usage_exits_2_and_says_so_on_standard_error(self):
        model = self.model
        cases = [
            ([], "Usage"),
            (["solv"], "did you mean 'solve'?"),
            (["solve"], "needs one of"),
            (["solve", model, "--jsn"], "did you mean '--json'?"),
            (["solve", model, model], "one word too many"),
            (["solve", model, "--mmcf", "x"], "needs one of"),
            (["solve", model, "--scenario", "a", "--scenario", "b"], "compare"),
            (["solve", model, "--tolerance", "-1"], "tolerance"),
            (["compare", model], "needs something that differs"),
            (["map", model], "--output"),
            (["map", model, "-o", "x.gif"], ".svg"),
            (["schema", "linq"], "did you mean 'link'?"),
            (["import", "shapefile", "x", "-o", "y"], "mmcf"),
            (["completion", "tcsh"], "zsh"),
        ]
        for arguments, expected in cases:
            with self.subTest(arguments):
                done = run(*arguments)
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertEqual(done.stdout, "")
                self.assertIn(expected, done.stderr)

    def test_faulty_input_exits_1_with_all_findings_and_no_document(self):
        (self.model / "link.csv").write_text("link_id,from_node_id,to_node_id,capacity\n"
                                             "pipe,tengis,augusta,-3\nrail,tengiz,augusta,x\n", encoding="utf-8")
        for verb in (["solve", "--json"], ["check"], ["compare", "--close", "rail"]):
            with self.subTest(verb):
                done = run(verb[0], self.model, *verb[1:])
                self.assertEqual(done.returncode, 1)
                self.assertEqual(done.stdout, "")
                self.assertIn("link.csv:2", done.stderr)
                self.assertIn("link.csv:3", done.stderr)
                self.assertIn("did you mean 'tengiz'?", done.stderr)
                self.assertNotIn("\x1b", done.stderr)
                lines = done.stderr.splitlines()
                kinds = [line.split(":")[0] for line in lines]
                self.assertEqual(kinds, sorted(kinds), "errors come before warnings")

    def test_a_missing_folder_exits_1(self):
        for arguments in (["solve", "nowhere"], ["check", "nowhere"], ["compare", "nowhere", "--close", "x"],
                          ["map", "nowhere", "-o", "x.svg"], ["demo", "--model", "nowhere"],
                          ["solve", "--mmcf", "nowhere"], ["import", "dimacs", "nowhere", "-o", "x"]):
            with self.subTest(arguments):
                done = run(*arguments, cwd=self.folder)
                self.assertEqual(done.returncode, 1)
                self.assertEqual(done.stdout, "")
                self.assertIn("nowhere", done.stderr)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["model"])

    def test_an_unknown_id_on_the_command_line_exits_1_with_a_proposal(self):
        for option, value, near in (("--close", "pipes", "pipe"), ("--ban", "commodity=crud", "crude"),
                                    ("--scenario", "pipe_shot", "pipe_shut"), ("--set", "link:rael:cost=1", "rail")):
            with self.subTest(option):
                done = run("solve", self.model, option, value)
                self.assertEqual(done.returncode, 1, done.stderr)
                self.assertIn(f"did you mean '{near}'?", done.stderr)

    def test_a_case_that_is_not_of_its_form_exits_1_with_all_faults_at_once(self):
        done = run("solve", self.model, "--ban", "crude", "--ban", "", "--measure", "link=pipe", "--set", "pipe=3",
                   "--close", "pipes", "--lift", "pipe_closur")
        self.assertEqual(done.returncode, 1, done.stderr)
        for code in ("E907", "E908", "E909", "E900", "E911"):
            self.assertIn(code, done.stderr)
        for remedy in ("column=value", "kind=", "table:id:column=value", "did you mean 'pipe_closure'?"):
            self.assertIn(remedy, done.stderr)
        done = run("map", self.model, "-o", self.folder / "x.svg", "--focus", "1,2")
        self.assertEqual(done.returncode, 1)
        self.assertIn("west,south,east,north", done.stderr)

    def test_a_scenario_file_that_is_wrong_exits_1_and_tells_where(self):
        case = self.folder / "case.json"
        for text, parts in (("{", ["case.json:1", "E950"]),
                            ('{"korridor_case": 2, "case": {"close": "pipe", "shut": []}}',
                             ["E955", "/case/close", "/case/shut", "E951"]), ("[]", ["E952"]), ("{}", ["E953"])):
            with self.subTest(text):
                case.write_text(text, encoding="utf-8")
                done = run("solve", self.model, "--case", case)
                self.assertEqual(done.returncode, 1)
                for part in parts:
                    self.assertIn(part, done.stderr)
        done = run("solve", self.model, "--case", self.folder / "none.json")
        self.assertEqual(done.returncode, 1)

    def test_check_says_that_a_good_folder_is_good(self):
        self.assertIn("no errors", self.ok("check", self.model))

    def test_a_reader_that_leaves_early_is_no_crash(self):
        with subprocess.Popen([PROGRAM, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            process.stdout.close()
            self.assertEqual(process.stderr.read(), b"")
            self.assertEqual(process.wait(), 0)

    @unittest.skipUnless(os.path.exists("/dev/full"), "needs /dev/full")
    def test_a_full_disk_on_standard_output_exits_1(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([PROGRAM, "solve", self.model], stdout=full, stderr=subprocess.PIPE,
                                  encoding="utf-8", check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("No space left", done.stderr)


class ManualTest(ProgramTest):
    def test_the_manual_page_is_sound_roff(self):
        page = self.ok("man")
        self.assertTrue(page.startswith(".TH KORRIDOR 1"))
        known = {".TH", ".SH", ".SS", ".TP", ".PP"}
        for line in page.splitlines():
            if line.startswith((".", "'")):
                self.assertIn(line.split()[0], known)
            # Every font change is undone on its line.
            self.assertEqual(line.count("\\fB") + line.count("\\fI"), line.count("\\fR"), line)
        for verb in VERBS:
            self.assertIn(f".SS {verb}\n", page)

    def test_manual_and_completion_know_every_option_of_the_help(self):
        page = self.ok("man").replace("\\-", "-")
        scripts = {shell: self.ok("completion", shell) for shell in ("bash", "zsh", "fish")}
        for verb in VERBS:
            flags = {word.strip(",") for line in self.ok(verb, "--help").split("Examples:")[0].splitlines()
                     if line.startswith("  -") for word in line.split() if word.startswith("--")}
            self.assertIn("--help", flags)
            for flag in flags:
                self.assertIn(flag, page)
                self.assertIn(flag, scripts["bash"])
                self.assertIn(flag, scripts["zsh"])
                self.assertIn(f"-l {flag[2:]}", scripts["fish"])

    def test_bash_completes_verbs_options_and_choices(self):
        script = self.folder / "completion.bash"
        script.write_text(self.ok("completion", "bash"), encoding="utf-8")

        def complete(*words):
            code = (f"source {script}; COMP_WORDS=({' '.join(words)} ''); "
                    f"COMP_CWORD={len(words) - 1}; _korridor; echo ${{COMPREPLY[@]}}")
            return subprocess.run(["bash", "-c", code], capture_output=True, encoding="utf-8", check=True,
                                  cwd=self.folder).stdout.split()

        self.assertEqual(complete("korridor", "com"), ["compare", "completion"])
        self.assertEqual(complete("korridor", "solve", "--js"), ["--json"])
        self.assertEqual(complete("korridor", "import", "m"), ["mmcf"])
        self.assertEqual(complete("korridor", "solve", "mo"), ["model"])
        self.assertEqual(complete("korridor", "solve", "--close", "x"), [])


if __name__ == "__main__":
    unittest.main()
