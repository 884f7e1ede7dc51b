"""The report as a file: read by a parser of HTML, against the figures of compare; and its way to PDF."""
import html.parser
import json
import re
import stat
import unittest
import zlib

from program import SOURCE, ProgramTest, run

VOID = {"meta", "rect", "path", "circle"}


class Page(html.parser.HTMLParser):
    """Text, tags and nesting of a page; a tag that is not closed in order is a fault."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.words, self.faults, self.links = [], [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("href", "src", "xlink:href")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> within {self.open[-3:]}")
        else:
            self.open.pop()

    def handle_data(self, data):
        if not {"style", "svg"} & set(self.open):
            self.words.append(data)

    @property
    def text(self):
        return " ".join("".join(self.words).replace("\u00a0", " ").split())


class ReportTest(ProgramTest):
    def page(self, *arguments):
        path = self.folder / "out" / "report.html"
        self.ok("report", self.model, *arguments, "-o", path)
        return path.read_text(encoding="utf-8")

    def test_a_page_needs_nothing_else_and_runs_no_script(self):
        text = self.page("--scenario", "pipe_shut")
        page = Page(text)
        self.assertEqual(page.faults, [])
        self.assertEqual(page.open, [])
        self.assertNotIn("script", page.tags)
        self.assertTrue(all(link.startswith("#") for link in page.links), page.links)
        anchors = set(re.findall(r' id="([^"]*)"', text))
        self.assertTrue(all(link[1:] in anchors for link in page.links), page.links)
        self.assertEqual(page.tags.count("svg"), 4)
        self.assertIn("default-src 'none'", text)

    def test_it_says_the_figures_of_compare(self):
        page = Page(self.page("--scenario", "pipe_shut")).text
        told = json.loads(self.ok("compare", self.model, "--scenario", "pipe_shut", "--json"))
        fall = (told["before"]["surplus"] - told["after"]["surplus"]) / 1e6
        self.assertIn(f"The surplus J falls by {fall:.0f} million USD/yr", page)
        self.assertIn("Kazakhstan loses most", page)
        self.assertIn(f"{told['after']['certificate']['objective']:,.0f}", page)

    def test_the_command_line_on_the_page_gives_the_page(self):
        page = self.page("--close", "pipe", "--set", "link:rail:cost=35USD/t")
        command = re.search(r"<pre>(.*?)</pre>", page).group(1)
        self.assertEqual(command, f"korridor report {self.model} --close pipe --set link:rail:cost=35USD/t "
                                  "-o report.html")
        again = self.folder / "report.html"
        self.ok(*command.split()[1:-1], again)
        self.assertEqual(again.read_text(encoding="utf-8"), page)

    def test_a_ranking_is_there_when_asked_for(self):
        self.assertNotIn("What else matters most", self.page())
        page = Page(self.page("--ranking", "2")).text
        self.assertIn("What else matters most", page)
        self.assertIn("Holders: all that one controls", page)

    def test_the_german_page_is_german(self):
        page = Page(self.page("--scenario", "pipe_shut", "--language", "de")).text
        for words in ("Die Antwort", "Was gefragt wurde", "Mio. USD/Jahr", "Schranke für J"):
            self.assertIn(words, page)

    def test_the_bundled_case_is_a_page_of_less_than_two_megabytes(self):
        path = self.folder / "kazakhstan.html"
        self.ok("report", SOURCE / "models" / "kazakhstan", "--scenario", "cpc_shut", "-o", path)
        self.assertLess(path.stat().st_size, 2_000_000)
        page = Page(path.read_text(encoding="utf-8"))
        self.assertEqual((page.faults, page.open), ([], []))
        self.assertIn("CPC", page.text)

    def test_places_on_german_maps_have_their_german_names(self):
        done = run("report", SOURCE / "models" / "suez", "--language", "de", "-o", "de.html", cwd=self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        maps = re.findall(r"<text[^>]*>([^<]*)</text>", (self.folder / "de.html").read_text(encoding="utf-8"))
        self.assertIn("Straße von Malakka", maps)
        self.assertIn("Russland", maps)
        self.assertNotIn("Strait of Malacca", maps)

    def test_another_ending_or_language_is_refused(self):
        for arguments in (("-o", "report.txt"), ("-o", "report.html", "--language", "fr")):
            self.assertEqual(run("report", self.model, *arguments, cwd=self.folder).returncode, 2)


def plain_pdf(objects, trailer):
    """As browsers write it: one table at the end; numbers that are missing are free."""
    size = max(objects) + 1
    out, places = b"%PDF-1.4\n", {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % places[it] if it in places else b"0000000000 65535 f \n" for it in range(size))
    return out + b"xref\n0 %d\n%strailer\n<</Size %d\n%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, table, size, trailer, len(out))


def objects_of_packed(file):
    """Reads a PDF whose table is a stream with fields of 1, 4 and 2 bytes: objects by number, and the trailer."""
    def stream_at(offset):
        head, rest = file[offset:].split(b"stream\n", 1)
        return head, zlib.decompress(rest[:int(re.search(rb"/Length (\d+)", head)[1])])

    trailer, table = stream_at(int(file.rsplit(b"startxref\n", 1)[1].split()[0]))
    rows = [(table[i], int.from_bytes(table[i + 1:i + 5], "big"), int.from_bytes(table[i + 5:i + 7], "big"))
            for i in range(0, len(table), 7)]
    found = {}
    for number, (kind, where, index) in enumerate(rows):
        if kind == 1 and b"/Type /ObjStm" not in file[where:where + 60] and b"/Type /XRef" not in file[where:where + 60]:
            found[number] = file[where:file.index(b"\nendobj", where)].split(b"obj\n", 1)[1]
        elif kind == 2:
            head, text = stream_at(rows[where][1])
            first = int(re.search(rb"/First (\d+)", head)[1])
            numbers = [int(it) for it in text[:first].split()]
            assert numbers[2 * index] == number
            ends = numbers[3::2] + [len(text) - first]
            found[number] = text[first + numbers[2 * index + 1]:first + ends[index]].rstrip(b"\n")
    return found, trailer


class PdfTest(ProgramTest):
    """The browser is a script of ours, so that the way to it is tested where none is installed."""

    def report(self, script):
        tools = self.folder / "tools"
        tools.mkdir()
        if script:
            browser = tools / "chromium"
            browser.write_text(script, encoding="utf-8")
            browser.chmod(browser.stat().st_mode | stat.S_IXUSR)
        done = run("report", self.model, "-o", "out/report.pdf", cwd=self.folder,
                   environment={"PATH": str(tools), "TMPDIR": str(self.folder)})
        self.assertEqual([it.name for it in self.folder.glob("korridor-report-*")], [], "nothing is left behind")
        return done, self.folder / "out" / "report.pdf"

    def test_without_a_browser_the_error_names_the_way_by_html(self):
        done, pdf = self.report(None)
        self.assertEqual(done.returncode, 1)
        self.assertIn("E924", done.stderr)
        self.assertIn(".html", done.stderr)
        self.assertFalse(pdf.exists())

    def test_a_browser_prints_the_page_from_a_profile_of_its_own(self):
        done, pdf = self.report('#!/bin/sh\nfor word; do case $word in --print-to-pdf=*) out=${word#*=};; '
                                '--user-data-dir=*) profile=${word#*=};; file://*) page=${word#file://};; esac; done\n'
                                '[ -n "$profile" ] || exit 9\nread -r first <"$page"\necho "%PDF $first" >"$out"\n')
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(pdf.read_text(encoding="utf-8"), "%PDF <!doctype html>\n")

    def test_what_a_browser_prints_is_packed_and_says_the_same(self):
        objects = {1: b"<</Type /Catalog\n/Pages 2 0 R>>", 2: b"<</Type /Pages /Kids [] /Count 0>>", 4: b"[1 (endobj) 2]",
                   5: b"<</Length 7>> stream\n(plain)\nendstream",
                   460: b"<</Length 7>> stream\n(twice)\nendstream", 461: b"<</Length 7>> stream\n(twice)\nendstream",
                   462: b"<</a 461 0 R /b 460 0 R /c 1461 0 R>>"}
        objects |= {number: b"<</Type /StructElem /S /TD /P %d 0 R>>" % (number - 1) for number in range(6, 460)}
        printed = self.folder / "printed.pdf"
        printed.write_bytes(plain_pdf(objects, b"/Root 1 0 R\n/Info 4 0 R"))
        done, pdf = self.report("#!/bin/sh\nfor word; do case $word in --print-to-pdf=*) out=${word#*=};; esac; done\n"
                                f"while IFS= read -r line; do printf '%s\\n' \"$line\"; done <'{printed}' >\"$out\"\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        packed = pdf.read_bytes()
        self.assertLess(len(packed), printed.stat().st_size / 4)
        found, trailer = objects_of_packed(packed)
        del objects[461]  # says what 460 says
        objects[462] = b"<</a 460 0 R /b 460 0 R /c 1461 0 R>>"
        self.assertEqual(found, objects)
        self.assertIn(b"/Root 1 0 R", trailer)
        self.assertIn(b"/Info 4 0 R", trailer)

    def test_a_browser_that_fails_is_told_and_leaves_no_file(self):
        done, pdf = self.report("#!/bin/sh\nexit 7\n")
        self.assertEqual(done.returncode, 1)
        self.assertIn("E923", done.stderr)
        self.assertIn("status 7", done.stderr)
        self.assertFalse(pdf.exists())


if __name__ == "__main__":
    unittest.main()
