"""tools/layers.py accepts a lawful tree and names each unlawful include."""
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools"))
sys.dont_write_bytecode = True
import layers  # noqa: E402


class Layers(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name)

    def write(self, name, *headers):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("// A file.\n" + "".join(f"#include {header}\n" for header in headers), encoding="utf-8")

    def test_a_lawful_tree_passes(self):
        self.write("src/korridor/core/ids.hpp", "<vector>")
        self.write("src/korridor/opt/lp/clp_backend.cpp", '"korridor/core/ids.hpp"', '"korridor/opt/lp.hpp"', "<ClpSimplex.hpp>")
        self.write("src/korridor/solve/solve.cpp", '"korridor/opt/lp.hpp"', '"korridor/model/model.hpp"')
        self.write("src/korridor/draw/png.cpp", "<librsvg/rsvg.h>")
        self.write("src/korridor/report/sqlite.cpp", "<sqlite3.h>")
        self.write("apps/korridor/main.cpp", '"korridor/report/table.hpp"', '"verbs.hpp"', "<CLI/CLI.hpp>")
        self.assertEqual(layers.check(self.root), [])

    def test_each_forbidden_pair_is_rejected(self):
        for layer, may_use in layers.MAY_USE.items():
            for used in layers.MAY_USE:
                name = f"src/korridor/{layer}/file.cpp"
                self.write(name, f'"korridor/{used}/file.hpp"')
                found = layers.check(self.root)
                with self.subTest(layer=layer, used=used):
                    if used == layer or used in may_use:
                        self.assertEqual(found, [])
                    else:
                        self.assertEqual(len(found), 1)
                        self.assertIn(f"file.cpp:2: {layer} may not use {used}", found[0])
                (self.root / name).unlink()

    def test_no_layer_uses_itself_through_others(self):
        for layer, may_use in layers.MAY_USE.items():
            for used in may_use:
                self.assertNotIn(layer, layers.MAY_USE[used], f"{layer} and {used} use each other")

    def test_the_program_may_not_use_opt(self):
        self.write("apps/korridor/main.cpp", '"korridor/opt/lp.hpp"')
        self.assertIn("apps may not use opt", layers.check(self.root)[0])

    def test_only_opt_may_include_clp(self):
        for header in ("<ClpSimplex.hpp>", "<coin/ClpSimplex.hpp>", '"CoinPackedMatrix.hpp"', "<Clp_C_Interface.h>"):
            self.write("src/korridor/solve/solve.cpp", header)
            self.assertTrue(any("only opt may include" in line for line in layers.check(self.root)), header)

    def test_only_report_may_include_sqlite(self):
        self.write("src/korridor/io/folder.cpp", "<sqlite3.h>")
        self.assertIn("only report may include", layers.check(self.root)[0])

    def test_relative_includes_and_unknown_layers_are_rejected(self):
        self.write("src/korridor/core/ids.hpp", '"../model/model.hpp"')
        self.write("src/korridor/core/rng.hpp", '"ids.hpp"')
        self.write("src/korridor/utils/everything.hpp")
        found = layers.check(self.root)
        self.assertEqual(len(found), 3)
        self.assertIn("'utils' is no layer", found[2])


if __name__ == "__main__":
    unittest.main()
