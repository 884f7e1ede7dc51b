"""The server among strangers and in a crowd: foreign pages, hostile bytes, slow and vanished clients, many at once."""
import concurrent.futures
import json
import os
import pathlib
import random
import socket
import time
import unittest

from server import ServeCase, Server

HEAD = b"GET /api/model HTTP/1.1\r\nHost: localhost\r\n"


class StrangerTest(ServeCase):
    def test_a_foreign_host_is_refused(self):
        for host in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "127.0.0.1:80:80", "[::2]", ""):
            with self.subTest(host):
                for method, path in (("GET", "/api/model"), ("GET", "/"), ("POST", "/api/solve")):
                    answer = self.server.ask(method, path, body={} if method == "POST" else None, headers={"Host": host})
                    self.refused(answer, 421, "foreign_host")
        for host in ("localhost", f"127.0.0.1:{self.server.port}", "LOCALHOST:99"):
            self.assertEqual(self.server.get("/api/runs", headers={"Host": host}).status, 200)

    def test_a_foreign_origin_is_refused(self):
        own = f"http://127.0.0.1:{self.server.port}"
        self.assertEqual(self.server.post("/api/solve", {}, headers={"Origin": own}).status, 200)
        for origin in ("http://evil.example", "null", f"https://127.0.0.1:{self.server.port}", "http://127.0.0.1:1",
                       f"http://localhost:{self.server.port}"):
            with self.subTest(origin):
                self.refused(self.server.post("/api/solve", {}, headers={"Origin": origin}), 403, "foreign_origin")
                self.refused(self.server.ask("DELETE", "/api/runs/run1", headers={"Origin": origin}), 403, "foreign_origin")
        self.refused(self.server.get("/api/model", headers={"Sec-Fetch-Site": "cross-site"}), 403, "foreign_origin")

    def test_every_answer_carries_the_walls_for_browsers(self):
        for answer in (self.server.get("/"), self.server.get("/api/model"), self.server.get("/nothing"),
                       self.server.ask("POST", "/api/solve", raw=b"{"), self.server.get("/", headers={"Host": "x"})):
            self.assertIn("frame-ancestors 'none'", answer.headers["Content-Security-Policy"])
            self.assertIn("default-src 'none'", answer.headers["Content-Security-Policy"])
            self.assertNotIn("unsafe-eval", answer.headers["Content-Security-Policy"])
            self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
            self.assertEqual(answer.headers["Referrer-Policy"], "no-referrer")

    def test_no_path_leads_out_of_the_web_root(self):
        root = self.folder / "web"
        (root / "assets").mkdir(parents=True)
        (self.folder / "secret.txt").write_text("secret")
        (root / ".hidden").write_text("secret")
        (root / "index.html").write_text("<p>page</p>")
        (root / "assets" / "index-BxYz1234.js").write_text("1")
        (root / "link").symlink_to(self.folder / "secret.txt")
        with Server(self.model, "--web-root", str(root)) as server:
            page = server.get("/")
            self.assertEqual((page.status, page.body, page.headers["Cache-Control"]), (200, b"<p>page</p>", "no-cache"))
            script = server.get("/assets/index-BxYz1234.js")
            self.assertIn("immutable", script.headers["Cache-Control"])
            self.assertIn("javascript", script.headers["Content-Type"])
            for path in ("/../secret.txt", "/assets/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/link",
                         "/.hidden", "//etc/passwd", "/assets/..%5c..%5csecret.txt", "/%00", "/assets", "/index.html/",
                         "/" + "a" * 2000):
                with self.subTest(path):
                    answer = server.get(path)
                    self.assertIn(answer.status, (400, 404, 414))
                    self.assertNotIn(b"secret", answer.body)

    def test_garbage_gets_an_answer_or_nothing_and_the_server_lives(self):
        seed = random.Random(1)
        words = [b"GET ", b"POST ", b"/api/solve", b" HTTP/1.1\r\n", b"Host: localhost\r\n", b"Content-Length: ", b"7\r\n",
                 b"\r\n", b"{\"case\":", b"[", b"\x00", b"\xff", b"Range: bytes=0-,5-1\r\n", b"Expect: 100-continue\r\n",
                 b"Transfer-Encoding: chunked\r\n", b"Content-Type: application/json\r\n", b"a" * 9000, b"%2e%2e/", b": :\r\n",
                 b"Content-Type: multipart/form-data; boundary=x\r\n", b"Last-Event-ID: -1\r\n"]
        for _ in range(300):
            with socket.create_connection(("127.0.0.1", self.server.port), timeout=20) as client:
                try:
                    client.sendall(b"".join(seed.choice(words) for _ in range(seed.randrange(1, 12))))
                    client.shutdown(socket.SHUT_WR)
                    client.recv(4096)
                except ConnectionError:
                    pass  # it hung up on us
        self.assertEqual(self.server.get("/api/runs").status, 200)

    def test_bodies_made_of_true_ones_by_changing_bytes_are_answered(self):
        seed = random.Random(2)
        body = json.dumps({"case": {"close": ["pipe"], "set": ["link:rail:cost=3"], "ban": ["commodity=crude"]},
                           "parts": ["links"], "intervals": False}).encode()
        addresses = ("solve", "compare", "why", "scope", "export", "runs")
        for _ in range(300):
            bytes_ = bytearray(body)
            for _ in range(seed.randrange(1, 6)):
                bytes_[seed.randrange(len(bytes_))] = seed.randrange(256)
            answer = self.server.ask("POST", "/api/" + seed.choice(addresses), raw=bytes(bytes_))
            self.assertIn(answer.status, (200, 202, 400, 422, 429), answer.body)
            self.assertIsNotNone(answer.json)


class MemoryTest(ServeCase):
    # The address sanitizer would keep freed memory back, which looks like a leak.
    environment = {"ASAN_OPTIONS": "quarantine_size_mb=0:thread_local_quarantine_size_kb=0"}

    def test_memory_stays_where_it_is(self):
        def round_of(number):
            for at in range(150):
                self.server.post("/api/solve", {"case": {"set": [f"link:rail:cost={30 + number * 200 + at}"]}})

        round_of(0)
        before = self.server.memory()
        round_of(1)
        round_of(2)
        self.assertLess(self.server.memory(), before + 20)


class CrowdTest(ServeCase):
    def test_fifty_clients_at_once_get_the_same_answer_solved_once(self):
        body = {"case": {"close": ["pipe"]}, "parts": ["links"]}
        with concurrent.futures.ThreadPoolExecutor(50) as pool:
            answers = list(pool.map(lambda _: self.server.post("/api/solve", body), range(200)))
        self.assertEqual({answer.status for answer in answers}, {200})
        self.assertEqual(len({answer.body for answer in answers}), 1)  # solve_seconds too: one solve

    def test_clients_that_send_byte_by_byte_hold_nobody_up_for_ever(self):
        slow = [socket.create_connection(("127.0.0.1", self.server.port), timeout=40) for _ in range(80)]
        try:
            begin = time.monotonic()
            for client in slow:
                client.sendall(HEAD)
            # All places are taken by those who do not finish; we get one when their time is up.
            self.assertEqual(self.server.get("/api/runs").status, 200)
            self.assertLess(time.monotonic() - begin, 25)
            for _ in range(3):
                for client in slow[:64]:
                    try:
                        client.sendall(b"a")
                    except OSError:
                        pass
            time.sleep(max(0.0, 12 - (time.monotonic() - begin)))
            closed = 0
            for client in slow[:40]:
                client.settimeout(5)
                try:
                    while client.recv(4096):
                        pass
                    closed += 1
                except ConnectionError:
                    closed += 1
                except TimeoutError:
                    pass
            self.assertEqual(closed, 40)
        finally:
            for client in slow:
                client.close()

    def test_a_client_that_vanishes_in_the_middle_leaves_nothing_behind(self):
        for _ in range(40):
            client = socket.create_connection(("127.0.0.1", self.server.port), timeout=10)
            client.sendall(b"GET /api/basemap HTTP/1.1\r\nHost: localhost\r\n\r\n")
            client.recv(100)
            client.close()
            listener = socket.create_connection(("127.0.0.1", self.server.port), timeout=10)
            listener.sendall(b"GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
            listener.recv(100)
            listener.close()
        deadline = time.monotonic() + 10
        while self.open_sockets() > 3 and time.monotonic() < deadline:
            time.sleep(0.2)
        self.assertLessEqual(self.open_sockets(), 3)

    def open_sockets(self):
        """Sockets of the server: the one that listens, and connections."""
        folder = pathlib.Path(f"/proc/{self.server.process.pid}/fd")
        count = 0
        for link in folder.iterdir():
            try:
                count += os.readlink(link).startswith("socket:")
            except FileNotFoundError:
                pass  # closed meanwhile
        return count


class RunTest(ServeCase):
    def events(self, last=None):
        """A stream of events: a function that gives the next (id, name, data)."""
        connection = self.server.connection(timeout=30)
        self.addCleanup(connection.close)
        connection.request("GET", "/api/events", headers={} if last is None else {"Last-Event-ID": str(last)})
        reply = connection.getresponse()
        self.assertEqual((reply.status, reply.getheader("Content-Type")), (200, "text/event-stream"))

        def following():
            fields = {}
            while True:
                line = reply.readline().decode().rstrip("\n")
                if not line and "data" in fields:
                    return int(fields["id"]), fields["event"], json.loads(fields["data"])
                name, _, value = line.partition(": ")
                if name:
                    fields[name] = value

        return following, reply

    def test_a_ranking_tells_its_progress_and_ends_as_the_command_line_does(self):
        following, _ = self.events()
        run = self.fits(self.server.post("/api/runs", {"kind": "rank", "rank": {"kinds": ["link"]}}), "Run", 202)
        names = []
        while not names or names[-1] not in ("done", "failed"):
            number, name, data = following()
            names.append(name)
            self.assertEqual(data["run_id"], run["run_id"])
        self.assertEqual(names[-1], "done")
        self.assertIn("progress", names)
        done = self.fits(self.server.get("/api/runs/" + run["run_id"]), "Run")
        printed = json.loads(self.ok("rank", self.model, "--kind", "link", "--json"))
        rows = [(row["id"], round(row["surplus_loss"])) for row in done["result"]["ranking"]]
        self.assertEqual(rows, [(row["id"], round(row["surplus_loss"])) for row in printed["ranking"]])
        self.assertEqual([it["run_id"] for it in self.server.get("/api/runs").json], [run["run_id"]])
        # A stream that broke off is taken up where it was.
        again, _ = self.events(last=number - 1)
        self.assertEqual(again()[:2], (number, "done"))

    def test_an_idle_stream_has_a_heartbeat(self):
        _, reply = self.events()
        begin = time.monotonic()
        while not reply.readline().startswith(b": "):
            self.assertLess(time.monotonic() - begin, 6)

    def test_runs_are_bounded_and_can_be_cancelled(self):
        # All ways are full, so that no pair of them is settled without a solve.
        rows = "\n".join(f"l{at},tengiz,augusta,rail,0.01,Mt/yr,{40 + at},KAZ,KAZ" for at in range(300))
        link = self.model / "link.csv"
        head = "link_id,from_node_id,to_node_id,mode,capacity,capacity_unit,cost,controller,owner\n"
        link.write_text(head + "pipe,tengiz,augusta,pipeline,1,Mt/yr,10,RUS,KAZ\n" + rows + "\n", encoding="utf-8")
        time.sleep(0.5)
        asked = [self.server.post("/api/runs", {"kind": "rank", "rank": {"kinds": ["link"], "pairs": True}}) for _ in range(3)]
        self.assertEqual([answer.status for answer in asked], [202, 202, 429])
        for answer in asked[:2]:
            self.fits(self.server.ask("DELETE", "/api/runs/" + answer.json["run_id"]), "Run", 202)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            states = {run["state"] for run in self.server.get("/api/runs").json}
            if "running" not in states:
                break
            time.sleep(0.1)
        self.assertEqual(states, {"cancelled"})
        cancelled = self.server.get("/api/runs/" + asked[0].json["run_id"]).json
        self.assertGreater(cancelled["result"]["not_reached"], 0)
        self.assertEqual(self.server.post("/api/runs", {"kind": "rank", "rank": {"kinds": ["node"]}}).status, 202)
        answer = self.server.post("/api/runs", {"kind": "rank", "rank": {"kinds": ["measure"], "pairs": True}})
        self.refused(answer, 422, "bad_input")


if __name__ == "__main__":
    unittest.main()
