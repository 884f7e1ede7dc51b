#!/usr/bin/env python3
"""Writes the C++ header of the pictures' style from assets/style.json to standard output.

A key "//" is the comment of its section, "//name" that of the value `name`, which C++ calls kName. Strings become
string views, numbers doubles, but positions of classes (names that end in Class) sizes; lists become arrays.
"""
import json
import pathlib
import sys

SOURCE = pathlib.Path(__file__).resolve().parent.parent / "assets" / "style.json"
CLASS_FIELDS = ("from", "colour", "outline", "label")

HEAD = """// {about}
// Written by tools/style_header.py from assets/style.json, which the browser reads too. Do not edit.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace korridor::draw::style {{

/// One class of a colour scale: values from `from` on, up to the next class.
struct ColourClass {{
  double from;
  std::string_view colour;
  std::string_view outline; ///< a darker line, so that pale fills keep 3:1 on land
  std::string_view label;
}};
"""


def constant(name):
    return "k" + name[0].upper() + name[1:]


def text(value):
    return json.dumps(value, ensure_ascii=False)


def colour_class(fields):
    if tuple(fields) != CLASS_FIELDS:
        raise ValueError(f"a colour class has {CLASS_FIELDS}, not {tuple(fields)}")
    return f"    {{{float(fields['from'])}, " + ", ".join(text(fields[name]) for name in CLASS_FIELDS[1:]) + "},"


def definition(name, value):
    """The lines that define one value; laid out as clang-format leaves them."""
    if isinstance(value, str):
        return [f"inline constexpr std::string_view {constant(name)} = {text(value)};"]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if name.endswith("Class"):
            return [f"inline constexpr std::size_t {constant(name)} = {int(value)};"]
        return [f"inline constexpr double {constant(name)} = {float(value)};"]
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        head = f"inline constexpr std::array<ColourClass, {len(value)}> {constant(name)}{{{{"
        return [head, *(colour_class(item) for item in value), "}};"]
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        items = ", ".join(text(item) for item in value)
        return [f"inline constexpr std::array<std::string_view, {len(value)}> {constant(name)}{{{items}}};"]
    raise ValueError(f"{name}: neither text, number, list of texts nor list of colour classes")


def header(style):
    lines = HEAD.format(about=style["//"]).split("\n")
    for section in (value for name, value in style.items() if name != "//"):
        lines.append(f"// {section['//']}")
        for name, value in section.items():
            if name.startswith("//"):
                continue
            if f"//{name}" in section:
                lines.append(f"/// {section[f'//{name}']}")
            lines.extend(definition(name, value))
        lines.append("")
    return "\n".join([*lines, "} // namespace korridor::draw::style", ""])


if __name__ == "__main__":
    sys.stdout.write(header(json.loads(SOURCE.read_text(encoding="utf-8"))))
