// Rankings computed by hand, and what becomes of cases that fail or are not reached.
//
// a has 20 t at 1, b wants 10 t at 20. Ways from a to b: d (6 t at 2), e (8 t at 5), and over m: f (at 4),
// then g (4 t at 5). Base: 6 by d, 4 by e, J = 200 - 10 - 12 - 20 = 158. R controls d and e, K controls e,
// BLOC is R and K.
#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>

#include "korridor/study/rank.hpp"
#include "support/network.hpp"

namespace korridor::test {

namespace {

using study::RankKind;
using study::RankStatus;

Network ways() {
  Network network;
  network.row("actor", {{"actor_id", "K"}})
      .row("actor", {{"actor_id", "R"}})
      .row("actor", {{"actor_id", "BLOC"}, {"kind", "bloc"}, {"members", "K;R"}});
  network.node("a", {{"jurisdiction", "K"}}).node("b").node("m");
  network.supply("a", "20", "1").demand("b", "10", "20");
  network.link("d", "a", "b", {{"capacity", "6"}, {"cost", "2"}, {"controller", "R"}});
  network.link("e", "a", "b", {{"capacity", "8"}, {"cost", "5"}, {"controller", "K;R"}});
  network.link("f", "a", "m", {{"cost", "4"}});
  network.link("g", "m", "b", {{"capacity", "4"}, {"cost", "5"}});
  return network;
}

struct Ranked {
  std::optional<study::Ranking> ranking;
  std::string faults;
  [[nodiscard]] study::Ranking const* operator->() const { return &*ranking; }
  [[nodiscard]] study::RankRow const* row(std::string const& first, std::string const& second = "") const {
    for (study::RankRow const& it : ranking->rows) {
      bool const same =
          it.elements[0].id == first && (it.elements.size() == 2 ? it.elements[1].id : "") == second;
      if (same) return &it;
    }
    return nullptr;
  }
  [[nodiscard]] double loss(std::string const& first, std::string const& second = "") const {
    study::RankRow const* const found = row(first, second);
    REQUIRE_MESSAGE(found != nullptr, first, " ", second);
    return found->surplus_loss;
  }
};

Ranked ranked(model::Folder const& folder, study::RankOptions const& options, model::Case const& what = {}) {
  Findings findings;
  Ranked out;
  out.ranking = study::rank(folder, what, options, findings);
  out.faults = text_of(findings);
  return out;
}

study::RankOptions of(std::vector<RankKind> kinds) {
  study::RankOptions options;
  options.kinds = std::move(kinds);
  return options;
}

/// Solves by the arc engine, but breaks where a link is closed.
class Breaking final : public study::Engine {
public:
  Breaking(model::Folder const& folder, std::string link)
      : engine_(study::make_engine(folder)), link_(std::move(link)) {}
  std::optional<study::Answer> answer(model::Case const& what, study::SolveOptions const& options,
                                      Findings& findings) override {
    for (model::MeasureCells const& cells : what.measures) {
      auto const link = cells.find("link");
      if (link != cells.end() && link->second == link_) throw std::runtime_error("broke on purpose");
    }
    return engine_->answer(what, options, findings);
  }

private:
  std::unique_ptr<study::Engine> engine_;
  std::string link_;
};

} // namespace

TEST_CASE("each link's loss is the one computed by hand, and links without flow are proved without a solve") {
  Ranked const it = ranked(ways().folder(), of({RankKind::link}));
  REQUIRE_MESSAGE(it.ranking, it.faults);
  CHECK(it->base.surplus == doctest::Approx(158));
  CHECK(it.loss("d") == doctest::Approx(26)); // e 8, over m 2: 200 - 10 - 40 - 18 = 132
  CHECK(it.loss("e") == doctest::Approx(16)); // d 6, over m 4: 142
  CHECK(it.loss("f") == 0.0);
  CHECK(it.row("f")->status == RankStatus::unused);
  CHECK(it.row("g")->status == RankStatus::unused);
  CHECK(it->counts.solved == 2);
  CHECK(it->counts.unused == 2);
  CHECK(it->rows.front().elements.front().id == "d");
  CHECK(it.row("d")->low <= 26.0 + 1e-6);
  CHECK(it.row("d")->high >= 26.0 - 1e-6);
}

TEST_CASE("the alternative named takes most of the diverted goods") {
  Ranked const it = ranked(ways().folder(), of({RankKind::link}));
  auto const& way = it.row("d")->alternative;
  REQUIRE(way.has_value());
  CHECK(way->commodity == "oil");
  CHECK(way->origin == "K");
  CHECK(way->diverted == doctest::Approx(6));
  CHECK(way->link == "e");
  CHECK(way->gain == doctest::Approx(4));
  CHECK(it.row("e")->alternative->gain == doctest::Approx(4)); // all of it, over m
}

TEST_CASE("places and holders are closed with all that they touch") {
  Ranked const it = ranked(ways().folder(), of({RankKind::node, RankKind::controller}));
  CHECK(it.loss("a") == doctest::Approx(158));
  CHECK(it.loss("b") == doctest::Approx(158));
  CHECK(it.loss("m") == 0.0);
  REQUIRE(it.row("b")->unserved.size() == 1);
  CHECK(it.row("b")->unserved.front().quantity == doctest::Approx(10));
  CHECK(it.loss("K") == doctest::Approx(16));
  CHECK(it.loss("R") == doctest::Approx(118)); // d and e: over m 4, 80 - 4 - 36 = 40
  CHECK(it.loss("BLOC") == doctest::Approx(118));
  CHECK(it.row("R")->unserved.front().quantity == doctest::Approx(6));
}

TEST_CASE(
    "pairs cost what was computed by hand, more than both alone, and those that add nothing are counted") {
  study::RankOptions options;
  options.pairs = true;
  Ranked const it = ranked(ways().folder(), options);
  REQUIRE_MESSAGE(it.ranking, it.faults);
  CHECK(it.loss("d", "e") == doctest::Approx(118));
  CHECK(it.loss("e", "f") == doctest::Approx(56)); // d 6: 120 - 6 - 12 = 102
  CHECK(it.loss("e", "g") == doctest::Approx(56));
  CHECK(it.loss("d", "f") == doctest::Approx(46)); // e 8: 160 - 8 - 40 = 112
  CHECK(it.loss("d", "g") == doctest::Approx(46));
  CHECK(it.row("f", "g") == nullptr);
  CHECK(it->counts.cases == 6);
  CHECK(it->counts.nested == 1);
  CHECK(it.row("d", "e")->alone.front() == doctest::Approx(26));
  CHECK(it.row("d", "e")->alone.back() == doctest::Approx(16));
}

TEST_CASE("a measure lifted gives what it had taken, and one that binds nowhere is proved to") {
  Network network = ways();
  network.link("h", "a", "b", {{"capacity", "5"}, {"cost", "1"}}).link("i", "a", "b", {{"cost", "30"}});
  network.measure("h_shut", "closure", {{"link", "h"}}).measure("i_shut", "closure", {{"link", "i"}});
  network.measure("d_toll", "tariff", {{"link", "d"}, {"value", "1"}, {"imposer", "R"}});
  Ranked const it = ranked(network.folder(), of({RankKind::measure}));
  REQUIRE_MESSAGE(it.ranking, it.faults);
  CHECK(it->base.surplus == doctest::Approx(152));
  CHECK(it.loss("h_shut") == doctest::Approx(-18)); // h 5 at 1, d 5 at 3: 200 - 10 - 5 - 15 = 170
  CHECK(it.loss("d_toll") == doctest::Approx(-6));
  CHECK(it.row("d_toll")->loss_of("R") == doctest::Approx(6));
  CHECK(it.row("d_toll")->welfare_loss.value() == doctest::Approx(0).epsilon(1e-9));
  CHECK(it.row("i_shut")->status == RankStatus::unused);
}

TEST_CASE("a measure given on the command line can be lifted too") {
  model::Case what;
  what.measures = {{{"measure_id", "no_d"}, {"kind", "closure"}, {"link", "d"}}};
  Ranked const it = ranked(ways().folder(), of({RankKind::measure}), what);
  REQUIRE_MESSAGE(it.ranking, it.faults);
  CHECK(it.loss("no_d") == doctest::Approx(-26));
}

TEST_CASE("a closure can be for one commodity alone") {
  Network network = ways();
  network.row("commodity", {{"commodity_id", "gas"}, {"unit", "t"}});
  network.supply("a", "1", "1", {{"commodity_id", "gas"}}).demand("b", "1", "11", {{"commodity_id", "gas"}});
  network.link("h", "a", "b", {{"cost", "4"}, {"carrier", "gas"}});
  study::RankOptions options = of({RankKind::link, RankKind::node});
  options.commodity = "gas";
  Ranked const it = ranked(network.folder(), options);
  REQUIRE_MESSAGE(it.ranking, it.faults);
  // Gas goes by h at 4: by d at 2 it would push a tonne of oil to e, 3 dearer. Without h it costs 5 either
  // way.
  CHECK(it.loss("h") == doctest::Approx(1));
  CHECK(it.loss("b") == doctest::Approx(6)); // gas alone: 11 - 1 - 4
  CHECK(it.row("d")->status == RankStatus::unused);
  options.commodity = "gaz";
  CHECK(ranked(network.folder(), options).faults.find("E720") != std::string::npos);
  options.commodity = "";
  options.actor = "X";
  CHECK(ranked(network.folder(), options).faults.find("E721") != std::string::npos);
}

TEST_CASE("an actor's losses rank as the actor sees them") {
  study::RankOptions options = of({RankKind::link});
  options.actor = "R";
  Network network = ways();
  network.measure("e_toll", "toll", {{"link", "e"}, {"value", "2"}, {"imposer", "R"}});
  Ranked const it = ranked(network.folder(), options);
  REQUIRE_MESSAGE(it.ranking, it.faults);
  // R earns 2 on each of the 4 t by e; without d it is 8 t, so that d's closure is a gain.
  CHECK(it->rows.front().elements.front().id == "e");
  CHECK(it.row("e")->loss_of("R") == doctest::Approx(8));
  CHECK(it.row("d")->loss_of("R") == doctest::Approx(-8));
}

TEST_CASE("a case that fails says so and the others go on") {
  model::Folder const folder = ways().folder();
  study::RankOptions options = of({RankKind::link});
  options.make_engine = [&] { return std::make_unique<Breaking>(folder, "d"); };
  options.threads = 2;
  Ranked const it = ranked(folder, options);
  REQUIRE_MESSAGE(it.ranking, it.faults);
  CHECK(it.row("d")->status == RankStatus::failed);
  CHECK(it.row("d")->message == "broke on purpose");
  CHECK(it.loss("e") == doctest::Approx(16));
  CHECK(it->counts.failed == 1);
  CHECK_FALSE(it->whole());
}

TEST_CASE("a ranking that is stopped keeps what is done") {
  study::RankOptions options = of({RankKind::link});
  int solved = 0;
  options.progress = [&](study::RankProgress const& at) { solved += at.stage == "links" ? 1 : 0; };
  options.stop = [&] { return solved == 1; };
  Ranked const it = ranked(ways().folder(), options);
  REQUIRE_MESSAGE(it.ranking, it.faults);
  CHECK(it->counts.solved == 1);
  CHECK(it->counts.not_reached == 1);
  CHECK(it->counts.unused == 2);
  CHECK(it.loss("d") == doctest::Approx(26));
  CHECK(it.row("e")->status == RankStatus::not_reached);
}

TEST_CASE("pairs that a stop comes before are not reached, and nothing is said of them") {
  study::RankOptions options = of({RankKind::link});
  options.pairs = true;
  options.stop = [] { return true; };
  Ranked const it = ranked(ways().folder(), options);
  REQUIRE_MESSAGE(it.ranking, it.faults);
  CHECK(it->counts.cases == 6);
  CHECK(it->counts.not_reached == 6);
  CHECK(it->counts.nested == 0);
}

TEST_CASE(
    "where the lane of a price cap is used nothing is taken as proved, for a closure may move its charge") {
  Network network = ways();
  network.row("actor", {{"actor_id", "S"}});
  network.link("s", "a", "b", {{"capacity", "6"}, {"cost", "2"}, {"services", "S"}});
  network.measure("cap", "price_cap", {{"imposer", "S"}, {"value", "3"}, {"commodity", "oil"}});
  Ranked const it = ranked(network.folder(), of({RankKind::link}));
  REQUIRE_MESSAGE(it.ranking, it.faults);
  CHECK(it->counts.unused == 0);
  CHECK(it->counts.solved == 5);
  CHECK_FALSE(it->remarks.empty());
}

TEST_CASE("demand without a value is judged by what the base case puts on it") {
  Network network;
  network.node("a").node("b").supply("a", "20", "1");
  network.row("demand", {{"node_id", "b"}, {"commodity_id", "oil"}, {"quantity", "10"}});
  network.link("d", "a", "b", {{"capacity", "6"}, {"cost", "2"}}).link("e", "a", "b", {{"cost", "5"}});
  Ranked const it = ranked(network.folder(), of({RankKind::link, RankKind::node}));
  REQUIRE_MESSAGE(it.ranking, it.faults);
  CHECK(it.loss("d") == doctest::Approx(18)); // 6 t at 5 instead of 2
  double const worth = it.loss("b") / 10.0;   // ten tonnes missed, their cost of 1 + 3.2 saved
  CHECK(worth > 50.0);
  CHECK(it.loss("e") == doctest::Approx(4.0 * (worth + 4.2) - 4.0 * 6.0));
  CHECK_FALSE(it.row("b")->welfare_loss.has_value());
}

} // namespace korridor::test
