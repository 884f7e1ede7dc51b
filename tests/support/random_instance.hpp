// Seeded random models with every feature of this version on: bans of trade, services and re-export, quotas,
// price caps, tariffs, re-export, losses, limits, contracts, curves, segments, node capacities, friction.
// Small enough that thousands can be solved in a test.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>

#include "support/network.hpp"
#include "support/random.hpp"

namespace korridor::test {

/// Names of nodes and actors are padded so that sorting by id keeps their order.
class RandomModel {
public:
  /// `money_unit` multiplies every price; without `policy` no measure is in force and no goods are
  /// re-exported; without `caps` no price is capped, so that a change of the tables moves no charge.
  explicit RandomModel(std::uint64_t seed, double money_unit = 1.0, bool policy = true, bool caps = true)
      : random_(seed), friction_(~seed), money_unit_(money_unit), policy_(policy), caps_(caps) {
    build();
  }
  [[nodiscard]] Network const& network() const { return network_; }

private:
  static std::string id(char const* prefix, int number) {
    return prefix + std::string(number < 10 ? "0" : "") + std::to_string(number);
  }
  std::string number(double low, double high) { return text(random_.uniform(low, high)); }
  std::string money(double low, double high) { return text(random_.uniform(low, high) * money_unit_); }
  static std::string text(double value) {
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, "%.17g", value);
    return buffer;
  }
  std::string actor() { return id("A", random_.below(kActors)); }

  void build() {
    for (int a = 0; a < kActors; ++a) network_.row("actor", {{"actor_id", id("A", a)}});
    network_.row("actor", {{"actor_id", "BLOC"}, {"kind", "bloc"}, {"members", "A00;A02"}});
    Cells box{{"commodity_id", "box"}, {"unit", "TEU"}, {"t_per_TEU", "12"}};
    // Every other model has friction; drawn apart, so that all else is as without.
    if (friction_.chance(0.5)) {
      box["dispersion"] = text(friction_.uniform(0.0, 2.0));
      box["time_value"] = text(friction_.uniform(0.0, 0.3) * money_unit_);
    }
    network_.row("commodity", box);
    int const nodes = 6 + random_.below(6);
    for (int n = 0; n < nodes; ++n) {
      Cells cells{{"jurisdiction", actor()}};
      if (random_.chance(0.2)) cells["capacity"] = number(10, 60);
      if (random_.chance(0.2)) cells["cost"] = money(0, 3);
      if (random_.chance(0.2)) cells["toll"] = money(0, 2);
      if (random_.chance(0.2)) cells["owner"] = actor() + ":0.5;" + "A00:0.5";
      network_.node(id("n", n), cells);
    }
    int const links = 2 * nodes;
    for (int l = 0; l < links; ++l) add_link(l, nodes);
    for (char const* commodity : {"oil", "box"}) {
      for (int s = 0; s < 4; ++s) add_supply(commodity, nodes);
      for (int d = 0; d < 5; ++d) add_demand(commodity, nodes);
    }
    if (random_.chance(0.7)) add_processes(nodes);
    if (policy_) add_policy(links);
    if (policy_ && caps_) add_price_caps();
    if (policy_ && random_.chance(0.6)) add_contracts(links);
  }

  // Over places the penalty is below what any link costs, so that circling to be counted never pays; where
  // what is made counts it is below what it costs to make goods and lose them in circles.
  void add_contracts(int links) {
    auto const add = [&](char const* name, Cells cells, std::string const& penalty) {
      cells.insert({{"contract_id", name}, {"commodity_id", "oil"}, {"penalty", penalty}});
      cells["min"] = number(1, 6);
      if (random_.chance(0.5)) cells["max"] = number(6, 8);
      network_.row("contract", cells);
    };
    auto const some_rows = [&](char const* prefix, int count) {
      return prefix + std::to_string(1 + random_.below(count)) + ";" + prefix +
             std::to_string(1 + random_.below(count));
    };
    add("own", {{"supply", some_rows("s", 4)}, {"demand", some_rows("d", 5)}}, money(1, 30));
    add("makes", {{"supply", some_rows("s", 4)}, {"destination", actor()}}, money(1, 10));
    add("gets", {{"demand", some_rows("d", 5)}, {"origin", actor()}}, money(1, 30));
    add("way", {{"link", id("l", random_.below(links)) + ";" + id("l", random_.below(links))}},
        money(0.2, 0.9));
  }

  // A plant that makes boxes of oil, perhaps one that turns both into fuel, perhaps one that turns fuel back.
  void add_processes(int nodes) {
    network_.row("commodity", {{"commodity_id", "fuel"}, {"unit", "t"}});
    auto const add = [&](char const* name, std::string const& inputs, std::string const& outputs) {
      Cells cells{{"process_id", name},        {"node_id", id("n", random_.below(nodes))},
                  {"inputs", inputs},          {"outputs", outputs},
                  {"capacity", number(2, 15)}, {"cost", money(0, 5)}};
      if (random_.chance(0.4)) cells["origin_rule"] = "new";
      if (random_.chance(0.5)) cells["owner"] = actor();
      network_.row("process", cells);
    };
    add("boxer", "oil:" + number(0.5, 1), "box:" + number(0.5, 1.5));
    add("plant", "oil:1" + (random_.chance(0.3) ? ";box:" + number(0.1, 0.5) : ""),
        "fuel:" + number(0.4, 1.2));
    if (random_.chance(0.3)) add("back", "fuel:1", "oil:" + number(0.5, 0.9));
    for (int d = 0; d < 3; ++d) add_demand("fuel", nodes);
    if (random_.chance(0.5)) add_supply("fuel", nodes);
  }

  void add_link(int l, int nodes) {
    int const from = l < nodes - 1 ? l : random_.below(nodes);
    int to = l < nodes - 1 ? l + 1 : random_.below(nodes);
    if (to == from) to = (from + 1) % nodes;
    Cells cells{
        {"cost", money(1, 8)}, {"jurisdiction", actor()}, {"mode", random_.chance(0.5) ? "rail" : "pipe"}};
    if (random_.chance(0.5)) cells["directed"] = "0";
    if (random_.chance(0.3)) cells["capacity_shared"] = "1";
    if (random_.chance(0.6)) cells["capacity"] = number(3, 25);
    if (random_.chance(0.3)) cells["efficiency"] = number(0.8, 1);
    if (random_.chance(0.3)) cells["toll"] = money(0, 3);
    if (random_.chance(0.5)) cells["owner"] = actor();
    if (random_.chance(0.5)) cells["controller"] = actor();
    if (random_.chance(0.4)) cells["delay"] = number(0, 10);
    if (random_.chance(0.5)) cells["services"] = random_.chance(0.2) ? "BLOC" : actor();
    network_.link(id("l", l), id("n", from), id("n", to), cells);
  }

  void add_supply(std::string const& commodity, int nodes) {
    Cells cells{{"commodity_id", commodity}, {"supply_id", "s" + std::to_string(++supplies_)}};
    std::string capacity = number(5, 25), cost = money(5, 20);
    if (random_.chance(0.4)) {
      cells["elasticity"] = number(0.5, 3);
      cells["ref_price"] = money(10, 30);
      cells["ref_quantity"] = number(5, 15);
      cost = "";
    }
    network_.supply(id("n", random_.below(nodes)), capacity, cost, cells);
  }

  void add_demand(std::string const& commodity, int nodes) {
    Cells cells{{"commodity_id", commodity}, {"demand_id", "d" + std::to_string(++demands_)}};
    std::string quantity = number(3, 15), value = money(30, 80);
    if (random_.chance(0.4)) {
      cells["elasticity"] = number(-2, -0.3);
      cells["ref_price"] = money(30, 60);
      cells["ref_quantity"] = number(3, 15);
      quantity = value = "";
    }
    if (random_.chance(0.3)) cells["time_value"] = money(0, 1);
    if (random_.chance(0.2)) cells["segment"] = "fast";
    if (random_.chance(0.1)) cells["avoid"] = actor();
    network_.demand(id("n", random_.below(nodes)), quantity, value, cells);
  }

  void add_policy(int links) {
    network_.row("reexport", {{"actor_id", "A01"},
                              {"commodity_id", "oil"},
                              {"cost", money(0.5, 4)},
                              {"margin", money(0, 2)},
                              {"capacity", number(2, 10)}});
    network_.row("limit", {{"limit_id", "joint"},
                           {"members", "link:" + id("l", random_.below(links)) +
                                           ":1;link:" + id("l", random_.below(links)) + ":2;node:n01:1"},
                           {"capacity", number(5, 30)},
                           {"commodity", "oil"}});
    network_.row("limit", {{"limit_id", "of_one"},
                           {"members", "link:" + id("l", random_.below(links)) + ":1"},
                           {"capacity", number(1, 5)},
                           {"origin", actor()}});
    int const count = 3 + random_.below(6);
    for (int m = 0; m < count; ++m) add_measure(m, links);
  }

  void add_measure(int m, int links) {
    Cells cells;
    if (random_.chance(0.4)) cells["origin"] = actor();
    if (random_.chance(0.3)) cells["destination"] = random_.chance(0.5) ? "BLOC" : actor();
    if (random_.chance(0.4)) cells["commodity"] = "oil";
    if (random_.chance(0.2)) cells["date_from"] = "2023-05-11";
    int const kind = random_.below(8);
    bool const of_reexport = kind == 7;
    std::string const place[] = {"jurisdiction", "controller", "link", "mode"};
    std::string const where = place[random_.below(of_reexport ? 2 : 4)];
    cells[where] = where == "link" ? id("l", random_.below(links)) : where == "mode" ? "rail" : actor();
    std::string const at[] = {"entry", "exit", "supply", "demand"};
    if (!of_reexport) cells["at"] = at[random_.below(4)];
    switch (kind) {
    case 0:
    case 1:
      if (random_.chance(0.6)) cells["imposer"] = random_.chance(0.3) ? "BLOC" : actor();
      if (random_.chance(0.4)) cells["enforcement"] = number(0.1, 0.9);
      if (random_.chance(0.3)) cells["enforcement_via"] = number(0.1, 0.9);
      if (random_.chance(0.2)) cells["secondary"] = "1";
      network_.measure(id("m", m), "ban", cells);
      break;
    case 2:
      cells["value"] = money(0.5, 5);
      cells["imposer"] = actor();
      network_.measure(id("m", m), "tariff", cells);
      break;
    case 3:
      cells["value"] = money(0.5, 5);
      network_.measure(id("m", m), "toll", cells);
      break;
    case 4:
      cells.erase("date_from"); // a quota for part of the period is refused
      cells["value"] = number(2, 12);
      network_.measure(id("m", m), "quota", cells);
      break;
    case 5:
      cells["imposer"] = random_.chance(0.3) ? "BLOC" : actor();
      if (random_.chance(0.5)) cells["enforcement"] = number(0.1, 0.9);
      if (random_.chance(0.5)) cells["at"] = "entry";
      network_.measure(id("m", m), "service_ban", cells);
      break;
    case 7:
      cells["jurisdiction"] = "A01"; // where goods are re-exported
      cells.erase("controller");
      cells.erase(random_.chance(0.5) ? "origin" : "destination");
      if (random_.chance(0.5)) cells.erase("destination");
      if (random_.chance(0.5)) cells["imposer"] = random_.chance(0.5) ? "A01" : actor();
      if (random_.chance(0.5)) cells["via"] = "A01";
      if (random_.chance(0.4)) cells["enforcement"] = number(0.1, 0.9);
      network_.measure(id("m", m), "reexport_ban", cells);
      break;
    default:
      network_.measure(id("m", m), random_.chance(0.5) ? "closure" : "exemption", cells);
      break;
    }
  }

  void add_price_caps() {
    // One for each commodity at most: two on the same goods may chase each other (docs/math/price-cap.md).
    for (int m = random_.below(3); m > 0; --m) {
      Cells cells{{"imposer", random_.chance(0.5) ? "BLOC" : actor()}, {"value", money(12, 40)}};
      cells["commodity"] = m == 1 ? "oil" : "box";
      if (random_.chance(0.4)) cells["origin"] = actor();
      if (random_.chance(0.3)) cells["destination"] = actor();
      if (random_.chance(0.5)) cells["mode"] = "rail";
      network_.measure(id("cap", m), "price_cap", cells);
    }
  }

  static constexpr int kActors = 4;
  Random random_;
  Random friction_;
  double money_unit_;
  bool policy_;
  bool caps_;
  int supplies_ = 0, demands_ = 0;
  Network network_;
};

} // namespace korridor::test
