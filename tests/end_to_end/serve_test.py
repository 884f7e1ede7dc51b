"""The server: every address answers by its schema and as the command line does, and what is wrong is told."""
import csv
import io
import json
import shlex
import socket
import sqlite3
import subprocess
import time
import unittest

from program import MODEL, PROGRAM, SOURCE, ProgramTest, run
from server import API, ServeCase, Server

EVIDENCE = ("evidence_id,source,speaker,about,kind,statement,elements,contested_by\n"
            "e1,Paper,Minister,KAZ,claim,The pipe is full,pipe,e2\ne2,Other,Operator,RUS,claim,It is not,pipe,\n")
# What tells how an answer was found: ours begin from the base case.
SAME_RUN = ("solve_seconds", "refinement_rounds", "classes")


class AddressTest(ServeCase):
    def test_the_model_is_told_by_its_schema(self):
        model = self.fits(self.server.get("/api/model"), "Model")
        self.assertTrue(model["usable"])
        self.assertEqual(model["title"], "Two ways out")
        self.assertEqual([place["node_id"] for place in model["places"]], ["augusta", "tengiz"])
        self.assertEqual({place["importance"] for place in model["places"]}, {1.0})
        pipe = next(link for link in model["links"] if link["link_id"] == "pipe")
        self.assertEqual((pipe["capacity"], pipe["unit"], pipe["controller"]), (6, "Mt/yr", "RUS"))
        self.assertIsNone(next(link for link in model["links"] if link["link_id"] == "rail")["capacity"])
        group = model["groups"][0]
        self.assertEqual((group["unit"], group["commodities"]), ("Mt/yr", ["crude"]))
        self.assertAlmostEqual(group["full_width_amount"], 6.0, 6)
        self.assertAlmostEqual(group["factors"][0], 1e-6)
        self.assertEqual(group["legend_amounts"], [0.5, 2, 5])
        self.assertEqual([it["measure_id"] for it in model["measures"]], ["pipe_closure"])
        self.assertFalse(model["measures"][0]["dated"])

    def test_the_base_map_is_the_one_of_the_pictures(self):
        answer = self.server.get("/api/basemap")
        self.assertEqual(answer.body, (SOURCE / "assets" / "basemap.txt").read_bytes())

    def test_solve_answers_as_the_command_line_does(self):
        for case, options in (({}, []), ({"close": ["pipe"]}, ["--close", "pipe"]), ({"scenario": "pipe_shut"},
                              ["--scenario", "pipe_shut"]), ({"set": ["link:pipe:capacity=7Mt/yr"]},
                              ["--set", "link:pipe:capacity=7Mt/yr"]),
                              ({"scenario": "pipe_shut", "lift": ["pipe_closure"]},
                               ["--scenario", "pipe_shut", "--lift", "pipe_closure"])):
            with self.subTest(options):
                served = self.fits(self.server.post("/api/solve", {"case": case, "intervals": True}), "SolveAnswer")
                printed = json.loads(self.ok("solve", self.model, "--json", *options))
                for key in SAME_RUN:
                    served.pop(key), printed.pop(key)
                self.assertEqual(served, printed)

    def test_solve_sends_the_lists_and_rows_that_are_asked_for(self):
        answer = self.fits(self.server.post("/api/solve", {"parts": ["links", "prices"]}), "SolveAnswer")
        self.assertEqual({key for key, value in answer.items() if isinstance(value, list)}, {"links", "prices"})
        rows = self.server.post("/api/solve", {"parts": ["prices", "flows"], "node_id": "tengiz"}).json
        self.assertEqual({row["node_id"] for row in rows["prices"]}, {"tengiz"})
        self.assertEqual(len(rows["flows"]), 2)
        rows = self.server.post("/api/solve", {"parts": ["flows"], "link_id": "rail"}).json
        self.assertEqual({row["link_id"] for row in rows["flows"]}, {"rail"})

    def test_compare_answers_as_the_command_line_does(self):
        served = self.fits(self.server.post("/api/compare", {"after": {"close": ["pipe"]}}), "CompareAnswer")
        self.assertEqual(served, json.loads(self.ok("compare", self.model, "--close", "pipe", "--json")))
        part = self.server.post("/api/compare", {"after": {"close": ["pipe"]}, "parts": ["actors"]}).json
        self.assertEqual([key for key, value in part.items() if isinstance(value, list)], ["actors"])

    def test_why_answers_as_the_command_line_does(self):
        for body, arguments in (({"element": "pipe"}, ["pipe"]), ({"element": "node:tengiz"}, ["node:tengiz"]),
                                ({"element": "link:pipe", "column": "capacity"}, ["link:pipe", "capacity"]),
                                ({"element": "measure:pipe_closure"}, ["measure:pipe_closure"]),
                                ({"element": "actor:RUS", "case": {"close": ["rail"]}}, ["actor:RUS", "--close", "rail"])):
            with self.subTest(arguments):
                served = self.server.post("/api/why", body)
                self.assertEqual(served.status, 200, served.body)
                self.assertEqual(served.json, json.loads(self.ok("why", self.model, *arguments, "--json")))

    def test_scope_tells_what_is_touched_and_a_command_line_that_gives_the_same(self):
        case = {"scenario": "pipe_shut", "set": ["link:rail:cost=35"], "ban": ["commodity=crude origin=KAZ"]}
        scope = self.fits(self.server.post("/api/scope", {"case": case}), "Scope")
        self.assertEqual(scope["links"], ["pipe", "rail"])
        self.assertEqual(scope["actors"], ["KAZ", "RUS"])
        self.assertEqual(scope["measures_in_force"], ["ban", "pipe_closure"])
        words = shlex.split(scope["command"])
        self.assertEqual(words[:3], ["korridor", "solve", str(self.model)])
        printed = json.loads(self.ok(*words[1:], "--json"))
        served = self.server.post("/api/solve", {"case": case}).json
        self.assertEqual(served["surplus"], printed["surplus"])
        self.assertEqual(self.server.post("/api/scope", {}).json["links"], [])

    def test_a_scenario_file_gives_on_the_command_line_what_the_server_answers(self):
        case = {"close": ["pipe"], "set": ["link:rail:cost=35"], "lift": ["pipe_closure"]}
        file = self.folder / "case.json"
        file.write_text(json.dumps({"korridor_case": 1, "title": "Shut", "notes": "Two\nlines", "case": case}))
        printed = json.loads(self.ok("solve", self.model, "--case", file, "--json", "--no-intervals"))
        served = self.server.post("/api/solve", {"case": case}).json
        self.assertEqual(served["surplus"], printed["surplus"])
        self.assertEqual(served["links"], printed["links"])
        compared = json.loads(self.ok("compare", self.model, "--case", file, "--json"))
        self.assertEqual(compared["after"]["surplus"], printed["surplus"])

    def test_exports_are_files_of_their_kind(self):
        def export(**body):
            answer = self.server.post("/api/export", body)
            self.assertEqual(answer.status, 200, answer.body)
            self.assertIn("attachment", answer.headers["Content-Disposition"])
            return answer.body

        self.assertIn(b"<svg", export(format="svg"))
        self.assertIn(b"<svg", export(format="svg", mode="change", case={"close": ["pipe"]}))
        self.assertTrue(export(format="png", scale=0.5).startswith(b"\x89PNG"))
        rows = list(csv.DictReader(io.StringIO(export(format="csv", list="flows").decode())))
        self.assertEqual({row["link_id"] for row in rows}, {"pipe", "rail"})
        self.assertEqual(json.loads(export(format="geojson"))["type"], "FeatureCollection")
        file = self.folder / "x.gpkg"
        file.write_bytes(export(format="gpkg"))
        with sqlite3.connect(file) as base:
            self.assertEqual(base.execute("select count(*) from links").fetchone()[0], 2)
        base.close()
        self.refused(self.server.post("/api/export", {"format": "report"}), 501, "unavailable")
        self.assertEqual(self.server.post("/api/export", {"format": "csv", "list": "flow"}).codes, ["E954"])
        self.assertEqual(self.server.post("/api/export", {"format": "svg", "focus": "x"}).codes, ["E922"])

    def test_evidence_is_listed_as_on_the_command_line(self):
        (self.model / "evidence.csv").write_text(EVIDENCE, encoding="utf-8")
        time.sleep(0.5)
        for query, options in (("", []), ("?contested=true", ["--contested"]), ("?speaker=Min", ["--speaker", "Min"]),
                               ("?element=link%3Apipe&about=KAZ", ["--element", "link:pipe", "--about", "KAZ"])):
            with self.subTest(query):
                answer = self.server.get("/api/evidence" + query)
                self.assertEqual(answer.status, 200, answer.body)
                self.assertEqual(answer.json, json.loads(self.ok("evidence", self.model, *options, "--json")))
        self.refused(self.server.get("/api/evidence?contested=maybe&x=1"), 400, "bad_input")

    def test_every_address_of_the_interface_is_there_and_takes_what_it_says(self):
        for path, methods in API["paths"].items():
            path = path.replace("{run_id}", "none")
            for method in ("GET", "POST", "DELETE", "PUT"):
                with self.subTest(path=path, method=method):
                    if (path, method) == ("/api/events", "GET"):
                        continue  # a stream does not end
                    answer = self.server.ask(method, path, body={} if method == "POST" else None)
                    if method.lower() in methods:
                        self.assertNotEqual(answer.status, 405)
                    else:
                        self.assertEqual(answer.status, 405)
        self.refused(self.server.get("/api/nothing"), 404, "not_found")


class FaultTest(ServeCase):
    def test_bodies_that_are_not_of_their_form_are_refused_with_all_faults(self):
        for raw, code in ((b"", 400), (b"{", 400), (b"[]", 400), (b'{"case": 3, "parts": {}, "x": 1}', 400),
                          (b"\xff\xfe", 400), (b"[" * 5000, 400), (b'{"case": {"date": "\\u0000"}}', 400)):
            with self.subTest(raw[:20]):
                self.refused(self.server.ask("POST", "/api/solve", raw=raw), code, "bad_body")
        answer = self.server.post("/api/solve", {"case": 3, "parts": {}, "x": 1})
        self.assertEqual([it["column"] for it in answer.json["findings"]], ["/x", "/case", "/parts"])

    def test_unknown_ids_and_wrong_texts_are_findings_with_their_codes(self):
        for case, codes in (({"scenario": "none"}, None), ({"close": ["pipes"]}, ["E900"]), ({"ban": ["x"]}, ["E907"]),
                            ({"set": ["x"], "measure": ["link=pipe"], "lift": ["no"]}, ["E908", "E909", "E911"]),
                            ({"date": "yesterday"}, None), ({"date": "2023-01-01", "period": "2022"}, None)):
            with self.subTest(case):
                answer = self.refused(self.server.post("/api/solve", {"case": case}), 422, "bad_input")
                self.assertTrue(answer.codes)
                if codes:
                    self.assertEqual(answer.codes, codes)
        self.assertEqual(self.server.post("/api/solve", {"parts": ["linkz"]}).codes, ["E954"])
        self.assertEqual(self.server.post("/api/solve", {"node_id": "x"}).codes, ["E696"])
        self.assertEqual(self.server.post("/api/why", {"element": "nothing"}).codes, ["E696"])
        self.refused(self.server.get("/api/runs/run9"), 404, "not_found")
        self.refused(self.server.ask("DELETE", "/api/runs/run9"), 404, "not_found")

    def test_bodies_are_bounded_and_come_with_their_length(self):
        big = self.server.ask("POST", "/api/solve", raw=b" " * (1 << 20) + b"{}")
        self.refused(big, 413, "too_large")
        self.assertEqual(self.server.ask("POST", "/api/solve", raw=b"{}" + b" " * ((1 << 20) - 2)).status, 200)
        self.refused(self.server.ask("POST", "/api/solve", raw=b"{}", headers={"Content-Type": "text/plain"}), 415, "bad_body")
        self.refused(self.server.ask("POST", "/api/solve", raw=b"{}", headers={"Content-Encoding": "gzip"}), 415, "bad_body")
        for head, status in ((b"", b"411"), (b"Transfer-Encoding: chunked\r\n", b"415"), (b"Content-Length: -1\r\n", b"411"),
                             (b"Content-Length: 99999999999999999999\r\n", b"411"), (b"Content-Length: 9999999\r\n", b"413")):
            with self.subTest(head):
                with socket.create_connection(("127.0.0.1", self.server.port), timeout=10) as client:
                    client.sendall(b"POST /api/solve HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" +
                                   head + b"\r\n")
                    self.assertIn(status, client.recv(4096).split(b"\r\n")[0])

    def test_a_model_with_faults_is_served_as_the_list_of_its_faults_and_mended_while_it_is_served(self):
        link = self.model / "link.csv"
        link.write_text("link_id,from_node_id,to_node_id,capacity\npipe,tengis,augusta,-3\n", encoding="utf-8")
        time.sleep(0.5)
        model = self.fits(self.server.get("/api/model"), "Model")
        self.assertFalse(model["usable"])
        self.assertIn(("link.csv", 2), {(it["file"], it["line"]) for it in model["findings"]})
        self.refused(self.server.post("/api/solve", {}), 422, "bad_input")
        self.refused(self.server.post("/api/scope", {}), 422, "bad_input")
        self.refused(self.server.post("/api/export", {"format": "svg"}), 422, "bad_input")
        self.refused(self.server.post("/api/runs", {"kind": "rank"}), 422, "bad_input")
        link.write_text(MODEL["link.csv"], encoding="utf-8")
        time.sleep(0.5)
        self.assertTrue(self.server.get("/api/model").json["usable"])

    def test_no_answer_names_a_path_of_the_disk_but_that_of_the_model(self):
        for answer in (self.server.get("/api/model"), self.server.post("/api/solve", {"case": {"close": ["x"]}}),
                       self.server.get("/../../etc/passwd"), self.server.get("/")):
            self.assertNotIn(str(self.folder.parent).encode() + b"/korridor", answer.body)
            self.assertNotIn(b"/etc/", answer.body)


class ProgramEndTest(ProgramTest):
    def test_ctrl_c_ends_it_at_once_also_while_a_client_listens(self):
        server = Server(self.model)
        listener = server.connection()
        listener.request("GET", "/api/events")
        self.assertEqual(listener.getresponse().status, 200)
        idle = server.connection()
        idle.request("GET", "/api/model")
        idle.getresponse().read()
        begin = time.monotonic()
        self.assertEqual(server.end(), 0)
        self.assertLess(time.monotonic() - begin, 5.0)
        listener.close()
        idle.close()

    def test_a_port_that_is_taken_is_told_and_without_one_the_next_is_taken(self):
        with Server(self.model) as first:
            done = run("serve", self.model, "--no-open", "--port", first.port)
            self.assertEqual(done.returncode, 1)
            self.assertIn(f"port {first.port} is taken", done.stderr)
            with Server(self.model) as second:
                self.assertNotEqual(first.port, second.port)

    def test_check_starts_asks_once_and_ends(self):
        done = subprocess.run([PROGRAM, "serve", str(self.model), "--check"], capture_output=True, text=True, timeout=60,
                              check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("Two ways out", done.stdout)
        (self.model / "link.csv").unlink()
        done = subprocess.run([PROGRAM, "serve", str(self.model), "--check"], capture_output=True, text=True, timeout=60,
                              check=False)
        self.assertEqual(done.returncode, 1)


if __name__ == "__main__":
    unittest.main()
