#!/usr/bin/env python3
"""Turn Natural Earth 1:50m (as world-atlas TopoJSON, with disputed lines as GeoJSON) into assets/basemap.txt.

The committed result is all that a build needs; this script is for those who change the data or the boundary
policy. docs/boundaries.md says which choices the policy file makes and why.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    tools/basemap/build_basemap.py --countries package/countries-50m.json \
        --disputed ne_50m_disputed_lines.geojson [--lakes ne_50m_lakes.geojson] -o assets/basemap.txt
"""
import argparse
import json
import math
import pathlib

QUANTUM = 0.01  # degrees; about 1 km, a third of a pixel on a map of a continent
TOLERANCE = 0.006  # degrees, Douglas-Peucker
SMALLEST_RING = 0.012  # square degrees; smaller islands are dropped
SMALLEST_COUNTRY_RING = 0.5  # square degrees; smaller parts never carry the name
SOUTHERN_LIMIT = -60.0  # Antarctica is left out: no corridor ends there
SMALLEST_LAKE = 0.25  # square degrees


class Topology:
    """Arcs of a quantised TopoJSON file; arc ~i is arc i walked backwards."""

    def __init__(self, path):
        data = json.loads(pathlib.Path(path).read_text())
        (sx, sy), (tx, ty) = data["transform"]["scale"], data["transform"]["translate"]
        self.arcs = []
        for arc in data["arcs"]:
            x = y = 0
            points = []
            for dx, dy in arc:
                x, y = x + dx, y + dy
                points.append((x * sx + tx, y * sy + ty))
            self.arcs.append(points)
        self.countries = {
            g["properties"]["name"]: polygons(g) for g in data["objects"]["countries"]["geometries"]
        }
        self.land = [r for g in data["objects"]["land"]["geometries"] for p in polygons(g) for r in p]

    def ring(self, indices):
        points = []
        for index in indices:
            arc = self.arcs[index] if index >= 0 else self.arcs[~index][::-1]
            points += arc if not points else arc[1:]
        return points


def polygons(geometry):
    if geometry["type"] == "MultiPolygon":
        return [list(p) for p in geometry["arcs"]]
    return [geometry["arcs"]] if geometry["type"] == "Polygon" else []


def contains(ring, x, y):
    inside = False
    for (x0, y0), (x1, y1) in zip(ring, ring[1:]):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            inside = not inside
    return inside


def area(ring):
    """Planar area in square degrees, shrunk by the cosine of the latitude; longitudes are unwrapped first."""
    unwrapped = [ring[0]]
    for x, y in ring[1:]:
        last = unwrapped[-1][0]
        unwrapped.append((last + (x - last + 180.0) % 360.0 - 180.0, y))
    doubled = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(unwrapped, unwrapped[1:]))
    return abs(doubled) / 2.0 * math.cos(math.radians(sum(y for _, y in ring) / len(ring)))


def simplified(points):
    """Douglas-Peucker that keeps both ends; iterative, because coasts are long."""
    keep = [False] * len(points)
    keep[0] = keep[-1] = True
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        (x0, y0), (x1, y1) = points[first], points[last]
        dx, dy = x1 - x0, y1 - y0
        length = math.hypot(dx, dy)
        worst, at = TOLERANCE, None
        for index in range(first + 1, last):
            x, y = points[index]
            if length > 0.0:
                along = max(0.0, min(1.0, ((x - x0) * dx + (y - y0) * dy) / (length * length)))
                distance = math.hypot(x - x0 - along * dx, y - y0 - along * dy)
            else:
                distance = math.hypot(x - x0, y - y0)
            if distance > worst:
                worst, at = distance, index
        if at is not None:
            keep[at] = True
            stack += [(first, at), (at, last)]
    return [p for p, kept in zip(points, keep) if kept]


def quantised(points):
    result = []
    for x, y in points:
        point = (round(x / QUANTUM), round(y / QUANTUM))
        if not result or result[-1] != point:
            result.append(point)
    return result if len(result) > 1 else result * 2


def encoded(points):
    """The usual polyline text: zigzag differences in groups of five bits, from '?' on."""
    text = []
    x = y = 0
    for px, py in points:
        for value in (px - x, py - y):
            value = ~(value << 1) if value < 0 else value << 1
            while value >= 0x20:
                text.append(chr((0x20 | (value & 0x1F)) + 63))
                value >>= 5
            text.append(chr(value + 63))
        x, y = px, py
    return "".join(text)


def split_by_box(points, box):
    """The runs of a line inside and outside a box, as (inside, points); neighbours share their joint."""
    west, south, east, north = box
    runs = []
    for p0, p1 in zip(points, points[1:]):
        x, y = (p0[0] + p1[0]) / 2.0, (p0[1] + p1[1]) / 2.0
        inside = west <= x <= east and south <= y <= north
        if runs and runs[-1][0] == inside:
            runs[-1][1].append(p1)
        else:
            runs.append((inside, [p0, p1]))
    return runs


def apply_moves(topology, policy):
    """Hand whole rings from one country to another; returns the arcs of the rings moved."""
    moved = set()
    for move in policy["moved_rings"]:
        source, target = topology.countries[move["from"]], topology.countries[move["to"]]
        hits = [p for p in source if contains(topology.ring(p[0]), *move["at"])]
        if len(hits) != 1:
            raise SystemExit(f"{move['name']}: {len(hits)} rings of {move['from']} hold {move['at']}, expected 1")
        source.remove(hits[0])
        target.append(hits[0])
        moved |= {i if i >= 0 else ~i for i in hits[0][0]}
    return moved


def owners_by_arc(countries):
    owners = {}
    for name, parts in countries.items():
        for part in parts:
            for ring in part:
                for index in ring:
                    owners.setdefault(index if index >= 0 else ~index, []).append(name)
    return owners


class Output:
    """Arcs in the order of first use, and the records that point at them."""

    def __init__(self, topology):
        self.topology = topology
        self.number = {}
        self.arcs = []
        self.records = []

    def index(self, arc):
        base = arc if arc >= 0 else ~arc
        if base not in self.number:
            self.number[base] = self.add(self.topology.arcs[base])
        return self.number[base] if arc >= 0 else ~self.number[base]

    def add(self, points):
        self.arcs.append(encoded(quantised(simplified(points))))
        return len(self.arcs) - 1

    def ring(self, indices):
        return " ".join(str(self.index(i)) for i in indices)


def add_borders(out, topology, policy, moved):
    # The border between former and present owner of a moved ring has one owner now, and so is no border.
    dashed_rules = [(frozenset(rule["between"]), rule) for rule in policy["dashed_borders"]]
    for arc, names in sorted(owners_by_arc(topology.countries).items()):
        pair = frozenset(names)
        if arc in moved and len(names) > 1 and len(pair) == 1:
            rule = next(r for between, r in dashed_rules if r.get("inside_moved_ring") and pair <= between)
            out.records.append(f"disputed {out.index(arc)} 0 {rule['name']}")
            continue
        if len(pair) < 2:
            continue
        rules = [r for between, r in dashed_rules if between == pair and not r.get("inside_moved_ring")]
        if not rules:
            out.records.append(f"border {out.index(arc)}")
        elif "within" not in rules[0]:
            out.records.append(f"disputed {out.index(arc)} 0 {rules[0]['name']}")
        else:
            add_partly_dashed(out, topology.arcs[arc], rules)


def add_partly_dashed(out, points, rules):
    rest = [points]
    for rule in rules:
        outside = []
        for line in rest:
            for inside, run in split_by_box(line, rule["within"]):
                if inside:
                    out.records.append(f"disputed {out.add(run)} 0 {rule['name']}")
                else:
                    outside.append(run)
        rest = outside
    for run in rest:
        out.records.append(f"border {out.add(run)}")


def add_disputed_lines(out, path, policy):
    for feature in json.loads(pathlib.Path(path).read_text())["features"]:
        geometry = feature["geometry"]
        lines = geometry["coordinates"]
        for line in [lines] if geometry["type"] == "LineString" else lines:
            hit = next((d for d in policy["disputed_lines"]
                        if math.dist(d["at"], line[0][:2]) < 0.08), {"name": policy["disputed_lines_elsewhere"]})
            out.records.append(
                f"disputed {out.add([p[:2] for p in line])} {hit.get('last_year', 0)} {hit['name']}")


def add_lakes(out, path):
    for feature in json.loads(pathlib.Path(path).read_text())["features"]:
        if "Aral" in (feature["properties"].get("name") or ""):
            continue  # the outline is that of 1960
        geometry = feature["geometry"]
        parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        for part in parts:
            if area([p[:2] for p in part[0]]) >= SMALLEST_LAKE:
                out.records.append(f"lake {out.add([p[:2] for p in part[0]])}")


def add_countries(out, topology, policy):
    for name, parts in sorted(topology.countries.items()):
        if name in policy["unnamed"]:
            continue
        rings = sorted((p[0] for p in parts), key=lambda r: -area(topology.ring(r)))
        rings = [r for r in rings[:3] if area(topology.ring(r)) >= SMALLEST_COUNTRY_RING]
        label = policy["names"].get(name, name)
        label += "|" + policy["names_de"][label] if label in policy["names_de"] else ""
        for ring in rings:
            if max(y for _, y in topology.ring(ring)) > SOUTHERN_LIMIT:
                out.records.append(f"country {out.ring(ring)} {label}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--countries", required=True)
    parser.add_argument("--disputed", required=True)
    parser.add_argument("--lakes", help="optional lakes as GeoJSON; the Caspian is a hole in the land already")
    parser.add_argument("--policy", default=pathlib.Path(__file__).with_name("policy_un.json"))
    parser.add_argument("-o", "--output", required=True)
    arguments = parser.parse_args()

    policy = json.loads(pathlib.Path(arguments.policy).read_text())
    topology = Topology(arguments.countries)
    moved = apply_moves(topology, policy)
    out = Output(topology)
    for ring in topology.land:
        points = topology.ring(ring)
        if max(y for _, y in points) > SOUTHERN_LIMIT and area(points) >= SMALLEST_RING:
            out.records.append(f"land {out.ring(ring)}")
    add_borders(out, topology, policy, moved)
    add_disputed_lines(out, arguments.disputed, policy)
    if arguments.lakes:
        add_lakes(out, arguments.lakes)
    add_countries(out, topology, policy)

    head = ["korridor-basemap 1", "source Natural Earth 1:50m, public domain", f"policy {policy['name']}",
            f"note {policy['note']}", f"quantum {QUANTUM}"]
    text = "\n".join(head + [f"arc {a}" for a in out.arcs] + out.records) + "\n"
    pathlib.Path(arguments.output).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
