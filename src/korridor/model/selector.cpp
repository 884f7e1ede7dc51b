// Reading selector cells and picking what they name.
#include "korridor/model/selector.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "korridor/core/text.hpp"
#include "korridor/model/schema.hpp"

namespace korridor::model {

SelectorItems parse_selector(std::string_view cell) {
  SelectorItems parsed;
  for (std::string_view const item : split_list(cell)) {
    SelectorItem read{item, false, false};
    if (read.name.front() == '!') {
      read.excluded = true;
      read.name = trimmed(read.name.substr(1));
    }
    if (read.name.empty() || read.name.front() == '!') {
      parsed.fault = std::string(item);
      return parsed;
    }
    read.glob = read.name.find('*') != std::string_view::npos;
    parsed.items.push_back(read);
  }
  return parsed;
}

bool glob_matches(std::string_view pattern, std::string_view text) {
  // On a mismatch the last "*" takes one more character: linear memory, no recursion.
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t taken = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      taken = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++taken;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

bool Picked::matches(int position) const {
  if (position == kNone) {
    return !any_wanted;
  }
  auto const at = static_cast<std::size_t>(position);
  return (!any_wanted || wanted[at]) && !unwanted[at];
}

bool Picked::matches(std::vector<int> const& positions) const {
  bool found = !any_wanted;
  for (int const position : positions) {
    auto const at = static_cast<std::size_t>(position);
    if (unwanted[at]) {
      return false;
    }
    found = found || wanted[at];
  }
  return found;
}

Mask Picked::mask() const {
  Mask mask;
  mask.none = !any_wanted;
  mask.in.resize(wanted.size());
  for (std::size_t position = 0; position < wanted.size(); ++position) {
    mask.in[position] = (!any_wanted || wanted[position]) && !unwanted[position];
  }
  return mask;
}

Vocabulary::Vocabulary(std::string noun, std::vector<std::string> names, std::vector<Group> groups)
    : noun_(std::move(noun)), names_(std::move(names)), groups_(std::move(groups)) {}

int Vocabulary::find(std::string_view name) const {
  auto const at = std::lower_bound(names_.begin(), names_.end(), name);
  return at != names_.end() && *at == name ? static_cast<int>(at - names_.begin()) : kNone;
}

std::string Vocabulary::suggest(std::string_view name) const {
  std::vector<std::string_view> known(names_.begin(), names_.end());
  for (Group const& group : groups_) {
    known.emplace_back(group.name);
  }
  return did_you_mean(nearest(name, known), "write the id of a " + noun_ + " of this model");
}

bool Vocabulary::pick_item(SelectorItem const& item, Picked& picked) const {
  std::vector<bool>& into = item.excluded ? picked.unwanted : picked.wanted;
  bool found = false;
  if (item.glob) {
    for (std::size_t position = 0; position < names_.size(); ++position) {
      if (glob_matches(item.name, names_[position])) {
        into[position] = true;
        found = true;
      }
    }
    return found;
  }
  if (int const position = find(item.name); position != kNone) {
    into[static_cast<std::size_t>(position)] = true;
    found = true;
  }
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    if (groups_[g].name == item.name) {
      for (int const position : groups_[g].positions) {
        into[static_cast<std::size_t>(position)] = true;
      }
      picked.groups.push_back(static_cast<int>(g));
      found = true;
    }
  }
  return found;
}

Picked Vocabulary::pick_all(std::string_view cell, std::vector<PickFault>& faults) const {
  Picked picked;
  picked.wanted.resize(names_.size());
  picked.unwanted.resize(names_.size());
  if (cell.empty()) {
    return picked;
  }
  SelectorItems const parsed = parse_selector(cell);
  if (parsed.fault) {
    faults.push_back(
        {*parsed.fault, "is not a selector item", "write an id, a group, a bloc, !item or glob*", "E901"});
  }
  for (SelectorItem const& item : parsed.items) {
    picked.any_wanted = picked.any_wanted || !item.excluded;
    if (pick_item(item, picked)) {
      continue;
    }
    if (item.glob) {
      faults.push_back(
          {std::string(item.name), "fits no " + noun_, "widen the pattern or leave the item out", "E902"});
    } else {
      faults.push_back({std::string(item.name), "is no known " + noun_, suggest(item.name), "E902"});
    }
  }
  return picked;
}

std::optional<MeasureCells> parse_selector_text(std::string_view text, Findings& findings,
                                                std::string const& file) {
  MeasureCells cells;
  bool sound = true;
  auto const fault = [&](std::string_view value, std::string message, std::string remedy) {
    findings.error("E903", file, 0, {}, std::string(value), std::move(message), std::move(remedy));
    sound = false;
  };
  std::vector<std::string_view> keys;
  for (Attribute const& attribute : find_table("measure")->attributes) {
    keys.push_back(attribute.name);
  }
  while (!(text = trimmed(text)).empty()) {
    std::string_view const word = text.substr(0, text.find_first_of(" \t\r\n"));
    text.remove_prefix(word.size());
    std::size_t const equals = word.find('=');
    std::string_view const key = word.substr(0, equals);
    if (equals == std::string_view::npos) {
      fault(word, "is not a selector", "write key=value, such as commodity=crude");
    } else if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
      fault(key, "is no column of measure.csv",
            did_you_mean(nearest(key, keys), "write a selector such as commodity, origin or destination"));
    } else if (equals + 1 == word.size()) {
      fault(word, "has no value", "write one, or leave the selector out");
    } else if (!cells.emplace(std::string(key), std::string(word.substr(equals + 1))).second) {
      fault(word, "is given twice", "join the items with ';'");
    }
  }
  return sound ? std::optional<MeasureCells>{std::move(cells)} : std::nullopt;
}

} // namespace korridor::model
