"""Exports read back by readers that share nothing with the writer: sqlite3 and struct, json, csv, and GDAL where it is."""
import csv
import json
import re
import shutil
import sqlite3
import struct
import subprocess
import unittest
import xml.etree.ElementTree

from program import ProgramTest, run

TENGIZ, AUGUSTA, CEYHAN = (53.4, 46.1), (15.2, 37.2), (35.9, 36.9)


def read_geometry(blob):
    """Points of a GeoPackage geometry after clause 2.1.3 of the standard; checks its header on the way."""
    magic, version, flags, system = struct.unpack_from("<2sBBi", blob)
    assert (magic, version, system) == (b"GP", 0, 4326), blob[:8]
    assert flags & 1 == 1 and flags & 0b110000 == 0, "little-endian, neither empty nor extended"
    envelope_size = {0: 0, 1: 32}[flags >> 1 & 7]
    envelope = struct.unpack_from(f"<{envelope_size // 8}d", blob, 8)
    at = 8 + envelope_size
    order, kind = struct.unpack_from("<BI", blob, at)
    assert order == 1
    count, at = (1, at + 5) if kind == 1 else (struct.unpack_from("<I", blob, at + 5)[0], at + 9)
    assert kind in (1, 2) and len(blob) == at + 16 * count, "nothing is missing and nothing is left"
    points = [struct.unpack_from("<2d", blob, at + 16 * point) for point in range(count)]
    if envelope:
        xs, ys = zip(*points)
        assert envelope == (min(xs), max(xs), min(ys), max(ys))
    return points


def read_rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class ExportTest(ProgramTest):
    def setUp(self):
        super().setUp()
        link = self.model / "link.csv"
        lines = link.read_text(encoding="utf-8").splitlines()
        link.write_text("\n".join([lines[0] + ",geometry", lines[1] + f',"LINESTRING ({CEYHAN[0]} {CEYHAN[1]}, '
                                   f'{AUGUSTA[0]} {AUGUSTA[1]})"', lines[2] + ","]) + "\n", encoding="utf-8")

    def export(self, name, *arguments):
        path = self.folder / "out" / name
        self.ok("export", self.model, *arguments, "-o", path)
        return path

    def document(self, *arguments):
        return json.loads(self.ok("solve", self.model, "--json", *arguments))


class GeoPackageTest(ExportTest):
    def open(self, *arguments):
        database = sqlite3.connect(self.export("x.gpkg", *arguments))
        self.addCleanup(database.close)
        database.row_factory = sqlite3.Row
        return database

    def rows(self, database, table):
        return [dict(row) for row in database.execute(f'SELECT * FROM "{table}" ORDER BY fid')]

    def test_every_list_of_the_document_reads_back_equal(self):
        for arguments in ((), ("--scenario", "pipe_shut")):
            document, database = self.document(*arguments), self.open(*arguments)
            lists = [name for name, value in document.items() if isinstance(value, list)]
            self.assertGreater(len(lists), 8)
            for name in lists:
                rows = self.rows(database, "results" if name == "flows" else name)
                self.assertEqual([{key: row[key] for key in wanted} for row, wanted in zip(rows, document[name])],
                                 document[name], name)
                self.assertEqual(len(rows), len(document[name]))

    def test_values_of_the_layers_are_those_computed_by_hand(self):
        database = self.open()
        links = {row["link_id"]: row for row in self.rows(database, "links")}
        # The pipe is full with 6 Mt of crude that costs 100 at the field and 130 at the market; one more unit of it
        # saves the 20 that the railway costs more.
        pipe = links["pipe"]
        for column, value in (("flow", 6e6), ("utilization", 1), ("rent", 20), ("price_from", 100), ("price_to", 130),
                              ("width_mm", 6)):
            self.assertAlmostEqual(pipe[column] / value, 1, 4, column)
        self.assertEqual([pipe[name] for name in ("controller", "owner", "commodity_id", "closed", "mode")],
                         ["RUS", "KAZ", "crude", 0, "pipeline"])
        self.assertAlmostEqual(links["rail"]["width_mm"], 2, 3)  # 2 of 6 Mt
        self.assertIsNone(links["rail"]["capacity"])
        self.assertEqual(self.rows(self.open("--scenario", "pipe_shut"), "links")[0]["closed"], 1)

    def test_geometries_follow_the_course_and_else_the_straight_line(self):
        database = self.open()
        courses = {row["link_id"]: read_geometry(row["geom"]) for row in self.rows(database, "links")}
        # The course in the table begins at Ceyhan; the layer's begins at the node.
        self.assertEqual(courses, {"pipe": [TENGIZ, CEYHAN, AUGUSTA], "rail": [TENGIZ, AUGUSTA]})
        places = {row["node_id"]: read_geometry(row["geom"]) for row in self.rows(database, "nodes")}
        self.assertEqual(places, {"tengiz": [TENGIZ], "augusta": [AUGUSTA]})

    def test_the_file_is_a_geopackage_by_its_own_tables(self):
        database = self.open()
        pragma = [database.execute(f"PRAGMA {name}").fetchone()[0]
                  for name in ("application_id", "user_version", "integrity_check")]
        self.assertEqual(pragma, [0x47504B47, 10300, "ok"])
        self.assertEqual(database.execute("PRAGMA foreign_key_check").fetchall(), [])
        systems = {row[0] for row in database.execute("SELECT srs_id FROM gpkg_spatial_ref_sys")}
        self.assertEqual(systems, {-1, 0, 4326})
        contents = {row["table_name"]: dict(row) for row in database.execute("SELECT * FROM gpkg_contents")}
        tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        self.assertEqual(set(contents), {name for name in tables if not name.startswith("gpkg_")})
        layers = {row["table_name"]: row["geometry_type_name"]
                  for row in database.execute("SELECT * FROM gpkg_geometry_columns")}
        self.assertEqual(layers, {"nodes": "POINT", "links": "LINESTRING", "results": "LINESTRING"})
        for name, row in contents.items():
            self.assertEqual(row["data_type"], "features" if name in layers else "attributes")
        box = [contents["links"][side] for side in ("min_x", "min_y", "max_x", "max_y")]
        self.assertEqual(box, [AUGUSTA[0], CEYHAN[1], TENGIZ[0], TENGIZ[1]])

    def test_styles_are_found_by_qgis_and_name_only_fields_that_there_are(self):
        database = self.open()
        styles = [dict(row) for row in database.execute("SELECT * FROM layer_styles")]
        self.assertEqual([(row["f_table_name"], row["f_geometry_column"], row["useAsDefault"]) for row in styles],
                         [("nodes", "geom", 1), ("links", "geom", 1), ("results", "geom", 1)])
        for style in styles:
            root = xml.etree.ElementTree.fromstring(style["styleQML"])
            rules, symbols = root.findall(".//rule"), root.findall(".//symbols/symbol")
            self.assertEqual([rule.get("symbol") for rule in rules], [symbol.get("name") for symbol in symbols])
            columns = set(self.rows(database, style["f_table_name"])[0])
            expressions = [rule.get("filter") for rule in rules]
            expressions += [it.get("value") for it in root.iter("Option") if it.get("name") == "expression"]
            for expression in expressions:
                self.assertLessEqual(set(re.findall(r'"(\w+)"', expression)), columns, expression)
            self.assertGreater(len(rules), 0)

    def test_metadata_say_what_was_computed_from_what(self):
        database = self.open("--scenario", "pipe_shut")
        metadata = {row["name"]: row["value"] for row in self.rows(database, "metadata")}
        self.assertEqual([metadata[name] for name in ("title", "scenario", "scenario_title", "period", "money")],
                         ["Two ways out", "pipe_shut", "Pipeline shut", "2023", "USD"])
        self.assertIn("no position", metadata["boundaries"])
        self.assertRegex(metadata["data_version"], "^[0-9a-f]{16}$")
        self.assertRegex(metadata["program"], r"^Korridor \d")
        summary = {row["name"]: row["value"] for row in self.rows(database, "summary")}
        self.assertLess(float(summary["certificate.gap"]), 1e-7)

    def test_an_empty_list_keeps_its_columns_and_their_types(self):
        database = self.open()
        columns = {row[1]: row[2] for row in database.execute("PRAGMA table_info(unserved)")}
        self.assertEqual(columns, {"fid": "INTEGER", "demand_id": "TEXT", "node_id": "TEXT", "commodity_id": "TEXT",
                                   "quantity": "DOUBLE"})

    @unittest.skipUnless(shutil.which("ogr2ogr"), "ogr2ogr (Debian package gdal-bin) is not installed")
    def test_gdal_reads_the_same(self):
        path = self.export("x.gpkg")
        other = self.folder / "links.geojson"
        done = subprocess.run(["ogr2ogr", "-f", "GeoJSON", other, path, "links"], capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        features = json.loads(other.read_text(encoding="utf-8"))["features"]
        self.assertEqual(features[0]["geometry"],
                         {"type": "LineString", "coordinates": [list(TENGIZ), list(CEYHAN), list(AUGUSTA)]})
        for feature, row in zip(features, self.document()["links"]):
            self.assertEqual({key: feature["properties"][key] for key in row}, row)
        listed = subprocess.run(["ogrinfo", "-al", "-so", path], capture_output=True, text=True, check=False)
        self.assertEqual((listed.returncode, listed.stderr), (0, ""))
        for words in ("Layer name: results", "Layer name: prices", "Layer name: layer_styles", "Feature Count: 2"):
            self.assertIn(words, listed.stdout)


class GeoJsonTest(ExportTest):
    def features(self, *arguments):
        document = json.loads(self.export("x.geojson", *arguments).read_text(encoding="utf-8"))
        self.assertEqual(document["type"], "FeatureCollection")
        return document["metadata"], {it["id"]: it for it in document["features"]}

    def test_nodes_and_links_are_one_collection(self):
        metadata, features = self.features()
        self.assertEqual(metadata["title"], "Two ways out")
        self.assertEqual(sorted(features), ["link:pipe", "link:rail", "node:augusta", "node:tengiz"])
        self.assertEqual(features["node:tengiz"]["geometry"], {"type": "Point", "coordinates": list(TENGIZ)})
        self.assertEqual(features["link:pipe"]["geometry"]["coordinates"], [list(TENGIZ), list(CEYHAN), list(AUGUSTA)])
        rows = {row["link_id"]: row for row in self.document()["links"]}
        for link, row in rows.items():
            properties = features["link:" + link]["properties"]
            self.assertEqual({key: properties[key] for key in row}, row)
            self.assertEqual(properties["layer"], "links")

    def test_a_link_with_two_directions_is_two_features_with_mirrored_lines(self):
        link = self.model / "link.csv"
        text = link.read_text(encoding="utf-8").replace(",geometry", ",geometry,directed")
        link.write_text("\n".join(line + (",0" if line.startswith("pipe") else ",1" if line.startswith("rail") else "")
                                  for line in text.splitlines()) + "\n", encoding="utf-8")
        _, features = self.features()
        there, back = (features[name]["geometry"]["coordinates"] for name in ("link:pipe", "link:pipe:back"))
        self.assertEqual(there, back[::-1])

    def test_lines_are_cut_at_the_antimeridian(self):
        node = self.model / "node.csv"
        text = node.read_text(encoding="utf-8").replace("15.2,37.2", "-170,30").replace("53.4,46.1", "170,10")
        node.write_text(text, encoding="utf-8")
        link = self.model / "link.csv"
        link.write_text(re.sub(r'"LINESTRING.*"', "", link.read_text(encoding="utf-8")), encoding="utf-8")
        _, features = self.features()
        # From 170 east to 170 west, half of the way and of the latitudes on each side.
        self.assertEqual(features["link:rail"]["geometry"],
                         {"type": "MultiLineString", "coordinates": [[[170, 10], [180, 20]], [[-180, 20], [-170, 30]]]})
        database = sqlite3.connect(self.export("x.gpkg"))
        self.addCleanup(database.close)
        geometry, = database.execute("SELECT geom FROM links WHERE link_id = 'rail'").fetchone()
        self.assertEqual(read_geometry(geometry), [(170, 10), (190, 30)])


class FileTest(ExportTest):
    def test_csv_tables_are_those_of_solve_with_coordinates(self):
        with_places, plain = self.folder / "with_places", self.folder / "plain"
        self.ok("export", self.model, "--csv", with_places)
        self.ok("solve", self.model, "--csv", plain)
        self.assertEqual(sorted(path.name for path in with_places.iterdir()),
                         sorted(path.name for path in plain.iterdir()))
        for path in plain.iterdir():
            wanted = read_rows(path)
            rows = read_rows(with_places / path.name)
            if path.name == "summary.csv":
                wanted = [row for row in wanted if row["name"] != "solve_seconds"]  # differs from run to run
            self.assertEqual([{key: row[key] for key in it} for row, it in zip(rows, wanted)], wanted)
            self.assertEqual(len(rows), len(wanted))
        links = read_rows(with_places / "links.csv")
        self.assertEqual(links[1]["geometry"], "LINESTRING (53.4 46.1, 15.2 37.2)")
        nodes = read_rows(with_places / "nodes.csv")
        self.assertEqual([(row["x_coord"], row["y_coord"]) for row in nodes], [("15.2", "37.2"), ("53.4", "46.1")])

    def test_the_same_input_gives_the_same_bytes(self):
        for name in ("x.gpkg", "x.geojson"):
            first = self.export(name).read_bytes()
            self.assertEqual(self.export(name).read_bytes(), first)

    def test_results_are_not_written_into_a_model(self):
        before = sorted(path.name for path in self.model.iterdir())
        for arguments in (("export", self.model, "-o", self.model / "x.gpkg"), ("export", self.model, "--csv", self.model),
                          ("solve", self.model, "--csv", self.model)):
            done = run(*arguments)
            self.assertEqual(done.returncode, 1)
            self.assertIn("E930", done.stderr)
        self.assertEqual(sorted(path.name for path in self.model.iterdir()), before)

    def test_a_case_that_cannot_be_solved_leaves_the_old_file(self):
        path = self.export("x.gpkg")
        before = path.read_bytes()
        self.assertEqual(run("export", self.model, "--scenario", "nothing", "-o", path).returncode, 1)
        self.assertEqual(path.read_bytes(), before)
        self.assertEqual([it.name for it in path.parent.iterdir()], ["x.gpkg"])

    def test_wrong_usage_says_what_is_right(self):
        for arguments, words in ((("-o", "x.shp"), ".gpkg"), ((), "-o FILE or --csv DIR"),
                                 (("-o", "x.gpkg", "--scenario", "a", "--scenario", "b"), "takes one")):
            done = run("export", self.model, *arguments)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn(words, done.stderr)


if __name__ == "__main__":
    unittest.main()
