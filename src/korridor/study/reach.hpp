// Where goods can come: from production over links, re-export and processes, as the programme's columns
// allow.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "korridor/solve/equilibrium.hpp"

namespace korridor::study {

/// Steps from state (merged class, node) to state. The equilibrium and its instance must outlive it.
class Reach {
public:
  Reach(model::Instance const& instance, solve::Equilibrium const& equilibrium);

  [[nodiscard]] int state(int merged, int node) const;
  /// Whether any flow touches the state.
  [[nodiscard]] bool used(int state) const { return used_[static_cast<std::size_t>(state)]; }
  /// States that goods of one origin and provenance can come to. What a process makes keeps theirs, or is a
  /// source of its own.
  [[nodiscard]] std::vector<bool> const& from(int origin, int via);

private:
  [[nodiscard]] std::vector<bool> follow(int origin, int via) const;
  void add_output(solve::Column const& column, bool flows);
  void add(int from, int to, int actor, bool flows);

  model::Instance const& instance_;
  std::vector<std::vector<std::pair<int, int>>> steps_; ///< [state] (state, re-exporting actor)
  std::vector<std::pair<int, int>> sources_;            ///< (state, actor whose goods start there)
  std::vector<bool> used_;
  std::map<std::pair<int, int>, std::vector<bool>> reached_;
};

} // namespace korridor::study
