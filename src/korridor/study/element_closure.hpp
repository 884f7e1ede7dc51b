// The closure of one element of a case: the measure that says so, and the places that it shuts.
#pragma once

#include <optional>
#include <vector>

#include "korridor/model/case.hpp"
#include "korridor/solve/closure.hpp"
#include "korridor/study/rank.hpp"

namespace korridor::study {

/// Reads closures of links, nodes and controllers as a case of the folder would hold them. Closures of links
/// differ by the link alone, those of nodes by the node alone, so that one of each is read from the tables.
class ElementClosures {
public:
  /// All must outlive this. `base` is the instance of the case; `commodity` narrows closures; empty: none.
  ElementClosures(model::Folder const& folder, model::Case const& what, model::Instance const& base,
                  std::string commodity);

  /// Nothing where the case with the closure is at fault; then `findings` has the errors. Safe to call from
  /// several threads.
  [[nodiscard]] std::optional<model::Measure> of(RankElement const& element, Findings& findings) const;
  /// What such a closure shuts.
  [[nodiscard]] solve::Closure places(model::Measure const& closure) const;

private:
  [[nodiscard]] std::optional<model::Measure> read(RankElement const& element, Findings& findings) const;

  model::Folder const& folder_;
  model::Case const& what_;
  model::Instance const& base_;
  std::string commodity_;
  std::vector<std::vector<int>> links_at_;          ///< [node] that touch it
  std::optional<model::Measure> of_link_, of_node_; ///< of the first link and node, naming none
};

} // namespace korridor::study
