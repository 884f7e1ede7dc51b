"""The packer of the web part: files come out as they went in, and what did not change is not written again."""
import gzip
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(__file__).resolve().parents[2] / "tools" / "embed_web"


class EmbedWebTest(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder, self.out = pathlib.Path(holder.name) / "web", pathlib.Path(holder.name) / "out"

    def embed(self):
        subprocess.run([sys.executable, TOOL, self.folder, self.out], check=True, capture_output=True)
        return (self.out / "web_table.cpp").read_text(), (self.out / "web_files.S").read_text()

    def test_files_are_packed_and_named_in_the_table(self):
        (self.folder / "assets").mkdir(parents=True)
        (self.folder / "index.html").write_text("<p>page</p>")
        (self.folder / "assets" / "a.js").write_text("x" * 10000)
        table, assembly = self.embed()
        self.assertLess(table.index('"assets/a.js"'), table.index('"index.html"'))
        self.assertIn("count = 2", table)
        self.assertEqual(gzip.decompress((self.out / "0.gz").read_bytes()), b"x" * 10000)
        self.assertEqual(assembly.count(".incbin"), 2)
        self.assertIn("index.html", (self.out / "web.d").read_text())

    def test_a_file_that_changes_changes_the_assembly_and_one_that_does_not_leaves_it(self):
        self.folder.mkdir()
        page = self.folder / "index.html"
        page.write_text("1")
        _, first = self.embed()
        before = (self.out / "web_files.S").stat().st_mtime_ns
        self.embed()
        self.assertEqual((self.out / "web_files.S").stat().st_mtime_ns, before)
        page.write_text("2")
        self.assertNotEqual(self.embed()[1], first)

    def test_without_a_folder_the_table_is_empty(self):
        table, assembly = self.embed()
        self.assertIn("count = 0", table)
        self.assertNotIn(".incbin", assembly)


if __name__ == "__main__":
    unittest.main()
