// What stands behind an answer: the programme that was solved, with its duals, for questions asked
// afterwards.
#pragma once

#include <optional>

#include "korridor/model/instance.hpp"
#include "korridor/solve/equilibrium.hpp"

namespace korridor::study {

/// `equilibrium` refers to `instance`: the two are neither copied nor moved.
struct Inside {
  Inside() = default;
  Inside(Inside const&) = delete;
  Inside& operator=(Inside const&) = delete;
  ~Inside() = default;

  model::Instance instance;
  std::optional<solve::Equilibrium> equilibrium;
};

} // namespace korridor::study
