// A small hand-made answer: two fields of A sell crude over one pipeline and one railway to a market of B.
#pragma once

#include "korridor/study/answer.hpp"

namespace korridor::tests {

/// `shut` closes the pipeline: all goes by rail, less arrives, A loses.
inline study::Answer sample_answer(bool shut = false) {
  study::Answer answer;
  model::Instance& in = answer.instance;
  in.title = "Two ways out";
  in.currency = "USD";
  in.period = "year";
  in.period_label = "2023";
  if (shut) {
    in.scenario = "pipe_shut";
    in.scenario_title = "Pipeline shut";
  }
  in.actors = {{"A", "Alpha", model::ActorKind::state, {}}, {"B", "", model::ActorKind::state, {}}};
  in.commodities = {{"crude", "Crude oil", "t", "oil", 0.0}};
  model::Node field;
  field.id = "field";
  field.name = "Теңіз";
  field.type = "field";
  field.longitude = 53.0;
  field.latitude = 46.0;
  field.jurisdiction = 0;
  model::Node market;
  market.id = "market";
  market.name = "Augusta";
  market.type = "market";
  market.longitude = 15.2;
  market.latitude = 37.2;
  market.jurisdiction = 1;
  in.nodes = {field, market};
  model::Link pipe;
  pipe.id = "pipe";
  pipe.name = "Long pipeline";
  pipe.from = 0;
  pipe.to = 1;
  pipe.mode = "pipeline";
  pipe.carries = {true};
  pipe.use = {1e-6}; // capacity in Mt
  pipe.capacity_unit = "Mt/yr";
  pipe.capacity = shut ? 0.0 : 60.0;
  model::Link rail = pipe;
  rail.id = "rail";
  rail.name = "";
  rail.capacity = model::kInfinity;
  rail.use = {1.0};
  rail.capacity_unit = "";
  in.links = {pipe, rail};
  model::Supply supply;
  supply.id = "field.crude";
  supply.node = 0;
  supply.commodity = 0;
  supply.origin = 0;
  supply.capacity = 70e6;
  in.supplies = {supply};
  model::Demand demand;
  demand.id = "market.crude";
  demand.node = 1;
  demand.commodity = 0;
  demand.quantity = 80e6;
  in.demands = {demand};

  double const by_pipe = shut ? 0.0 : 60e6;
  double const by_rail = shut ? 25e6 : 10e6;
  answer.surplus = shut ? 5.5e9 : 30e9;
  answer.welfare = shut ? 5.6e9 : 30.2e9;
  answer.cost = shut ? 2.5e9 : 5e9;
  answer.certificate = {answer.surplus, answer.surplus + 0.5, 1e-10, 1e-15, 0.0, 2e-12};
  if (by_pipe > 0.0) answer.flows.push_back({0, true, 0, 0, model::kNone, by_pipe, 1.0, false});
  answer.flows.push_back({1, true, 0, 0, 1, by_rail, 0.0, true});
  answer.links = {{0, true, by_pipe / 1e6, pipe.capacity, shut ? 0.0 : 55.25e6, shut ? 0.0 : 1.0, shut},
                  {1, true, by_rail, model::kInfinity, 0.0, 0.0, false}};
  answer.nodes = {{0, 70e6, model::kInfinity, 0.0, false}, {1, 70e6, model::kInfinity, 0.0, false}};
  answer.prices = {{0, 0, 0, model::kNone, 400.0, 380.0, 420.0}, {1, 0, 0, 1, 520.0, 500.0, 560.0}};
  answer.prices.push_back({1, 0, 1, model::kNone, {}, {}, {}});
  answer.demands = {{0, by_pipe + by_rail, 80e6 - by_pipe - by_rail, shut ? 610.0 : 520.0}};
  answer.supplies = {{0, by_pipe + by_rail, 70e6 - by_pipe - by_rail, 400.0}};
  double const producer = shut ? 3e9 : 20e9;
  answer.actors = {
      {0, producer, 0.0, shut ? 0.0 : 3.3e9, 0.0, 0.0, 0.0, 0.0, producer + (shut ? 0.0 : 3.3e9), 18e9, 26e9},
      {1, 0.0, 2e9, 0.0, 0.2e9, 0.0, 0.0, 0.0, 2.2e9, 2.2e9, 2.2e9},
      {model::kNone, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0}};
  model::Limit limit;
  limit.id = "import_limit";
  limit.name = "Import quota";
  limit.capacity = 70e6;
  limit.use = {1.0};
  in.limits = {limit};
  answer.bindings = {{"limit", "import_limit", 70e6, 70e6, shut ? 0.0 : 3.5}};
  answer.class_count = 2;
  answer.finest_class_count = 4;
  return answer;
}

/// The sample with a refinery at the market that runs at `activity` of 40e6 units, each of which takes 0.5 t
/// of crude.
inline study::Answer sample_refinery(double activity) {
  study::Answer answer = sample_answer();
  answer.instance.commodities.push_back({"diesel", "Diesel", "t", "oil", 0.0});
  model::Process refinery;
  refinery.id = "refinery";
  refinery.name = "Augusta refinery";
  refinery.node = 1;
  refinery.inputs = {{0, 0.5}};
  refinery.outputs = {{1, 0.2}};
  refinery.capacity = 40e6;
  answer.instance.processes = {refinery};
  double const rent = activity < refinery.capacity ? 0.0 : 6.0;
  answer.processes = {{0, activity, refinery.capacity, activity / refinery.capacity, rent}};
  return answer;
}

} // namespace korridor::tests
