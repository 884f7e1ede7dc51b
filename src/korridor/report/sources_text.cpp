// Coverage by method, then the most repeated texts: filler shows there.
#include "korridor/report/sources_text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "korridor/report/table.hpp"

namespace korridor::report {

namespace {

std::string repeats_text(std::string const& title,
                         std::vector<std::pair<std::string, std::size_t>> const& texts,
                         TextOptions const& options) {
  TextTable table({{"rows", Align::right, false, false}, {"", Align::left, true, false}});
  for (std::size_t at = 0; at < std::min(texts.size(), options.top); ++at) {
    if (texts[at].second > 1) table.add({std::to_string(texts[at].second), texts[at].first});
  }
  if (table.empty()) return "";
  return heading(title, options.style) + table.text(options.style);
}

} // namespace

std::string sources_text(model::SourceReport const& report, TextOptions const& options) {
  std::string out = fmt::format("{} of {} numbers and dates have a source in use; {} alternatives\n",
                                report.sourced_count, report.cell_count, report.alternative_count);
  TextTable methods({{"method", Align::left, false, false},
                     {"cells", Align::right, false, false},
                     {"share", Align::right, false, false}});
  for (auto const& [method, count] : report.by_method) {
    double const share = static_cast<double>(count) / static_cast<double>(report.sourced_count);
    methods.add({method, std::to_string(count), fmt::format("{:.1f} %", 100.0 * share)});
  }
  if (!methods.empty()) out += methods.text(options.style);
  return out + repeats_text("Most repeated remarks", report.notes, options) +
         repeats_text("Most repeated sources", report.sources, options);
}

} // namespace korridor::report
