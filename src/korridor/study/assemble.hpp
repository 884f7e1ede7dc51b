// From an equilibrium and its certificate to the answer that reports read.
#pragma once

#include "korridor/solve/price_cap.hpp"
#include "korridor/study/answer.hpp"
#include "korridor/study/engine.hpp"

namespace korridor::study {

/// Fills the rows and totals of `answer`, whose `instance` is the one that `found` was found for.
/// Status, certificate and time are left to the caller.
void assemble(Answer& answer, solve::CappedEquilibrium const& found, SolveOptions const& options);

/// The part of it that tells who gains and loses: totals, flows, supply, demand, processes, actors, price
/// caps.
void assemble_outcome(Answer& answer, solve::CappedEquilibrium const& found, SolveOptions const& options);

} // namespace korridor::study
