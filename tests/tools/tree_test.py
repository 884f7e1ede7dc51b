"""tools/tree.py names each fault of a tree and leaves lawful files alone."""
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools"))
sys.dont_write_bytecode = True
import tree  # noqa: E402

HEADER = "// Ids.\n#pragma once\n\n#include <vector>\n"


class Tree(unittest.TestCase):
    def faults(self, name, text):
        return list(tree.faults_of(name, text))

    def test_a_lawful_header_passes(self):
        self.assertEqual(self.faults("src/korridor/core/ids.hpp", HEADER), [])

    def test_a_header_needs_a_comment_then_pragma_once(self):
        self.assertEqual(len(self.faults("src/korridor/core/ids.hpp", "// Ids.\n#include <vector>\n#pragma once\n")), 1)
        self.assertEqual(len(self.faults("src/korridor/core/ids.hpp", "#pragma once\nint x;\n")), 1)
        self.assertEqual(len(self.faults("src/korridor/core/ids.hpp", "int x;\n")), 2)

    def test_a_long_file_is_named(self):
        self.assertEqual(self.faults("src/korridor/core/ids.cpp", "// Ids.\n" + "\n" * (tree.LONGEST - 1)), [])
        self.assertEqual(len(self.faults("src/korridor/core/ids.cpp", "// Ids.\n" + "\n" * tree.LONGEST)), 1)

    def test_paths_of_one_machine_are_named(self):
        place = "/" + "home/somebody/data"
        self.assertEqual(len(self.faults("README.md", f"see {place} for it\n")), 1)
        self.assertEqual(self.faults("README.md", "see /usr/share/fonts, https://example.org/home/page, a/work/b\n"), [])

    def test_dead_links_are_named(self):
        text = "[a](tree_test.py) [b](gone.md#part) [c](https://example.org/x) [d](#here)"
        self.assertEqual(tree.dead_links(pathlib.Path(__file__), text), ["gone.md"])

    def test_files_are_found_without_git(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "src" / "a.hpp"
            path.parent.mkdir()
            path.write_text("int x;\n", encoding="utf-8")
            self.assertEqual(len(tree.check(pathlib.Path(folder))), 2)


if __name__ == "__main__":
    unittest.main()
