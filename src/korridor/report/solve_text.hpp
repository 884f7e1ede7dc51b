// The answer of `solve` as a reader likes it on a terminal.
#pragma once

#include <string>
#include <vector>

#include "korridor/report/style.hpp"
#include "korridor/study/answer.hpp"

namespace korridor::report {

struct TextOptions {
  Style style;
  std::size_t top = 10;          ///< rows of each list; the rest is counted
  bool verbose = false;          ///< sizes of the problem and time as well
  std::string more = " (--all)"; ///< how to see the rest of a list
};

/// Headline, totals, flows, what binds, contracts, prices, unserved and shut in, actors, certificate.
[[nodiscard]] std::string solve_text(study::Answer const& answer, TextOptions const& options);

// Its parts, also used by the demo. Each ends with a newline, or is empty when there is nothing to show.

[[nodiscard]] std::string headline_text(study::Answer const& answer, TextOptions const& options);
[[nodiscard]] std::string totals_text(study::Answer const& answer, TextOptions const& options);
[[nodiscard]] std::string flows_text(study::Answer const& answer, TextOptions const& options);
[[nodiscard]] std::string binding_text(study::Answer const& answer, TextOptions const& options);
[[nodiscard]] std::string processes_text(study::Answer const& answer, TextOptions const& options);
[[nodiscard]] std::string contracts_text(study::Answer const& answer, TextOptions const& options);
[[nodiscard]] std::string prices_text(study::Answer const& answer, TextOptions const& options);
[[nodiscard]] std::string unmet_text(study::Answer const& answer, TextOptions const& options);
[[nodiscard]] std::string actors_text(study::Answer const& answer, TextOptions const& options);
[[nodiscard]] std::string certificate_text(study::Answer const& answer, TextOptions const& options);

/// Positions of all commodities, that of the largest market first.
[[nodiscard]] std::vector<int> commodities_by_value(study::Answer const& answer);

/// A heading line: "── What binds ─────".
[[nodiscard]] std::string heading(std::string const& text, Style const& style);

/// "  and 12 more" under a list cut at `options.top`; empty when nothing was cut.
[[nodiscard]] std::string rest_text(std::size_t count, TextOptions const& options);

} // namespace korridor::report
