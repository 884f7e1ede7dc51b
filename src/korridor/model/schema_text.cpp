// The attribute table for people: aligned text for a terminal, Markdown for the docs.
#include <algorithm>

#include "korridor/core/text.hpp"
#include "korridor/model/schema.hpp"

namespace korridor::model {

namespace {

constexpr std::size_t kTextWidth = 110;

std::string joined(std::string_view list, std::string_view separator) {
  std::string out;
  for (std::string_view const item : split_list(list)) {
    if (!out.empty()) out += separator;
    out += item;
  }
  return out;
}

std::string with_suffix(TableSchema const& table) {
  return std::string(table.name) + (table.name == "korridor" ? ".toml" : ".csv");
}

// "number 0 to 1, pure number", "ids of actor", "one of day, week".
std::string type_text(Attribute const& attribute) {
  std::string out(to_text(attribute.type));
  if (!attribute.references.empty()) out += ' ' + joined(attribute.references, " or ");
  if (attribute.type == CellType::choice) out += ' ' + joined(attribute.choices, ", ");
  std::string const range = attribute.range.text();
  if (!range.empty()) out += ", " + range;
  return out;
}

std::string unit_text(Attribute const& attribute) {
  std::string out(to_text(attribute.dimension));
  if (!attribute.unit_column.empty()) out += ", or " + std::string(attribute.unit_column);
  return out;
}

std::string default_text(Attribute const& attribute) {
  if (attribute.required == Required::cell) return "required";
  if (attribute.required == Required::column) return "column required";
  return std::string(attribute.default_text);
}

std::string use_text(Use use) {
  switch (use) {
  case Use::used:
    return "";
  case Use::kept:
    return "kept, moves no answer";
  case Use::replay:
    return "matters over several periods only";
  case Use::assign:
    return "for assign alone";
  case Use::refused:
    return "refused: not worked yet";
  }
  return "";
}

std::string meaning_text(TableSchema const& table) {
  std::string out(table.meaning);
  std::string const use = use_text(table.use);
  if (!use.empty()) out += " (" + use + ")";
  return out;
}

// Words of a paragraph on lines of at most `width` characters.
std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  for (std::string_view const word : split(text, ' ')) {
    if (!lines.back().empty() && lines.back().size() + 1 + word.size() > width) lines.emplace_back();
    if (!lines.back().empty()) lines.back() += ' ';
    lines.back() += word;
  }
  return lines;
}

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

std::string table_text(TableSchema const& table) {
  std::size_t name_width = 0;
  std::size_t default_width = 0;
  for (Attribute const& attribute : table.attributes) {
    name_width = std::max(name_width, attribute.name.size());
    default_width = std::max(default_width, default_text(attribute).size());
  }
  std::string out = with_suffix(table) + "  " + meaning_text(table) + '\n';
  std::size_t const indent = 2 + name_width + 2 + default_width + 2;
  for (Attribute const& attribute : table.attributes) {
    std::string description = std::string(attribute.meaning) + " [" + type_text(attribute);
    std::string const unit = unit_text(attribute);
    if (!unit.empty()) description += "; " + unit;
    description += ']';
    std::string const use = use_text(attribute.use);
    if (!use.empty() && attribute.use != table.use) description += " (" + use + ")";
    out += "  " + padded(std::string(attribute.name), name_width + 2) +
           padded(default_text(attribute), default_width + 2);
    std::size_t const width = kTextWidth > indent + 30 ? kTextWidth - indent : 30;
    std::string between;
    for (std::string const& line : wrapped(description, width)) {
      out += between + line;
      between = '\n' + std::string(indent, ' ');
    }
    out += '\n';
  }
  return out;
}

std::string escaped(std::string text) {
  for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2))
    text.insert(at, "\\");
  return text;
}

std::string table_markdown(TableSchema const& table) {
  std::string out = "\n## " + with_suffix(table) + "\n\n" + meaning_text(table) + ".\n\n";
  if (split_list(table.key).size() > 1) out += "Occurs once: " + joined(table.key, ", ") + ".\n\n";
  out += "| column | type | unit | default | meaning |\n|---|---|---|---|---|\n";
  for (Attribute const& attribute : table.attributes) {
    std::string meaning(attribute.meaning);
    std::string const use = use_text(attribute.use);
    if (!use.empty() && attribute.use != table.use) meaning += " (" + use + ")";
    out += "| `" + std::string(attribute.name) + "` | " + escaped(type_text(attribute)) + " | " +
           unit_text(attribute) + " | " + default_text(attribute) + " | " + escaped(meaning) + " |\n";
  }
  return out;
}

} // namespace

std::string schema_text(std::string_view table) {
  if (table == settings_schema().name) return table_text(settings_schema());
  std::string out = table.empty() ? table_text(settings_schema()) : "";
  for (TableSchema const& schema : all_tables()) {
    if (!table.empty() && schema.name != table) continue;
    if (!out.empty()) out += '\n';
    out += table_text(schema);
  }
  return out;
}

std::string schema_markdown() {
  std::string out =
      "# The model folder\n\n"
      "Made from the program's attribute table by `korridor schema --markdown`; do not edit.\n\n"
      "A model is a folder with `korridor.toml` and one CSV file per table: UTF-8, a header row, cells "
      "quoted where they hold a\ncomma, a quote or a line end, lists inside a cell by `;`. A column at its "
      "default may be left out. Amounts are in the\ncommodity's unit, rates are per period of the model, "
      "money is the model's currency, unless a unit column of the row says\notherwise; units convert "
      "once, on reading. Dates are ISO 8601: `2023-05-17`, or `2023-05` and `2023` for the first day,\n"
      "in an end column for the last.\n\n"
      "Selectors: items by `;` mean any of them, columns mean all of them; an item is an id, a group, a "
      "bloc (its members),\n`!item` (not), or a pattern with `*`; an empty cell means everything.\n\n"
      "Supply and demand rows without an id of their own are named `node_id.commodity_id`, further rows "
      "of the same place `.2`,\n`.3`, in the order of the file.\n\n"
      "[faults.md](faults.md) lists what can be wrong with a folder and what to do.\n";
  out += table_markdown(settings_schema());
  for (TableSchema const& schema : all_tables()) out += table_markdown(schema);
  return out;
}

} // namespace korridor::model
