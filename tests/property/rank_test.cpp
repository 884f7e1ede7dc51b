// Rankings of seeded random models against independent solves.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "korridor/study/rank.hpp"
#include "support/random_instance.hpp"

namespace korridor::test {

namespace {

using study::RankKind;
using study::RankRow;

double surplus(model::Folder const& folder, std::vector<study::RankElement> const& closed) {
  model::Case what;
  for (study::RankElement const& element : closed) {
    char const* const selector = element.kind == RankKind::link   ? "link"
                                 : element.kind == RankKind::node ? "node"
                                                                  : "controller";
    what.measures.push_back({{"measure_id", "x"}, {"kind", "closure"}, {selector, element.id}});
  }
  Solved const solved = solve(folder, what);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  return solved->surplus;
}

study::Ranking ranked(model::Folder const& folder, study::RankOptions const& options) {
  Findings findings;
  auto found = study::rank(folder, {}, options, findings);
  REQUIRE_MESSAGE(found, text_of(findings));
  return std::move(*found);
}

// Both sides are certified to 1e-7 of cost.
double slack(study::Ranking const& ranking) { return 1e-6 * (1.0 + std::abs(ranking.base.surplus)); }

double lost_by_all(RankRow const& row) {
  double sum = 0.0;
  for (study::ActorLoss const& loss : row.by_actor) sum += loss.loss;
  return sum;
}

// Everything that a row says, to the last bit.
std::string text(RankRow const& row) {
  std::string out;
  for (study::RankElement const& element : row.elements) out += element.id + " ";
  char buffer[128];
  auto const add = [&](double number) {
    std::snprintf(buffer, sizeof buffer, "%a ", number);
    out += buffer;
  };
  for (double const number : {row.surplus_loss, row.low, row.high, row.welfare_loss.value_or(0.0), row.gap})
    add(number);
  for (study::ActorLoss const& it : row.by_actor) {
    out += it.actor + " ";
    for (double const number : {it.loss, it.low, it.high}) add(number);
  }
  for (study::UnservedChange const& it : row.unserved) add(it.quantity);
  if (row.alternative) {
    out += row.alternative->link + " ";
    add(row.alternative->gain);
  }
  return out;
}

} // namespace

TEST_CASE("losses are those of independent solves, for every link, place and holder of the random models") {
  std::size_t unused = 0, solved = 0;
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    CAPTURE(seed);
    model::Folder const folder = RandomModel(seed).network().folder();
    study::RankOptions options;
    options.kinds = {RankKind::link, RankKind::node, RankKind::controller};
    study::Ranking const ranking = ranked(folder, options);
    CHECK(ranking.rows.size() == ranking.counts.cases);
    for (RankRow const& row : ranking.rows) {
      CAPTURE(row.elements.front().id);
      double const loss = ranking.base.surplus - surplus(folder, row.elements);
      CHECK(std::abs(row.surplus_loss - loss) <= slack(ranking));
      CHECK(row.low <= loss + slack(ranking));
      CHECK(loss <= row.high + slack(ranking));
    }
    unused += ranking.counts.unused;
    solved += ranking.counts.solved;
  }
  MESSAGE(solved, " solved, ", unused, " proved without a solve");
  CHECK(unused > 5);
  CHECK(solved > 50);
}

TEST_CASE("a closure answered in place costs what it costs when the case is built anew") {
  std::size_t in_place = 0, solved = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    model::Folder const folder = RandomModel(seed, 1.0, true, seed % 2 == 0).network().folder();
    study::RankOptions options;
    options.kinds = {seed % 4 < 2 ? RankKind::link : RankKind::node};
    study::Ranking const here = ranked(folder, options);
    options.make_engine = [&] { return study::make_engine(folder); };
    study::Ranking const anew = ranked(folder, options);
    CHECK(anew.counts.in_place == 0);
    in_place += here.counts.in_place;
    solved += here.counts.solved;
    for (RankRow const& row : here.rows) {
      CAPTURE(row.elements.front().id);
      auto const other = std::find_if(anew.rows.begin(), anew.rows.end(), [&](RankRow const& it) {
        return it.elements.front().id == row.elements.front().id;
      });
      REQUIRE(other != anew.rows.end());
      CHECK(row.status == other->status);
      CHECK(std::abs(row.surplus_loss - other->surplus_loss) <= slack(here));
      // Where optimal flows differ one actor may earn what another would; together they lose the same.
      CHECK(std::abs(lost_by_all(row) - lost_by_all(*other)) <= slack(here));
    }
  }
  MESSAGE(in_place, " of ", solved, " solved in place");
  CHECK(4 * in_place > 3 * solved); // not where a closure narrows a ban in force for part of the period
}

TEST_CASE("the first few by bounds are the head of the full ranking") {
  std::size_t skipped = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    CAPTURE(seed);
    model::Folder const folder = RandomModel(seed, 1.0, true, seed % 2 == 0).network().folder();
    for (RankKind const kind : {RankKind::link, RankKind::measure}) {
      study::RankOptions options;
      options.kinds = {kind};
      study::Ranking const full = ranked(folder, options);
      options.top = 2;
      study::Ranking const head = ranked(folder, options);
      skipped += head.counts.bounded;
      auto const size = [&](RankRow const& row) {
        return kind == RankKind::measure ? std::abs(row.surplus_loss) : row.surplus_loss;
      };
      std::vector<double> most;
      for (RankRow const& row : full.rows) most.push_back(size(row));
      std::sort(most.begin(), most.end(), std::greater<>());
      REQUIRE(head.rows.size() == std::min<std::size_t>(2, most.size()));
      std::vector<double> found;
      for (RankRow const& row : head.rows) found.push_back(size(row));
      std::sort(found.begin(), found.end(), std::greater<>());
      for (std::size_t i = 0; i < found.size(); ++i) CHECK(std::abs(found[i] - most[i]) <= slack(full));
    }
  }
  MESSAGE(skipped, " skipped by bounds");
  CHECK(skipped > 10);
}

TEST_CASE(
    "pruned pairs cost what the worse of the two costs alone, all others what an independent solve says") {
  std::size_t nested = 0, bounded = 0;
  for (std::uint64_t const seed : {3, 6, 9}) {
    CAPTURE(seed);
    model::Folder const folder = RandomModel(seed, 1.0, true, false).network().folder();
    study::RankOptions options;
    study::Ranking const singles = ranked(folder, [&] {
      options.kinds = {RankKind::link};
      return options;
    }());
    options.pairs = true;
    study::Ranking const all = ranked(folder, options);
    nested += all.counts.nested;
    std::set<std::pair<std::string, std::string>> listed;
    for (RankRow const& row : all.rows) listed.insert({row.elements[0].id, row.elements[1].id});
    for (RankRow const& a : singles.rows) {
      for (RankRow const& b : singles.rows) {
        std::string const first = a.elements[0].id, second = b.elements[0].id;
        if (first >= second) continue;
        CAPTURE(first);
        CAPTURE(second);
        double const loss = all.base.surplus - surplus(folder, {a.elements[0], b.elements[0]});
        if (!listed.contains({first, second})) {
          double const worse = std::max(a.surplus_loss, b.surplus_loss);
          CHECK(loss <= worse + slack(all));
          CHECK(loss >= worse - slack(all));
          continue;
        }
        auto const row = std::find_if(all.rows.begin(), all.rows.end(), [&](RankRow const& it) {
          return it.elements[0].id == first && it.elements[1].id == second;
        });
        CHECK(std::abs(row->surplus_loss - loss) <= slack(all));
      }
    }
    options.top = 3;
    study::Ranking const head = ranked(folder, options);
    bounded += head.counts.bounded;
    REQUIRE(head.rows.size() == std::min<std::size_t>(3, all.rows.size()));
    for (std::size_t i = 0; i < head.rows.size(); ++i) {
      CHECK(std::abs(head.rows[i].surplus_loss - all.rows[i].surplus_loss) <= slack(all));
    }
  }
  MESSAGE(nested, " pairs in which one adds nothing, ", bounded, " bounded away");
  CHECK(nested > 50);
  CHECK(bounded > 5);
}

TEST_CASE("three threads give the ranking of one, to the last bit") {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    CAPTURE(seed);
    model::Folder const folder = RandomModel(seed).network().folder();
    for (std::size_t const top : {0, 2}) {
      study::RankOptions options;
      options.top = top;
      study::Ranking const one = ranked(folder, options);
      options.threads = 3;
      study::Ranking const three = ranked(folder, options);
      REQUIRE(one.rows.size() == three.rows.size());
      for (std::size_t i = 0; i < one.rows.size(); ++i) CHECK(text(one.rows[i]) == text(three.rows[i]));
      CHECK(one.counts.bounded == three.counts.bounded);
    }
  }
}

} // namespace korridor::test
