// Measures: dates and shares, where they select and bite, what they charge, what is refused.
#include "model/small_models.hpp"

using namespace korridor;
using namespace korridor::test;
using model::At;
using model::kNone;
using model::MeasureCells;
using model::MeasureKind;
using model::SetKind;

namespace {

Case with(MeasureCells cells) {
  cells.try_emplace("measure_id", "m");
  Case what;
  what.measures = {std::move(cells)};
  return what;
}

model::Measure measure(MeasureCells cells, FolderBuilder const& builder = small_model()) {
  Instance const instance = built(builder, with(std::move(cells)));
  REQUIRE(instance.measures.size() == 1);
  return instance.measures.front();
}

Findings refused(MeasureCells cells, FolderBuilder const& builder = small_model()) {
  return faults_of(builder, with(std::move(cells)));
}

FolderBuilder dated(std::string from, std::string to, std::string kind = "closure", std::string value = "") {
  auto builder = small_model();
  builder.table("measure", {"measure_id", "kind", "link", "date_from", "date_to", "value"},
                {{"m", std::move(kind), "pipe", std::move(from), std::move(to), std::move(value)}});
  return builder;
}

constexpr int kBoxes = 0, kCrude = 1;

} // namespace

TEST_CASE("a dated measure acts for its share of the days and both ends are inside") {
  Instance const instance = built(dated("2023-12-05", ""));
  REQUIRE(instance.measures.size() == 1);
  CHECK(instance.measures[0].share == doctest::Approx(27.0 / 365));
  CHECK(instance.measures[0].first_day == 338);
  CHECK(instance.measures[0].last_day == 364);
  CHECK(built(dated("2023-05-01", "2023-05-01")).measures[0].share == doctest::Approx(1.0 / 365));
  CHECK(built(dated("2022", "2023")).measures[0].share == 1.0);
  CHECK(built(dated("2024", "")).measures.empty());
  CHECK(built(dated("", "2022-12-31")).measures.empty());
}

TEST_CASE("on a day only what is in force counts and wholly") {
  Case day;
  day.date = "2023-12-05";
  CHECK(built(dated("2023-12-05", ""), day).measures.at(0).share == 1.0);
  day.date = "2023-12-04";
  CHECK(built(dated("2023-12-05", ""), day).measures.empty());
  CHECK(faults_of(dated("2023-12-05", "2023-12-04")).has("E310"));
}

TEST_CASE("quotas for part of a period are refused") {
  CHECK(faults_of(dated("2023-12-05", "", "quota", "5")).has("E523"));
  CHECK(built(dated("2023", "", "quota", "5")).measures.size() == 1);
  Case day;
  day.date = "2023-12-05";
  CHECK(built(dated("2023-12-05", "", "quota", "5"), day).measures.size() == 1);
}

TEST_CASE("limits for part of a period are refused and others dropped") {
  auto builder = small_model();
  auto const limited = [&](char const* from, char const* to) {
    builder.table("limit", {"limit_id", "members", "capacity", "date_from", "date_to"},
                  {{"l", "link:rail", "5", from, to}});
    return builder;
  };
  CHECK(faults_of(limited("2023-06-01", "")).has("E524"));
  CHECK(built(limited("2024", "")).limits.empty());
  CHECK(built(limited("2023", "2023")).limits.size() == 1);
}

TEST_CASE("a bloc that changes inside the period is refused only where it is used") {
  auto builder = small_model();
  builder.table("actor", {"actor_id", "kind", "members"},
                {{"WES", "", ""},
                 {"MID", "", ""},
                 {"EAS", "", ""},
                 {"PCO", "company", ""},
                 {"UNI", "bloc", "WES:2023-05-01/;MID:/2022-12-31;EAS:2000/"},
                 {"BIG", "bloc", "UNI"}});
  CHECK(built(builder).actors.size() == 6);
  CHECK(refused({{"kind", "ban"}, {"origin", "UNI"}}, builder).has("E525"));
  CHECK(refused({{"kind", "ban"}, {"imposer", "BIG"}}, builder).has("E525"));
  Case day = with({{"kind", "ban"}, {"origin", "BIG"}});
  day.date = "2023-05-01";
  Instance const instance = built(builder, day);
  CHECK(instance.measures[0].where.origins[position_of(instance.actors, "WES")]);
  CHECK_FALSE(instance.measures[0].where.origins[position_of(instance.actors, "MID")]);
  CHECK(element(instance.actors, "UNI").members.size() == 2);
  builder.table("measure", {"measure_id", "kind", "origin"}, {{"idle", "ban", "UNI"}});
  CHECK(built(builder).measures.empty());
}

TEST_CASE("place selectors are narrowed by holder and tell what kind of set they make") {
  auto const all = measure({{"kind", "closure"}});
  CHECK(all.where.kind == SetKind::everything);
  CHECK(all.where.links == std::vector<bool>{true, true});
  CHECK(all.where.nodes == std::vector<bool>{true, true, true});
  auto const by_link = measure({{"kind", "closure"}, {"mode", "rail;pipeline"}, {"jurisdiction", "MID"}});
  CHECK(by_link.where.kind == SetKind::by_link);
  CHECK(by_link.where.links == std::vector<bool>{false, true}); // pipe, rail
  CHECK(by_link.where.nodes == std::vector<bool>{false, false, false});
  auto const by_node = measure({{"kind", "closure"}, {"node", "*st"}});
  CHECK(by_node.where.kind == SetKind::by_node);
  CHECK(by_node.where.nodes == std::vector<bool>{false, true, true}); // border, east, west
  CHECK(by_node.where.links == std::vector<bool>{false, false});
  auto const held = measure({{"kind", "closure"}, {"controller", "MID"}});
  CHECK(held.where.kind == SetKind::by_holder);
  CHECK(held.where.links == std::vector<bool>{false, true});
  CHECK(held.where.nodes == std::vector<bool>{true, false, false});
  CHECK_FALSE(held.where.narrows_class);
  CHECK(refused({{"kind", "closure"}, {"link", "pipe"}, {"node", "west"}}).has("E904"));
}

TEST_CASE("class selectors become masks") {
  auto const ban = measure({{"kind", "ban"},
                            {"commodity", "oil"},
                            {"origin", "UNI"},
                            {"destination", "!EAS"},
                            {"segment", "hasty"}});
  CHECK(ban.where.narrows_class);
  CHECK(ban.where.commodities == std::vector<bool>{false, true});
  CHECK_FALSE(ban.where.origins[kNone]);
  CHECK(ban.where.destinations[kNone]);
  CHECK(ban.where.vias[kNone]);
  CHECK(ban.where.segments[0]);
  CHECK_FALSE(ban.where.segments[kNone]);
  CHECK(
      refused({{"kind", "ban"}, {"commodity", "coal"}, {"segment", "lazy"}, {"link", "pip"}}).error_count() ==
      3);
}

TEST_CASE("entering and leaving name ground") {
  auto const ban = measure({{"kind", "ban"}, {"enters", "UNI"}, {"at", "exit"}});
  CHECK(ban.where.has_enters);
  CHECK_FALSE(ban.where.has_leaves);
  CHECK_FALSE(ban.where.enters[kNone]);
  CHECK(ban.where.leaves[kNone]);
  CHECK(ban.at == At::exit);
  CHECK(refused({{"kind", "ban"}, {"at", "gate"}}).has("E311"));
}

TEST_CASE("factors of capacity and expansions cannot be narrowed to some goods") {
  CHECK(refused({{"kind", "capacity_factor"}, {"value", "0.5"}, {"origin", "WES"}}).has("E906"));
  CHECK(
      refused({{"kind", "expansion"}, {"value", "5"}, {"link", "pipe"}, {"commodity", "crude"}}).has("E906"));
  CHECK(measure({{"kind", "capacity_factor"}, {"value", "0.5"}}).value == 0.5);
}

TEST_CASE("a ban bites where the imposer or a complier or a member of theirs holds") {
  CHECK(measure({{"kind", "ban"}}).bite.empty());
  Instance const instance =
      built(small_model(), with({{"kind", "ban"}, {"imposer", "UNI"}, {"compliers", "EAS"}}));
  std::vector<int> expected;
  for (char const* id : {"EAS", "MID", "UNI", "WES"}) expected.push_back(position_of(instance.actors, id));
  CHECK(instance.measures[0].bite == expected);
  CHECK(instance.measures[0].imposer == position_of(instance.actors, "UNI"));
}

TEST_CASE("enforcement on re-exported goods follows via and secondary") {
  CHECK(measure({{"kind", "ban"}}).enforcement == 1.0);
  CHECK(measure({{"kind", "ban"}}).enforcement_via == 0.0);
  CHECK(measure({{"kind", "ban"}, {"enforcement", "0.7"}}).enforcement == 0.7);
  CHECK(measure({{"kind", "ban"}, {"via", "MID"}}).enforcement_via == 1.0);
  CHECK(measure({{"kind", "ban"}, {"via", "MID"}, {"enforcement_via", "0.4"}}).enforcement_via == 0.4);
  CHECK(measure({{"kind", "ban"}, {"secondary", "1"}}).enforcement_via == 1.0);
  CHECK(refused({{"kind", "ban"}, {"enforcement", "1.2"}}).has("E304"));
}

TEST_CASE("charges are money per unit of each commodity that they select") {
  auto const tariff = measure({{"kind", "tariff"}, {"value", "6USD/t"}, {"commodity", "boxes"}});
  CHECK(tariff.charge[kBoxes] == doctest::Approx(72.0));
  CHECK(tariff.charge[kCrude] == 0.0);
  CHECK(tariff.supply_charge[0] == doctest::Approx(72.0));
  CHECK(tariff.demand_charge[0] == 0.0);
  CHECK(measure({{"kind", "cost"}, {"value", "-6"}}).charge[kCrude] == -6.0);
  CHECK(refused({{"kind", "tariff"}, {"value", "6USD/bbl"}}).has("E802")); // boxes have no barrels
  CHECK(refused({{"kind", "tariff"}, {"value", "6"}, {"value_unit", "USD/t/1000km"}}).has("E804"));
}

TEST_CASE("a share of a price is of the row's own one and else of the commodity's") {
  auto builder = small_model();
  builder
      .table("commodity", {"commodity_id", "unit", "group", "ref_price", "t_per_TEU"},
             {{"crude", "t", "oil", "500", ""}, {"boxes", "TEU", "", "", "12"}})
      .table("supply", {"node_id", "commodity_id", "capacity", "ref_price"},
             {{"west", "crude", "1", "400"}, {"west", "crude", "1", ""}, {"west", "boxes", "1", ""}});
  auto const duty = measure({{"kind", "tariff"}, {"value", "10%"}, {"commodity", "crude"}}, builder);
  CHECK(duty.charge[kCrude] == doctest::Approx(50.0));
  CHECK(duty.supply_charge == std::vector<double>{0.0, 40.0, 50.0});
  auto const at_demand =
      measure({{"kind", "tariff"}, {"value", "10%"}, {"commodity", "crude"}, {"at", "demand"}}, builder);
  CHECK(at_demand.charge[kCrude] == 0.0);
  CHECK(at_demand.demand_charge == std::vector<double>{0.0, 50.0});
  CHECK(refused({{"kind", "tariff"}, {"value", "10%"}}, builder).has("E809"));
}

TEST_CASE("a quota counts in its own unit") {
  auto const quota = measure({{"kind", "quota"}, {"value", "73kbbl/d"}, {"commodity", "crude"}});
  CHECK(quota.value == doctest::Approx(73.0 * 365));
  CHECK(quota.use[kCrude] == doctest::Approx(0.0073));
  CHECK(quota.use[kBoxes] == 0.0);
  CHECK(measure({{"kind", "quota"}, {"value", "9"}}).use[kBoxes] == 1.0);
  CHECK(refused({{"kind", "quota"}, {"value", "9kbbl/d"}}).has("E802"));
  CHECK(refused({{"kind", "quota"}, {"value", "-9"}}).has("E526"));
}

TEST_CASE("an expansion is in the capacity unit of each element") {
  auto const more = measure({{"kind", "expansion"}, {"value", "1000kbbl/d"}, {"link", "pipe"}});
  CHECK(more.link_expansion[0] == doctest::Approx(50.0));
  CHECK(more.link_expansion[1] == 0.0);
  CHECK(measure({{"kind", "expansion"}, {"value", "5"}, {"link", "*"}}).link_expansion ==
        std::vector<double>{5.0, 5.0});
}

TEST_CASE("delays are days whatever the unit") {
  CHECK(measure({{"kind", "delay"}, {"value", "36h"}}).charge[kCrude] == doctest::Approx(1.5));
  CHECK(refused({{"kind", "delay"}, {"value", "-1"}}).has("E526"));
}

TEST_CASE("a value is given where the kind needs one and nowhere else") {
  CHECK(refused({{"kind", "tariff"}}).has("E521"));
  CHECK(refused({{"kind", "ban"}, {"value", "0.5"}}).has("E522"));
  CHECK(refused({{"kind", "supply_factor"}, {"value", "-0.5"}}).has("E526"));
  CHECK(refused({{"kind", "supply_factor"}, {"value", "50%"}}).has("E807"));
  CHECK(refused({{"kind", "tariff"}, {"value", "inf"}}).has("E526"));
}

TEST_CASE("events move no flow and other words are no kind") {
  CHECK(built(small_model(), with({{"kind", "event"}})).measures.empty());
  CHECK(refused({{"kind", "bann"}}).has("E311"));
}

TEST_CASE("tables and columns that are not worked yet are refused by name") {
  auto builder = small_model();
  builder.table("store", {"node_id", "commodity_id", "capacity"}, {{"west", "crude", "5"}});
  CHECK(text_of(faults_of(builder)).find("store.csv") != std::string::npos);
  auto with_area = small_model();
  with_area.table("node", {"node_id", "x_coord", "y_coord", "sync_area"},
                  {{"west", "0", "0", "north"}, {"border", "0", "0", ""}, {"east", "0", "0", ""}});
  CHECK(text_of(faults_of(with_area)).find("sync_area") != std::string::npos);
}

TEST_CASE("ad hoc measures are checked like rows of the table") {
  CHECK(refused({{"kind", "ban"}, {"orign", "WES"}}).has("E527"));
  CHECK(refused({{"link", "pipe"}}).has("E527"));
  Case twice = with({{"kind", "closure"}, {"link", "pipe"}});
  twice.measures.push_back(twice.measures.front());
  Instance const instance = built(small_model(), twice);
  CHECK(instance.measures[0].id == "m");
  CHECK(instance.measures[1].id == "m_2");
}
