// What is merged into one flow class, and what is not.
#include <doctest/doctest.h>

#include "korridor/solve/classes.hpp"
#include "support/network.hpp"

namespace korridor::test {

namespace {

// Three origins and three destinations round one hub.
Network hub() {
  Network network;
  network.node("hub");
  for (std::string const id : {"A", "B", "C"}) {
    std::string const land = id + id + id;
    network.node("from" + id, {{"jurisdiction", land}}).node("to" + id, {{"jurisdiction", "X" + id}});
    network.supply("from" + id, "5", "1").demand("to" + id, "4", "9");
    network.link("in" + id, "from" + id, "hub").link("out" + id, "hub", "to" + id);
  }
  return network;
}

struct Counts {
  std::size_t finest = 0;
  std::size_t merged = 0;
};

Counts classes_of(Network const& network) {
  Findings findings;
  std::optional<model::Instance> const instance = model::build_instance(network.folder(), {}, findings);
  REQUIRE_MESSAGE(instance.has_value(), text_of(findings));
  solve::Classes const classes(*instance);
  return {classes.finest().size(), classes.merged().size()};
}

} // namespace

TEST_CASE("origins and destinations that nothing tells apart are one class") {
  Counts const counts = classes_of(hub());
  CHECK(counts.finest == 9);
  CHECK(counts.merged == 1);
}

TEST_CASE("a ban on one origin to one destination makes two blocks of each") {
  Network network = hub();
  network.measure("ban", "ban", {{"origin", "AAA"}, {"destination", "XB"}});
  CHECK(classes_of(network).merged == 4);
}

TEST_CASE("a limit on one origin keeps it apart") {
  Network network = hub();
  network.row("limit",
              {{"limit_id", "quota"}, {"members", "link:outA:1"}, {"capacity", "2"}, {"origin", "AAA"}});
  CHECK(classes_of(network).merged == 2);
}

TEST_CASE("a ban of re-export keeps apart the origins, destinations and go-betweens that it names") {
  Network network = hub();
  network.row("reexport", {{"actor_id", "XA"}, {"commodity_id", "oil"}});
  network.row("reexport", {{"actor_id", "XB"}, {"commodity_id", "oil"}});
  CHECK(classes_of(network).merged == 1);
  for (auto const& [column, item] :
       {std::pair{"origin", "AAA"}, std::pair{"destination", "XC"}, std::pair{"via", "XA"}}) {
    Network banned = network;
    banned.measure("ban", "reexport_ban", {{column, item}, {"enforcement", "0.5"}});
    CHECK(classes_of(banned).merged == 2);
  }
}

TEST_CASE("a measure on another commodity tells nothing apart") {
  Network network = hub();
  network.row("commodity", {{"commodity_id", "gas"}, {"unit", "t"}});
  network.measure("ban", "ban", {{"origin", "AAA"}, {"commodity", "gas"}});
  CHECK(classes_of(network).merged == 1);
}

TEST_CASE("a ban in force for part of the period keeps each origin that it names apart") {
  Network network = hub();
  network.measure("ban", "ban", {{"origin", "AAA;BBB"}, {"date_from", "2023-07-01"}});
  CHECK(classes_of(network).merged == 3); // AAA, BBB and the rest
}

TEST_CASE("buyers whose time is worth differently are different classes") {
  Network network = hub();
  network.demand("toA", "1", "9", {{"time_value", "2"}, {"segment", "fast"}});
  CHECK(classes_of(network).merged == 2);
}

TEST_CASE("re-exported goods are another class only where a ban tells them from direct ones") {
  Network network = hub();
  network.row("reexport", {{"actor_id", "BBB"}, {"commodity_id", "oil"}});
  CHECK(classes_of(network).finest == 18);
  CHECK(classes_of(network).merged == 1);
  network.measure("ban", "ban", {{"origin", "AAA"}, {"imposer", "XA"}});
  CHECK(classes_of(network).merged == 4);
}

} // namespace korridor::test
