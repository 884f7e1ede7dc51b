// Selector cells: items by ";", each an id, a group, a bloc, "!item" or "glob*" (rules.md 4).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "korridor/core/findings.hpp"
#include "korridor/model/case.hpp"
#include "korridor/model/instance.hpp"

namespace korridor::model {

/// One item of a cell. A glob has "*" in it, which stands for any text.
struct SelectorItem {
  std::string_view name;
  bool excluded = false; ///< written with "!"
  bool glob = false;
};

/// A cell as items. A fault names the item that cannot be read.
struct SelectorItems {
  std::vector<SelectorItem> items;
  std::optional<std::string> fault; ///< an item such as "!" or "!!RUS"
};

[[nodiscard]] SelectorItems parse_selector(std::string_view cell);

/// Whether a text fits a pattern in which "*" stands for any text.
[[nodiscard]] bool glob_matches(std::string_view pattern, std::string_view text);

/// A cell resolved against a vocabulary: any of the wanted (if none is written, everything) less all
/// unwanted.
struct Picked {
  bool any_wanted = false;
  std::vector<bool> wanted;
  std::vector<bool> unwanted;
  std::vector<int> groups; ///< groups that items named, by their position in Vocabulary::groups

  /// A thing without the attribute (kNone) matches only cells without wanted items.
  [[nodiscard]] bool matches(int position) const;
  /// A thing with several values of the attribute: one is wanted, none is unwanted.
  [[nodiscard]] bool matches(std::vector<int> const& positions) const;
  [[nodiscard]] Mask mask() const;
};

/// Several things under one name: the members of a bloc, the commodities of a group.
struct Group {
  std::string name;
  std::vector<int> positions;
};

/// The names that items of one attribute may use.
class Vocabulary {
public:
  Vocabulary() = default;
  /// `noun` is for messages ("link"); `names` are sorted and their order gives the positions.
  Vocabulary(std::string noun, std::vector<std::string> names, std::vector<Group> groups = {});

  [[nodiscard]] int size() const { return static_cast<int>(names_.size()); }
  [[nodiscard]] std::string const& name(int position) const {
    return names_[static_cast<std::size_t>(position)];
  }
  [[nodiscard]] std::string const& noun() const { return noun_; }
  [[nodiscard]] Group const& group(int position) const { return groups_[static_cast<std::size_t>(position)]; }
  /// Position of a name, kNone when there is no such name.
  [[nodiscard]] int find(std::string_view name) const;
  /// "did you mean 'btc'?", or what to do when nothing is near.
  [[nodiscard]] std::string suggest(std::string_view name) const;

  /// A cell resolved; what cannot be is told to `fault(item, message, remedy, code)`.
  template <typename OnFault>
  [[nodiscard]] Picked pick(std::string_view cell, OnFault&& fault) const;

private:
  struct PickFault {
    std::string item;
    std::string message;
    std::string remedy;
    std::string code;
  };
  [[nodiscard]] Picked pick_all(std::string_view cell, std::vector<PickFault>& faults) const;
  [[nodiscard]] bool pick_item(SelectorItem const& item, Picked& picked) const;

  std::string noun_;
  std::vector<std::string> names_;
  std::vector<Group> groups_;
};

template <typename OnFault>
Picked Vocabulary::pick(std::string_view cell, OnFault&& fault) const {
  std::vector<PickFault> faults;
  Picked picked = pick_all(cell, faults);
  for (PickFault const& found : faults) {
    fault(found.item, found.message, found.remedy, found.code);
  }
  return picked;
}

/// "commodity=crude origin=RUS destination=EUU" as cells of measure.csv; every key is a column of that table.
/// Faults are told as of `file`, such as "command line".
[[nodiscard]] std::optional<MeasureCells> parse_selector_text(std::string_view text, Findings& findings,
                                                              std::string const& file = "command line");

} // namespace korridor::model
