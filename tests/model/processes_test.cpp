// Processes from folder to instance: units, owners, labels, and all that can be wrong with them.
#include "model/small_models.hpp"

using namespace korridor;
using namespace korridor::test;
using model::kInfinity;

namespace {

FolderBuilder with_process(FolderBuilder::Columns columns, FolderBuilder::Rows const& rows) {
  FolderBuilder builder = small_model();
  builder.table(
      "commodity", {"commodity_id", "unit", "group", "bbl_per_t", "t_per_TEU"},
      {{"crude", "t", "oil", "7.3", ""}, {"boxes", "TEU", "", "", "12"}, {"fuel", "t", "", "", ""}});
  builder.table("process", std::move(columns), rows);
  return builder;
}

FolderBuilder with_ratios(std::string const& inputs, std::string const& outputs) {
  return with_process({"process_id", "node_id", "inputs", "outputs"}, {{"plant", "east", inputs, outputs}});
}

} // namespace

TEST_CASE("a process reads its capacity and cost in units of its first input") {
  Instance const instance = built(with_process({"process_id", "node_id", "inputs", "outputs", "capacity",
                                                "capacity_unit", "cost", "cost_unit", "owner"},
                                               {{"plant", "east", "crude:1", "fuel:0.5;boxes:0.1", "10",
                                                 "kbbl/d", "2", "USD/bbl", "EAS:0.5;MID:0.5"}}));
  model::Process const& plant = instance.processes.at(0);
  CHECK(plant.capacity == doctest::Approx(10e3 * 365 / 7.3));
  CHECK(plant.cost == doctest::Approx(2 * 7.3));
  CHECK(plant.keeps_origin);
  CHECK(plant.name == "plant");
  CHECK(plant.outputs.at(1).factor == 0.1);
  CHECK(plant.owners.size() == 2);
}

TEST_CASE("a process without an owner is its node's and without a capacity unlimited") {
  FolderBuilder builder = with_ratios("crude:1", "fuel:0.5");
  builder.table("node", {"node_id", "x_coord", "y_coord", "owner"},
                {{"west", "0", "0", ""}, {"border", "1", "0", ""}, {"east", "2", "0", "EAS"}});
  Instance const instance = built(builder);
  CHECK(instance.processes.at(0).owners.size() == 1);
  CHECK(instance.processes.at(0).capacity == kInfinity);
}

TEST_CASE("what a process cannot take or give is told with its place") {
  CHECK(faults_of(with_ratios("crude:1", "tar:1")).has("E305"));
  CHECK(faults_of(with_ratios("crude", "fuel:1")).has("E317"));
  CHECK(faults_of(with_ratios("crude:1", "")).has("E302"));
  CHECK(faults_of(with_ratios("crude:1", "fuel:0")).has("E620"));
  CHECK(faults_of(with_ratios("crude:-1", "fuel:1")).has("E620"));
  CHECK(faults_of(with_ratios("crude:1;crude:2", "fuel:1")).has("E621"));
  CHECK(faults_of(with_ratios("crude:1", "fuel:1;crude:0.1")).has("E621"));
  Findings const faults = faults_of(with_ratios("crude:1", "fuel:0"));
  CHECK(faults.all().front().text().find("process.csv:2 outputs: 'fuel:0'") == 0);
}

TEST_CASE("processes without limit that feed each other in a circle are refused") {
  FolderBuilder::Columns const columns{"process_id", "node_id", "inputs", "outputs", "capacity"};
  auto const circle = [&](std::string const& capacity) {
    return with_process(columns, {{"there", "east", "crude:1", "fuel:1", ""},
                                  {"back", "east", "fuel:1", "crude:0.5", capacity},
                                  {"on", "east", "fuel:1", "boxes:1", ""}});
  };
  Findings const faults = faults_of(circle(""));
  CHECK(faults.error_count() == 2); // `on` lies behind the circle
  CHECK(faults.has("E622"));
  CHECK(built(circle("5")).processes.size() == 3);
}

TEST_CASE("unlimited supply is followed through processes without a capacity") {
  FolderBuilder builder = with_ratios("crude:1", "fuel:0.5");
  builder.table("supply", {"node_id", "commodity_id", "capacity"}, {{"west", "crude", "inf"}});
  builder.table("demand", {"node_id", "commodity_id", "quantity", "value"}, {{"east", "fuel", "inf", "9"}});
  CHECK(faults_of(builder).has("E531"));
  builder.table("process", {"process_id", "node_id", "inputs", "outputs", "capacity"},
                {{"plant", "east", "crude:1", "fuel:0.5", "7"}});
  CHECK(built(builder).processes.at(0).capacity == 7.0);
}

TEST_CASE("a scenario may change what a process can do") {
  FolderBuilder builder = with_ratios("crude:1", "fuel:0.5");
  model::Case what;
  what.sets = {{"process", "plant", "capacity", "3", ""}};
  CHECK(built(builder, what).processes.at(0).capacity == 3.0);
  what.sets = {{"process", "plant", "outputs", "fuel:0.6", ""}};
  CHECK(built(builder, what).processes.at(0).outputs.at(0).factor == 0.6);
}
