// From folder to instance: actors, network, market, limits, re-exports.
#include "korridor/model/check.hpp"
#include "model/small_models.hpp"

using namespace korridor;
using namespace korridor::test;
using model::kInfinity;
using model::kNone;

TEST_CASE("rows are sorted by id and references become positions") {
  Instance const instance = built(small_model());
  CHECK(instance.nodes[0].id == "border");
  CHECK(instance.nodes[2].id == "west");
  auto const& pipe = element(instance.links, "pipe");
  CHECK(pipe.from == 2);
  CHECK(pipe.to == 0);
  CHECK(instance.actors[static_cast<std::size_t>(pipe.jurisdiction)].id == "WES");
  CHECK(pipe.controllers.size() == 2);
  CHECK(instance.supplies.front().id == "west.boxes");
  CHECK(instance.day_count == 365);
  CHECK(instance.period_label == "2023");
}

TEST_CASE("a link carries what its cell names and every commodity when it is empty") {
  Instance const instance = built(small_model());
  int const boxes = position_of(instance.commodities, "boxes");
  auto const at = static_cast<std::size_t>(boxes);
  CHECK_FALSE(element(instance.links, "pipe").carries[at]);
  CHECK(element(instance.links, "rail").carries[at]);
}

TEST_CASE("boxes and tonnes take capacity of a link in Mt by their weight") {
  Instance const instance = built(small_model());
  auto const& rail = element(instance.links, "rail");
  CHECK(rail.capacity == doctest::Approx(10.0));
  CHECK(rail.use[0] == doctest::Approx(12e-6)); // a TEU of boxes
  CHECK(rail.use[1] == doctest::Approx(1e-6));  // a tonne of crude
}

TEST_CASE("a row of use.csv goes before unit conversion and the link's before the mode's") {
  auto builder = small_model();
  builder.table("use", {"commodity_id", "use", "link_id", "mode"},
                {{"boxes", "3", "", "rail"}, {"crude", "5", "rail", ""}, {"crude", "7", "", "rail"}});
  auto const instance = built(builder);
  CHECK(element(instance.links, "rail").use[0] == 3.0);
  CHECK(element(instance.links, "rail").use[1] == 5.0);
  CHECK(element(instance.links, "pipe").use[1] == doctest::Approx(1e-6));
}

TEST_CASE("a capacity in a word that only use.csv knows needs its rows") {
  auto builder = small_model();
  builder.table("link", {"link_id", "from_node_id", "to_node_id", "mode", "capacity", "capacity_unit"},
                {{"rail", "west", "east", "rail", "9", "trains/d"}});
  CHECK(faults_of(builder).has("E806"));
  builder.table("use", {"commodity_id", "use", "mode"},
                {{"boxes", "0.02", "rail"}, {"crude", "0.001", "rail"}});
  auto const instance = built(builder);
  CHECK(instance.links[0].capacity == doctest::Approx(9.0 * 365));
  CHECK(instance.links[0].use[1] == 0.001);
}

TEST_CASE("costs by length and currency are per unit of each commodity") {
  auto builder = small_model();
  builder
      .table("link", {"link_id", "from_node_id", "to_node_id", "cost", "cost_unit", "toll", "length"},
             {{"rail", "west", "east", "4560", "KZT/t/1000km", "456", "250"}})
      .table("exchange", {"currency", "date_from", "rate"}, {{"KZT", "2023", "456"}});
  auto const instance = built(builder);
  CHECK(instance.links[0].cost[1] == doctest::Approx(2.5));
  CHECK(instance.links[0].cost[0] == doctest::Approx(30.0)); // 12 t in a TEU
  CHECK(instance.links[0].toll[1] == doctest::Approx(0.25)); // the toll's unit is the cost's
}

TEST_CASE("exchange rates are the mean over the days of the period") {
  auto builder = small_model();
  builder
      .table("link", {"link_id", "from_node_id", "to_node_id", "carrier", "cost", "cost_unit"},
             {{"rail", "west", "east", "crude", "1000", "KZT/t"}})
      .table("exchange", {"currency", "date_from", "rate"},
             {{"KZT", "2022-06-01", "400"}, {"KZT", "2023-07-01", "500"}});
  // 181 days at 400, 184 days at 500.
  CHECK(built(builder).links[0].cost[1] == doctest::Approx(1000.0 * 365 / (181 * 400.0 + 184 * 500.0)));
  Case on_day;
  on_day.date = "2023-07-01";
  CHECK(built(builder, on_day).links[0].cost[1] == doctest::Approx(2.0));
  builder.period("2021");
  CHECK(faults_of(builder).has("E805"));
}

TEST_CASE("a price per length without a length is a fault with its place") {
  auto builder = small_model();
  builder.table("link", {"link_id", "from_node_id", "to_node_id", "cost", "cost_unit"},
                {{"rail", "west", "east", "1", "USD/t/1000km"}});
  auto const findings = faults_of(builder);
  REQUIRE(findings.has("E804"));
  CHECK(findings.all().front().file == "link.csv");
  CHECK(findings.all().front().line == 2);
  CHECK(findings.all().front().column == "cost");
}

TEST_CASE("a link in service for part of the period has part of its capacity") {
  auto builder = small_model();
  auto const with = [&](char const* from, char const* to, char const* capacity) {
    builder.table("link", {"link_id", "from_node_id", "to_node_id", "capacity", "active_from", "active_to"},
                  {{"rail", "west", "east", capacity, from, to}});
    return builder;
  };
  CHECK(built(with("2023-12-05", "", "365")).links[0].capacity == doctest::Approx(27.0));
  CHECK(built(with("2024", "", "inf")).links[0].capacity == 0.0);
  CHECK(built(with("", "2022-12-31", "10")).links[0].capacity == 0.0);
  CHECK(built(with("2023", "2023", "10")).links[0].capacity == 10.0);
  Findings findings;
  auto const partly = with("2023-12-05", "", "");
  auto const instance = model::build_instance(partly.folder(), {}, findings);
  REQUIRE(instance.has_value());
  CHECK(instance->links[0].capacity == kInfinity);
  CHECK(findings.has("W511"));
  Case on_day;
  on_day.date = "2023-12-04";
  CHECK(built(partly, on_day).links[0].capacity == 0.0);
}

TEST_CASE("owners are shares and earn the toll unless another is named") {
  auto const instance = built(small_model());
  auto const& rail = element(instance.links, "rail");
  REQUIRE(rail.owners.size() == 2);
  CHECK(rail.owners[0].share == 0.5);
  CHECK(rail.toll_to.size() == 2);
}

TEST_CASE("a curve is the line through its reference point and ends where it reaches zero") {
  auto builder = small_model();
  builder
      .table("supply", {"node_id", "commodity_id", "capacity", "elasticity", "ref_price", "ref_quantity"},
             {{"west", "crude", "", "0.5", "20", "100"}})
      .table("demand", {"node_id", "commodity_id", "quantity", "elasticity", "ref_price", "ref_quantity"},
             {{"east", "crude", "", "-0.5", "60", "90"}, {"east", "crude", "70", "-2", "60", "90"}});
  auto const instance = built(builder);
  CHECK(instance.supplies[0].slope == doctest::Approx(0.4)); // 20 / (0.5 * 100)
  CHECK(instance.supplies[0].cost == doctest::Approx(-20.0));
  CHECK(instance.supplies[0].capacity == kInfinity);
  auto const& first = element(instance.demands, "east.crude");
  CHECK(first.slope == doctest::Approx(-60.0 / 45.0));
  CHECK(first.value == doctest::Approx(180.0));
  CHECK(first.quantity == doctest::Approx(135.0)); // 90 * (1 + 0.5)
  CHECK(element(instance.demands, "east.crude.2").quantity == 70.0);
}

TEST_CASE("demand without value and elasticity has no value of its own") {
  auto builder = small_model();
  builder.table("demand", {"node_id", "commodity_id", "quantity"}, {{"east", "crude", "800"}});
  CHECK_FALSE(built(builder).demands[0].valued);
  CHECK(built(small_model()).demands[0].valued);
}

TEST_CASE("supply comes from the ground where it stands unless an origin is named") {
  auto builder = small_model();
  builder.table("supply", {"node_id", "commodity_id", "capacity", "origin"},
                {{"west", "crude", "1", ""}, {"west", "crude", "1", "MID"}});
  auto const instance = built(builder);
  CHECK(instance.actors[static_cast<std::size_t>(instance.supplies[0].origin)].id == "WES");
  CHECK(instance.actors[static_cast<std::size_t>(instance.supplies[1].origin)].id == "MID");
  CHECK(instance.supplies[1].id == "west.crude.2");
}

TEST_CASE("a commodity with unlimited supply and demand is a fault that names it") {
  auto builder = small_model();
  builder.table("supply", {"node_id", "commodity_id", "capacity"}, {{"west", "crude", "inf"}})
      .table("demand", {"node_id", "commodity_id", "quantity", "value"}, {{"east", "crude", "inf", "5"}});
  auto const findings = faults_of(builder);
  CHECK(findings.has("E531"));
  CHECK(text_of(findings).find("crude") != std::string::npos);
}

TEST_CASE("demand accepts origins and go-betweens as its cells say") {
  auto builder = small_model();
  builder.table("demand", {"node_id", "commodity_id", "quantity", "origin", "via"},
                {{"east", "crude", "8", "UNI;!WES", ""}, {"east", "crude", "8", "", "!*"}});
  auto const instance = built(builder);
  int const mid = position_of(instance.actors, "MID");
  int const wes = position_of(instance.actors, "WES");
  CHECK(instance.demands[0].origins[mid]);
  CHECK_FALSE(instance.demands[0].origins[wes]);
  CHECK(instance.demands[0].vias[kNone]);
  CHECK(instance.demands[0].vias[mid]);
  CHECK(instance.demands[1].vias[kNone]);
  CHECK_FALSE(instance.demands[1].vias[mid]);
}

TEST_CASE("shippers avoid what an actor holds in either way or what a selector names") {
  auto builder = small_model();
  builder.table("demand", {"node_id", "commodity_id", "quantity", "avoid"},
                {{"east", "crude", "1", "MID"},
                 {"east", "crude", "1", "jurisdiction=WES mode=pipeline"},
                 {"east", "crude", "1", "MID"}});
  auto const instance = built(builder);
  REQUIRE(instance.avoids.size() == 2);
  CHECK(instance.demands[0].avoid == instance.demands[2].avoid);
  CHECK(instance.avoids[0].links == std::vector<bool>{false, true});        // pipe, rail
  CHECK(instance.avoids[0].nodes == std::vector<bool>{true, false, false}); // border, east, west
  CHECK(instance.avoids[1].links == std::vector<bool>{true, false});
  CHECK(instance.avoids[1].nodes == std::vector<bool>{false, false, false});
  builder.table("demand", {"node_id", "commodity_id", "quantity", "avoid"},
                {{"east", "crude", "1", "commodity=crude"}});
  CHECK(faults_of(builder).has("E905"));
}

TEST_CASE("a limit binds links and nodes with factors and counts what it names") {
  auto builder = small_model();
  builder.table("limit", {"limit_id", "members", "capacity", "capacity_unit", "commodity"},
                {{"port", "link:rail:2;node:border", "5", "Mt/yr", "boxes"}});
  auto const instance = built(builder);
  REQUIRE(instance.limits.size() == 1);
  auto const& limit = instance.limits[0];
  CHECK(limit.capacity == doctest::Approx(5.0));
  CHECK(limit.members[0].factor == 2.0);
  CHECK(limit.members[1].is_node);
  CHECK(limit.use[0] == doctest::Approx(12e-6));
  CHECK(limit.use[1] == 0.0);
  CHECK(limit.origins[kNone]);
}

TEST_CASE("goods are passed on at the nodes of the actor or of a bloc's members") {
  auto builder = small_model();
  builder.table("reexport", {"actor_id", "commodity_id", "cost", "margin", "capacity"},
                {{"MID", "crude", "3", "1", ""}, {"BIG", "crude", "3", "1", "9"}});
  auto const instance = built(builder);
  CHECK(instance.reexports[0].nodes == std::vector<int>{0, 1, 2}); // BIG: members of UNI, and EAS
  CHECK(instance.reexports[1].nodes == std::vector<int>{0});       // MID
  CHECK(instance.reexports[1].capacity == kInfinity);
  CHECK(instance.reexports[1].margin == 1.0);
}

TEST_CASE("a bloc opens the blocs among its members") {
  auto const instance = built(small_model());
  CHECK(element(instance.actors, "BIG").members.size() == 4); // UNI, WES, MID, EAS
  auto builder = small_model();
  builder.table("actor", {"actor_id", "kind", "members"}, {{"WES", "bloc", "MID"}, {"MID", "bloc", "WES"}});
  CHECK(faults_of(builder).has("E312"));
}

TEST_CASE("without actor.csv the holders that tables name are the actors") {
  FolderBuilder builder;
  builder.period("2023")
      .table("node", {"node_id", "x_coord", "y_coord", "jurisdiction"},
             {{"a", "0", "0", "AAA"}, {"b", "1", "0", ""}})
      .table("link", {"link_id", "from_node_id", "to_node_id"}, {{"l", "a", "b"}})
      .table("commodity", {"commodity_id", "unit"}, {{"oil", "t"}})
      .table("supply", {"node_id", "commodity_id", "capacity"}, {{"a", "oil", "1"}})
      .table("demand", {"node_id", "commodity_id", "quantity"}, {{"b", "oil", "1"}});
  auto const instance = built(builder);
  REQUIRE(instance.actors.size() == 1);
  CHECK(instance.nodes[0].jurisdiction == 0);
  CHECK(instance.nodes[1].jurisdiction == kNone);
}

TEST_CASE("all faults of a folder are told together with their places") {
  auto builder = small_model();
  builder
      .table("link", {"link_id", "from_node_id", "to_node_id", "carrier", "capacity", "capacity_unit"},
             {{"l", "west", "eest", "crud", "5", "Mt/fortnight"}})
      .table("supply", {"node_id", "commodity_id", "capacity", "capacity_unit"},
             {{"west", "crude", "5", "TEU/d"}})
      .table("measure", {"measure_id", "kind", "origin"}, {{"m", "ban", "RUZ"}});
  auto const findings = faults_of(builder);
  INFO(text_of(findings));
  for (char const* code : {"E305", "E902", "E801", "E802"}) CHECK(findings.has(code));
  for (auto const& finding : findings.all()) {
    CHECK(finding.line == 2);
    CHECK_FALSE(finding.remedy.empty());
  }
}

TEST_CASE("a fault that the checks of the tables have told is not told again") {
  auto builder = small_model();
  builder
      .table("link",
             {"link_id", "from_node_id", "to_node_id", "capacity", "owner", "active_from", "geometry"},
             {{"l", "west", "eest", "-5", "WES:0.5", "2023-02-30", "LINE"}})
      .table("supply", {"node_id", "commodity_id", "capacity", "elasticity"}, {{"west", "crude", "", "0.5"}});
  Findings findings;
  model::check_tables(builder.folder(), {}, findings);
  std::size_t const told = findings.error_count();
  CHECK(told == 7);
  CHECK_FALSE(model::build_instance(builder.folder(), {}, findings).has_value());
  INFO(text_of(findings));
  CHECK(findings.error_count() == told);
}
