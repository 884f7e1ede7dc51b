// Reading statements and pairing those that contradict each other.
#include "korridor/model/evidence.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include "korridor/core/text.hpp"
#include "korridor/model/schema.hpp"

namespace korridor::model {

namespace {

std::vector<std::string> items_of(std::string_view cell) {
  std::vector<std::string> out;
  for (std::string_view const item : split_list(cell)) out.emplace_back(item);
  return out;
}

bool holds(std::vector<std::string> const& items, std::string_view wanted) {
  return std::find(items.begin(), items.end(), wanted) != items.end();
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

} // namespace

Evidence::Evidence(Folder const& folder) {
  Table const* const table = folder.find("evidence");
  if (table == nullptr) return;
  for (Row const& row : table->rows) {
    auto const text = [&](std::string_view column) { return std::string(trimmed(table->cell(row, column))); };
    Statement it;
    it.id = text("evidence_id");
    it.source = text("source");
    it.published = text("published");
    it.speaker = text("speaker");
    it.about = items_of(table->cell(row, "about"));
    it.kind = text("kind");
    it.statement = text("statement");
    it.quantity = text("quantity");
    it.unit = text("unit");
    it.period = text("period");
    for (std::string const& item : items_of(table->cell(row, "element"))) {
      it.elements.push_back(item.substr(item.find(':') + 1));
    }
    it.contested_by = items_of(table->cell(row, "contested_by"));
    it.note = text("note");
    it.line = row.line;
    by_id_.emplace(it.id, statements_.size());
    statements_.push_back(std::move(it));
  }
}

Statement const* Evidence::find(std::string_view id) const {
  auto const found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &statements_[found->second];
}

std::vector<Statement const*> Evidence::rivals(Statement const& statement) const {
  std::vector<Statement const*> out;
  for (Statement const& other : statements_) {
    if (holds(statement.contested_by, other.id) || holds(other.contested_by, statement.id)) {
      out.push_back(&other);
    }
  }
  return out;
}

std::vector<Statement const*> Evidence::matching(StatementFilter const& filter) const {
  std::vector<Statement const*> out;
  for (Statement const& it : statements_) {
    bool const wanted =
        (filter.element.empty() || holds(it.elements, filter.element)) &&
        (filter.about.empty() || holds(it.about, filter.about)) &&
        (filter.speaker.empty() || lower(it.speaker).find(lower(filter.speaker)) != std::string::npos) &&
        (!filter.contested || !rivals(it).empty());
    if (wanted) out.push_back(&it);
  }
  return out;
}

std::vector<std::pair<Statement const*, Statement const*>>
Evidence::contested_pairs(StatementFilter const& filter) const {
  std::vector<std::pair<Statement const*, Statement const*>> out;
  std::set<std::pair<Statement const*, Statement const*>> seen;
  for (Statement const* const one : matching(filter)) {
    for (Statement const* const other : rivals(*one)) {
      if (one == other || !seen.insert(std::minmax(one, other)).second) continue;
      out.emplace_back(std::minmax(one, other, [](Statement const* a, Statement const* b) {
        return a->line < b->line; // the order of the file
      }));
    }
  }
  return out;
}

} // namespace korridor::model
