#!/usr/bin/env python3
"""Fails when a layer includes what it must not. Usage: tools/layers.py [ROOT]"""
import pathlib
import re
import sys

# Layer -> the layers it may include, besides itself. The program in apps/ sits on top and leaves opt alone.
MAY_USE = {
    "core": set(),
    "opt": {"core"},
    "model": {"core"},
    "solve": {"core", "opt", "model"},
    "verify": {"core", "model"},
    "study": {"core", "model", "solve", "verify"},
    "io": {"core", "model", "study"},
    "draw": {"core"},
    "report": {"core", "model", "study", "draw"},
    "serve": {"core", "model", "study", "io", "draw", "report"},
}
PROGRAM_MAY_USE = set(MAY_USE) - {"opt"}

# Third-party headers that one layer keeps to itself.
OWNED = {
    "opt": re.compile(r"(coin/)?(Clp|Coin|Osi|Cbc)\w*(\.hpp|\.h)"),
    "draw": re.compile(r"(librsvg/|cairo|glib).*"),
    "report": re.compile(r"sqlite3.*"),
    "serve": re.compile(r"httplib.*"),
}

INCLUDE = re.compile(r'^\s*#\s*include\s*["<]([^">]+)[">]', re.MULTILINE)
OURS = re.compile(r"korridor/(\w+)/")


def violations(path, layer, may_use):
    """Unlawful includes of one source file, as printable lines."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        match = INCLUDE.match(line)
        if not match:
            continue
        header = match.group(1)
        ours = OURS.match(header)
        if ours and ours.group(1) != layer and ours.group(1) not in may_use:
            yield f"{path}:{number}: {layer} may not use {ours.group(1)} ({header})"
        if header.startswith(".") or (match.group(0).rstrip().endswith('"') and not ours and layer in MAY_USE):
            yield f'{path}:{number}: write "korridor/<layer>/<file>.hpp", not "{header}"'
        for owner, pattern in OWNED.items():
            if pattern.fullmatch(header) and layer != owner:
                yield f"{path}:{number}: only {owner} may include {header}"


def check(root):
    """All violations of a source tree."""
    sources = root / "src" / "korridor"
    found = []
    for path in sorted(sources.rglob("*.[hc]pp")):
        layer = path.relative_to(sources).parts[0]
        if layer not in MAY_USE:
            found.append(f"{path}: '{layer}' is no layer; tools/layers.py lists them")
        else:
            found.extend(violations(path, layer, MAY_USE[layer]))
    for path in sorted((root / "apps").rglob("*.[hc]pp")):
        found.extend(violations(path, "apps", PROGRAM_MAY_USE))
    return found


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent)
    found = check(root)
    print("\n".join(found), file=sys.stderr, end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
