// A path programme of one commodity and one origin as a network of whole numbers.
#pragma once

#include <optional>
#include <vector>

#include "korridor/opt/path_program.hpp"
#include "lemon_peer.hpp"

namespace korridor::bench {

struct Scaled {
  WholeNetwork network;
  std::vector<double> cost; ///< [arc of the network] before rounding
  double unit = 1.0;        ///< amount that 1 stands for
};

/// All supply comes from one node, from which what is lacking is also bought at its value. Amounts and costs
/// are multiplied by one power of two, as large as keeps the total cost and every potential inside 62 bits,
/// and rounded. Nothing when the programme has shared resources beyond a capacity for each arc, losses or
/// curves.
[[nodiscard]] std::optional<Scaled> to_whole_network(opt::PathProgram const& program);

} // namespace korridor::bench
