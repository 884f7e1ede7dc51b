// The sections of the terminal report of one answer that speak of flows, bounds and the proof.
#include "korridor/report/solve_text.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "korridor/report/bounds.hpp"
#include "korridor/report/label.hpp"
#include "korridor/report/number.hpp"
#include "korridor/report/table.hpp"
#include "korridor/report/text.hpp"
#include "korridor/study/capacity_unit.hpp"

namespace korridor::report {

namespace {

using model::Instance;
using study::Answer;

constexpr int kBarCells = 10;

template <class Thing>
Thing const& at(std::vector<Thing> const& things, int position) {
  return things[static_cast<std::size_t>(position)];
}

struct LinkFlow {
  int link;
  bool forward;
  double flow;
};

/// Flow of one commodity by link and direction, of all origins together, largest first.
std::vector<LinkFlow> flows_of(Answer const& answer, int commodity) {
  std::map<std::pair<int, bool>, double> sums;
  for (study::FlowRow const& row : answer.flows) {
    if (row.commodity == commodity) sums[{row.link, row.forward}] += row.flow;
  }
  std::vector<LinkFlow> out;
  out.reserve(sums.size());
  for (auto const& [key, flow] : sums) out.push_back({key.first, key.second, flow});
  std::stable_sort(out.begin(), out.end(),
                   [](LinkFlow const& a, LinkFlow const& b) { return a.flow > b.flow; });
  return out;
}

std::string worth(Instance const& instance, double rent, std::string const& unit) {
  Scale const scale = price_scale(instance.currency, unit);
  return scaled(rent, scale) + " " + scale.unit;
}

} // namespace

std::string heading(std::string const& text, Style const& style) {
  int const rule = std::max(0, style.width - display_width(text) - 4);
  std::string line;
  for (int cell = 0; cell < rule; ++cell) line += "─";
  return "\n" + paint("── ", Tone::faint, style) + paint(text, Tone::heading, style) + " " +
         paint(line, Tone::faint, style) + "\n";
}

std::string rest_text(std::size_t count, TextOptions const& options) {
  if (count <= options.top) return "";
  return paint(fmt::format("  and {} more{}", count - options.top, options.more), Tone::faint,
               options.style) +
         "\n";
}

std::string headline_text(Answer const& answer, TextOptions const& options) {
  Instance const& in = answer.instance;
  bool const optimal = answer.status == study::Status::optimal;
  std::string const title = fit(in.title.empty() ? "Korridor" : in.title, options.style.width);
  std::string const state = optimal ? "optimal" : "a limit was hit: best known answer";
  std::string const rest = fmt::format("{} · {} · ", in.period_label, scenario_label(in));
  return paint(title, Tone::title, options.style) + "\n" +
         fit(rest, std::max(10, options.style.width - display_width(state))) +
         paint(state, optimal ? Tone::gain : Tone::alarm, options.style) + "\n";
}

std::string totals_text(Answer const& answer, TextOptions const& options) {
  Instance const& in = answer.instance;
  std::vector<TextColumn> columns;
  std::vector<Cell> cells;
  auto const add = [&](char const* name, std::string const& value) {
    columns.push_back({name, Align::left, true, false});
    cells.emplace_back(value, Tone::title);
  };
  // Without values of demand J is minus what is spent and only the cost means something to a reader.
  if (answer.welfare) {
    add("surplus J", money(answer.surplus, in.currency, in.period));
    add("welfare W", money(*answer.welfare, in.currency, in.period));
  }
  add("cost", money(answer.cost, in.currency, in.period));
  if (answer.friction > 0.0) add("friction", money(answer.friction, in.currency, in.period));
  if (answer.penalties > 0.0) add("penalties", money(answer.penalties, in.currency, in.period));
  add("gap", scientific(answer.certificate.gap));
  TextTable table(columns);
  table.add(std::move(cells));
  return "\n" + table.text(options.style);
}

std::string flows_text(Answer const& answer, TextOptions const& options) {
  Instance const& in = answer.instance;
  std::map<std::pair<int, bool>, study::LinkRow const*> rows;
  for (study::LinkRow const& row : answer.links) rows[{row.link, row.forward}] = &row;

  std::string out;
  for (int const commodity : commodities_by_value(answer)) {
    std::vector<LinkFlow> const flows = flows_of(answer, commodity);
    if (flows.empty()) continue;
    Scale const scale = amount_scale(at(in.commodities, commodity).unit, in.period, flows.front().flow);
    TextTable table({{"", Align::left, true, false},
                     {"flow", Align::point, false, false},
                     {"", Align::left, false, true},
                     {"in use", Align::right, false, false}});
    for (std::size_t at_row = 0; at_row < std::min(flows.size(), options.top); ++at_row) {
      LinkFlow const& flow = flows[at_row];
      auto const found = rows.find({flow.link, flow.forward});
      bool const limited = found != rows.end() && std::isfinite(found->second->capacity);
      double const use = limited ? found->second->utilization : 0.0;
      Tone const tone = utilization_tone(use);
      table.add({link_label(in, flow.link, flow.forward),
                 scaled(flow.flow, scale),
                 {limited ? bar(use, kBarCells) : "", tone},
                 {limited ? percent(use) : "–", limited ? tone : Tone::faint}});
    }
    out += heading(fmt::format("{}, {}: largest flows", commodity_label(in, commodity), scale.unit),
                   options.style);
    out += table.text(options.style) + rest_text(flows.size(), options);
  }
  return out;
}

std::string binding_text(Answer const& answer, TextOptions const& options) {
  Instance const& in = answer.instance;
  std::vector<Bound> const bounds = bounds_of(answer);
  std::string out = heading("What binds", options.style);
  if (bounds.empty()) return out + paint("  nothing is full", Tone::faint, options.style) + "\n";
  TextTable table({{"", Align::left, false, true},
                   {"", Align::left, true, false},
                   {"limit", Align::right, false, true},
                   {"worth of one more", Align::right, false, false}});
  for (std::size_t row = 0; row < std::min(bounds.size(), options.top); ++row) {
    Bound const& it = bounds[row];
    table.add({{it.kind, Tone::faint},
               it.name,
               amount(it.limit, it.unit, in.period),
               {worth(in, it.rent, it.unit), Tone::full}});
  }
  return out + table.text(options.style) + rest_text(bounds.size(), options);
}

std::string processes_text(Answer const& answer, TextOptions const& options) {
  Instance const& in = answer.instance;
  std::vector<study::ProcessRow const*> rows;
  for (study::ProcessRow const& row : answer.processes) {
    if (row.activity > 0.0 || std::isfinite(row.capacity)) rows.push_back(&row);
  }
  if (rows.empty()) return "";
  std::stable_sort(rows.begin(), rows.end(),
                   [](auto const* a, auto const* b) { return a->activity > b->activity; });
  TextTable table({{"", Align::left, true, false},
                   {"", Align::left, true, true},
                   {"runs at", Align::right, false, false},
                   {"in use", Align::right, false, false},
                   {"worth of one more", Align::right, false, true}});
  for (std::size_t row = 0; row < std::min(rows.size(), options.top); ++row) {
    study::ProcessRow const& it = *rows[row];
    model::Process const& process = at(in.processes, it.process);
    study::CapacityUnit const unit = study::capacity_unit(in, process);
    bool const limited = std::isfinite(it.capacity);
    table.add({process_label(in, it.process),
               {commodity_label(in, study::counted(process).commodity), Tone::faint},
               amount(unit.amount(it.activity), unit.unit, in.period),
               {limited ? percent(it.utilization) : "–", utilization_tone(it.utilization)},
               it.rent > 0.0 ? Cell(worth(in, unit.worth(it.rent), unit.unit), Tone::full) : Cell("")});
  }
  return heading("Processes", options.style) + table.text(options.style) + rest_text(rows.size(), options);
}

std::string price_caps_text(Answer const& answer, TextOptions const& options) {
  Instance const& in = answer.instance;
  if (answer.price_caps.empty()) return "";
  TextTable table({{"", Align::left, true, false},
                   {"cap", Align::right, false, false},
                   {"netback", Align::right, false, false},
                   {"charge", Align::right, false, false},
                   {"serviced", Align::right, false, false}});
  for (std::size_t i = 0; i < std::min(answer.price_caps.size(), options.top); ++i) {
    study::PriceCapRow const& row = answer.price_caps[i];
    std::string const& unit = at(in.commodities, row.commodity).unit;
    table.add({at(in.measures, row.measure).id + ", " + commodity_label(in, row.commodity),
               worth(in, row.cap, unit),
               row.netback ? Cell(worth(in, *row.netback, unit)) : Cell("–", Tone::faint),
               {worth(in, row.charge, unit), row.binding ? Tone::full : Tone::plain},
               amount(row.serviced_volume, unit, in.period)});
  }
  return heading("Price caps", options.style) + table.text(options.style) +
         rest_text(answer.price_caps.size(), options);
}

std::string contracts_text(Answer const& answer, TextOptions const& options) {
  Instance const& in = answer.instance;
  TextTable table({{"", Align::left, true, false},
                   {"flow", Align::right, false, false},
                   {"agreed", Align::right, false, true},
                   {"a unit costs", Align::right, false, false},
                   {"missed by", Align::right, false, false},
                   {"penalty paid", Align::right, false, false}});
  for (study::ContractRow const& row : answer.contracts) {
    model::Contract const& contract = at(in.contracts, row.contract);
    auto const shown = [&](double quantity) {
      return amount(quantity, at(in.commodities, contract.commodity).unit, in.period);
    };
    std::string agreed = contract.min > 0.0 ? "≥ " + shown(contract.min) : "";
    if (std::isfinite(contract.max)) agreed += (agreed.empty() ? "≤ " : ", ≤ ") + shown(contract.max);
    bool const broken = row.shortfall > 0.0 || row.excess > 0.0;
    table.add({contract_label(in, row.contract),
               shown(row.flow),
               {agreed, Tone::faint},
               row.dual == 0.0
                   ? Cell("–", Tone::faint)
                   : Cell(worth(in, std::abs(row.dual), at(in.commodities, contract.commodity).unit)),
               {broken ? shown(std::max(row.shortfall, row.excess)) : "", Tone::loss},
               {broken ? money(row.penalty_paid, in.currency, in.period) : "", Tone::loss}});
  }
  if (table.empty()) return "";
  return heading("Contracts", options.style) + table.text(options.style);
}

std::string certificate_text(Answer const& answer, TextOptions const& options) {
  Instance const& in = answer.instance;
  model::Certificate const& it = answer.certificate;
  std::string out = heading("Certificate", options.style);
  auto const line = [&](std::string const& text) { out += wrap(text, options.style.width, 2); };
  line(fmt::format("J {}, upper bound {} {}/{}; gap {} of supply and transport cost",
                   full_number(it.objective), full_number(it.bound), in.currency, period_symbol(in.period),
                   scientific(it.gap)));
  line(fmt::format("worst imbalance {}, violation {}, complementarity {}", scientific(it.max_imbalance),
                   scientific(it.max_violation), scientific(it.max_complementarity)));
  if (answer.welfare) {
    line(fmt::format("J = producer + consumer surplus + rents{} to {}; W = sum over actors to {}",
                     answer.friction > 0.0 ? " + friction surplus" : "",
                     scientific(answer.identities.surplus_error),
                     scientific(answer.identities.welfare_error)));
  }
  if (options.verbose) {
    line(fmt::format("{} nodes, {} links; {} flow classes, {} after merging; {:.3f} s", in.nodes.size(),
                     in.links.size(), answer.finest_class_count, answer.class_count, answer.solve_seconds));
    line(fmt::format("solved by {}; {} rounds{}", answer.by_paths ? "paths" : "arcs",
                     answer.refinement_rounds,
                     answer.why_not_path.empty() ? "" : "; not by paths: " + answer.why_not_path));
  }
  return out;
}

std::string solve_text(Answer const& answer, TextOptions const& options) {
  return headline_text(answer, options) + totals_text(answer, options) + flows_text(answer, options) +
         binding_text(answer, options) + contracts_text(answer, options) + price_caps_text(answer, options) +
         processes_text(answer, options) + prices_text(answer, options) + unmet_text(answer, options) +
         actors_text(answer, options) + certificate_text(answer, options);
}

} // namespace korridor::report
