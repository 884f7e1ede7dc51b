"""A running `korridor serve` and a checker of its answers against docs/openapi.yaml, for the tests of the server."""
import http.client
import json
import os
import re
import signal
import subprocess

import yaml

from program import PROGRAM, SOURCE, ProgramTest

API = yaml.safe_load((SOURCE / "docs" / "openapi.yaml").read_text(encoding="utf-8"))
TYPES = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "object": dict,
         "null": type(None)}


def faults(value, schema, place=""):
    """What a value has that its schema (the part of JSON Schema that openapi.yaml uses) does not allow, as texts."""
    if "$ref" in schema:
        schema = API["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    fits = any(isinstance(value, TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool)) for kind in kinds)
    if kinds and not fits:
        return [f"{place}: {value!r} is no {kinds}"]
    found = []
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{place}: {value!r} is none of {schema['enum']}")
    if isinstance(value, dict):
        found += [f"{place}: lacks {key}" for key in schema.get("required", []) if key not in value]
        known = schema.get("properties", {})
        rest = schema.get("additionalProperties", True)
        for key, inner in value.items():
            if key in known:
                found += faults(inner, known[key], f"{place}/{key}")
            elif isinstance(rest, dict):
                found += faults(inner, rest, f"{place}/{key}")
            elif not rest:
                found.append(f"{place}/{key}: is not in the schema")
    if isinstance(value, list) and "items" in schema:
        for at, inner in enumerate(value):
            found += faults(inner, schema["items"], f"{place}/{at}")
    return found


class Answer:
    """Status, headers and body of a reply."""

    def __init__(self, reply):
        self.status, self.headers, self.body = reply.status, dict(reply.getheaders()), reply.read()

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def codes(self):
        return sorted({finding["code"] for finding in self.json["findings"]})


class Server:
    """The program as a server of a model on a port of its own; use it with `with`."""

    def __init__(self, model, *options, environment=None):
        self.process = subprocess.Popen([PROGRAM, "serve", str(model), "--no-open", *options], stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, encoding="utf-8", env={**os.environ, **(environment or {})})
        self.first_line = self.process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", self.first_line)
        if not found:
            raise AssertionError(self.process.communicate()[1])
        self.port = int(found.group(1))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()

    def end(self):
        """Ctrl-C; the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        status = self.process.wait(timeout=20)
        self.process.stdout.close()
        self.process.stderr.close()
        return status

    def connection(self, timeout=120):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def ask(self, method, path, body=None, headers=None, raw=None):
        """One request on a connection of its own: `body` is sent as JSON, `raw` as it is."""
        headers = dict(headers or {})
        data = raw if raw is not None else None if body is None else json.dumps(body).encode()
        if data is not None:
            headers.setdefault("Content-Type", "application/json")
        connection = self.connection()
        try:
            connection.request(method, path, data, headers)
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def get(self, path, **options):
        return self.ask("GET", path, **options)

    def post(self, path, body, **options):
        return self.ask("POST", path, body, **options)

    def memory(self):
        """Resident memory in MB."""
        with open(f"/proc/{self.process.pid}/status", encoding="utf-8") as status:
            return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) / 1024


class ServeCase(ProgramTest):
    """A server of the small model."""
    environment = {}

    def setUp(self):
        super().setUp()
        self.server = Server(self.model, environment=self.environment)
        self.addCleanup(self.server.end)

    def fits(self, answer, schema, status=200):
        self.assertEqual(answer.status, status, answer.body[:500])
        self.assertEqual(faults(answer.json, {"$ref": schema}), [])
        return answer.json

    def refused(self, answer, status, code):
        self.assertEqual(self.fits(answer, "Refusal", status)["code"], code)
        return answer
