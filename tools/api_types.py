#!/usr/bin/env python3
"""Writes the C++ types of requests from docs/openapi.yaml to standard output.

A schema that says `additionalProperties: false` is something that we read: it becomes a struct and a strict reader. All
others are answers, which are made by hand and checked against their schemas by tests. Needs Debian's python3-yaml.
"""
import pathlib
import re
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Schema -> the type that a lower layer has for it: only a reader is written.
OURS = {"Case": "model::CaseText"}
# Property -> member, where C++ keeps the name to itself.
MEMBERS = {"case": "what"}

HEAD = """// Types of requests and their strict readers; written by tools/api_types.py from docs/openapi.yaml, not by hand.
#pragma once

#include <array>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "korridor/model/case_text.hpp"
#include "korridor/serve/json_input.hpp"

namespace korridor::serve {
"""


def snake(name):
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def camel(name):
    return "".join(word.capitalize() for word in name.split("_"))


def target(reference):
    return reference.rsplit("/", 1)[-1]


class Field:
    """A property as a member: its type, its first value, and the expression that reads it from `it`."""

    def __init__(self, schema_name, name, schema):
        self.name, self.member, self.first, self.words = name, MEMBERS.get(name, name), "", None
        kind = schema.get("type")
        if "$ref" in schema:
            self.type = OURS.get(target(schema["$ref"]), target(schema["$ref"]))
            self.reader = f"read_{snake(target(schema['$ref']))}(*it)"
        elif kind == "array":
            self.read_list(schema_name, schema["items"])
        else:
            self.type, self.reader = self.scalar(schema_name, schema, "it->")
        if "default" in schema:
            value = schema["default"]
            text = {bool: str(value).lower(), str: f'"{value}"'}.get(type(value), str(value))
            if self.words:
                text = f"{self.type}::{value}"
            elif kind == "number":
                text = repr(float(value))
            self.first = f" = {text}"
        elif self.type in ("bool", "int", "double"):
            self.first = " = {}"
        elif self.words and kind != "array":
            self.first = f" = {self.type}::{self.words[0]}"

    def scalar(self, schema_name, schema, spot):
        kind = schema.get("type")
        if "enum" in schema and kind == "string":
            self.words = schema["enum"]
            self.enum = schema_name.removesuffix("Request") + camel(self.name.removesuffix("s"))
            return self.enum, f"static_cast<{self.enum}>({spot}choice(k{self.enum}Words))"
        if kind == "string":
            return "std::string", f"{spot}text()"
        if kind == "boolean":
            return "bool", f"{spot}flag()"
        if kind == "integer":
            least, most = (min(schema["enum"]), max(schema["enum"])) if "enum" in schema else (
                schema.get("minimum"), schema.get("maximum"))
            limits = [str(least) if least is not None else "std::numeric_limits<int>::min()",
                      str(most) if most is not None else "std::numeric_limits<int>::max()"]
            return "int", f"{spot}integer({', '.join(limits)})"
        if kind == "number":
            limits = [repr(float(schema[key])) if key in schema else f"{sign}std::numeric_limits<double>::max()"
                      for key, sign in (("minimum", "-"), ("maximum", ""))]
            return "double", f"{spot}number({', '.join(limits)})"
        sys.exit(f"api_types: {schema_name}.{self.name}: a type that this script does not know: {schema}")

    def read_list(self, schema_name, items):
        inner, reader = self.scalar(schema_name, items, "one.")
        self.type = f"std::vector<{inner}>"
        self.reader = "it->texts()" if inner == "std::string" else None
        self.each = reader


def write(name, schema):
    fields = [Field(name, key, value) for key, value in schema["properties"].items()]
    type_name = OURS.get(name, name)
    out = []
    for field in fields:
        if field.words:
            words = ", ".join(field.words)
            quoted = ", ".join(f'"{word}"' for word in field.words)
            out += [f"enum class {field.enum} {{ {words} }};",
                    f"inline constexpr std::array<std::string_view, {len(field.words)}> k{field.enum}Words{{{quoted}}};", ""]
    if name not in OURS:
        if "description" in schema:
            out.append(f"/// {schema['description']}")
        out.append(f"struct {name} {{")
        for field, (_, described) in zip(fields, schema["properties"].items()):
            note = f" ///< {described['description']}" if "description" in described else ""
            out.append(f"  {field.type} {field.member}{field.first};{note}")
        out += ["};", ""]
    known = ", ".join(f'"{field.name}"' for field in fields)
    required = ", ".join(f'"{key}"' for key in schema.get("required", []))
    out += [f"[[nodiscard]] inline {type_name} read_{snake(name)}(JsonSpot const& at) {{", f"  {type_name} out;",
            f"  if (!at.is_object({{{known}}}, {{{required}}})) return out;"]
    for field in fields:
        out.append(f'  if (auto const it = at.find("{field.name}")) ' +
                   (f"out.{field.member} = {field.reader};" if field.reader else "{"))
        if not field.reader:
            out += ["    for (JsonSpot const& one : it->items())", f"      out.{field.member}.push_back({field.each});", "  }"]
    return out + ["  return out;", "}", ""]


def main():
    schemas = yaml.safe_load((ROOT / "docs" / "openapi.yaml").read_text(encoding="utf-8"))["components"]["schemas"]
    lines = [HEAD]
    for name, schema in schemas.items():
        if schema.get("additionalProperties") is False:
            lines += write(name, schema)
    print("\n".join(lines + ["} // namespace korridor::serve"]))


if __name__ == "__main__":
    main()
