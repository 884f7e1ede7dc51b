// `korridor assign`: a folder's fixed demand on a congested network, answered and checked.
#pragma once

#include <optional>
#include <vector>

#include "korridor/core/findings.hpp"
#include "korridor/model/assigned.hpp"
#include "korridor/model/case.hpp"
#include "korridor/study/answer.hpp"

namespace korridor::study {

struct AssignRequest {
  bool user = true;    ///< the user equilibrium
  bool system = false; ///< the system optimum
  double gap = 1e-6;
  double time_limit = 0.0; ///< seconds of processor time for each; 0: none
};

/// A link's direction or a node at one optimum.
struct AssignedLoad {
  double flow = 0.0;        ///< capacity units per period (the commodity's own when the element names none)
  double utilization = 0.0; ///< flow / capacity, which may exceed 1; 0 without a capacity
  double delay = 0.0;       ///< days, with waiting
  double toll = 0.0;        ///< what one more capacity unit costs the others by waiting, money
};

struct AssignedElement {
  int link = model::kNone; ///< kNone: a node
  bool forward = true;
  int node = model::kNone;
  double capacity = model::kInfinity; ///< with factors and expansions in force
  double free_delay = 0.0;            ///< days where nothing passes
  bool slows = false;                 ///< delay grows with flow; else capacity is no limit either
};

/// Flow of one commodity and origin over one direction of a link (only positive ones).
struct AssignedFlow {
  int link = model::kNone;
  bool forward = true;
  int commodity = model::kNone;
  int origin = model::kNone;
  double flow = 0.0; ///< units per period
};

struct AssignedOptimum {
  model::Optimum optimum = model::Optimum::user;
  Status status = Status::optimal;
  model::AssignmentCertificate certificate;
  int rounds = 0;
  std::size_t way_count = 0;
  std::vector<AssignedLoad> loads; ///< [element]
  std::vector<AssignedFlow> flows; ///< by link, direction, commodity, origin
  std::vector<double> unserved;    ///< [demand]
};

struct AssignAnswer {
  model::Instance instance;
  double gap = 0.0;                      ///< demanded
  std::vector<AssignedElement> elements; ///< every direction of a link, then nodes where delay grows
  std::vector<AssignedOptimum> optima;   ///< those asked for, user first
  std::size_t pair_count = 0;
  std::size_t class_count = 0;
  double seconds = 0.0; ///< processor time of build, solve and check

  /// Total cost of the user equilibrium over that of the system optimum; nothing unless both were asked for
  /// and something was carried.
  [[nodiscard]] std::optional<double> price_of_anarchy() const;
};

/// Nothing when the input is at fault or asks for what an assignment cannot do: then `findings` has errors.
[[nodiscard]] std::optional<AssignAnswer> assign(model::Folder const& folder, model::Case const& what,
                                                 AssignRequest const& request, Findings& findings);

} // namespace korridor::study
