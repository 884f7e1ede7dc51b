// Theorems of the equilibrium on seeded random models.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "korridor/core/text.hpp"
#include "korridor/solve/equilibrium.hpp"
#include "korridor/verify/certificate.hpp"
#include "support/random_instance.hpp"

namespace korridor::test {

namespace {

constexpr std::uint64_t kSeeds = 60;

double surplus(model::Folder const& folder, model::Case const& what = {}) {
  Solved const solved = solve(folder, what);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  REQUIRE(solved.proved());
  return solved->surplus;
}

// Tolerance of a comparison of two surpluses: both are certified to 1e-7 of cost.
double slack(double a, double b) { return 1e-6 * (1.0 + std::max(std::abs(a), std::abs(b))); }

model::Table& table(model::Folder& folder, char const* name) { return *folder.find(name); }

std::size_t column(model::Table const& t, char const* name) { return t.find(name).value(); }

} // namespace

TEST_CASE("the random models exercise what they are meant to exercise") {
  int with_flow = 0, with_via = 0, with_rent = 0, with_quota = 0, with_mixing = 0, with_losses = 0,
      with_processing = 0, with_full_plant = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Solved const solved = solve(RandomModel(seed).network());
    REQUIRE_MESSAGE(solved.answer, solved.faults);
    auto const& flows = solved->flows;
    with_flow += flows.empty() ? 0 : 1;
    with_via +=
        std::any_of(flows.begin(), flows.end(), [](auto const& f) { return f.via != model::kNone; }) ? 1 : 0;
    with_mixing += std::any_of(flows.begin(), flows.end(), [](auto const& f) { return f.mixed; }) ? 1 : 0;
    with_rent +=
        std::any_of(solved->links.begin(), solved->links.end(), [](auto const& l) { return l.rent > 1e-6; })
            ? 1
            : 0;
    with_quota += std::any_of(solved->bindings.begin(), solved->bindings.end(),
                              [](auto const& b) { return b.rent > 1e-6; })
                      ? 1
                      : 0;
    auto const& plants = solved->processes;
    with_processing +=
        std::any_of(plants.begin(), plants.end(), [](auto const& p) { return p.activity > 1e-6; }) ? 1 : 0;
    with_full_plant +=
        std::any_of(plants.begin(), plants.end(), [](auto const& p) { return p.rent > 1e-6; }) ? 1 : 0;
    with_losses +=
        std::any_of(flows.begin(), flows.end(),
                    [&](auto const& f) {
                      return solved->instance.links[static_cast<std::size_t>(f.link)].efficiency < 1.0;
                    })
            ? 1
            : 0;
  }
  CHECK(with_flow > 180);
  CHECK(with_rent > 80);
  CHECK(with_losses > 80);
  CHECK(with_quota > 20);
  CHECK(with_mixing > 15);
  CHECK(with_via > 5);
  CHECK(with_processing > 60);
  CHECK(with_full_plant > 30);
}

TEST_CASE("bans of services and of re-export change answers of the random models, and never for the better") {
  for (std::string const kind : {"service_ban", "reexport_ban"}) {
    CAPTURE(kind);
    int changed = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
      CAPTURE(seed);
      model::Folder folder = RandomModel(seed, 1.0, true, false).network().folder();
      double const banned = surplus(folder);
      model::Table& measures = table(folder, "measure");
      std::size_t const kind_column = column(measures, "kind");
      std::erase_if(measures.rows, [&](model::Row const& row) { return row.cells[kind_column] == kind; });
      double const lifted = surplus(folder);
      CHECK(banned <= lifted + slack(banned, lifted));
      changed += banned < lifted - slack(banned, lifted) ? 1 : 0;
    }
    CHECK(changed > 3);
  }
}

TEST_CASE("price caps of the random models are kept, and their charges are the least to do it") {
  int binding = 0, emptied = 0, caps = 0, broken_below = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    Solved const solved = solve(RandomModel(seed).network());
    REQUIRE_MESSAGE(solved.answer, solved.faults);
    REQUIRE(solved.proved());
    for (study::PriceCapRow const& row : solved->price_caps) {
      ++caps;
      CHECK(row.charge >= 0.0);
      if (row.netback) CHECK(*row.netback <= row.cap * (1.0 + 1e-6));
      if (!row.netback) CHECK(row.serviced_volume == 0.0);
      if (!row.binding) continue;
      ++binding;
      emptied += row.serviced_volume == 0.0 ? 1 : 0;
      // A little below, goods enter the lane at more than the cap, as the certificate sees it.
      model::Instance below = solved->instance;
      below.measures[static_cast<std::size_t>(row.measure)].charge[static_cast<std::size_t>(row.commodity)] -=
          std::min(row.charge, 1e-4 * row.cap);
      std::string problem;
      auto const equilibrium = solve::solve_equilibrium(below, {}, problem);
      REQUIRE(equilibrium.has_value());
      broken_below += verify::certify(below, equilibrium->solution).max_violation > 1e-6 ? 1 : 0;
    }
  }
  MESSAGE(caps, " caps, ", binding, " bind, ", emptied, " empty their lane, ", broken_below, " broken below");
  CHECK(binding > 20);
  CHECK(emptied > 3);
  CHECK(broken_below > 0.9 * binding);
}

TEST_CASE("both accounting identities hold") {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    CAPTURE(seed);
    Solved const solved = solve(RandomModel(seed).network());
    REQUIRE_MESSAGE(solved.answer, solved.faults);
    CHECK(solved->identities.surplus_error < 1e-6);
    CHECK(solved->identities.welfare_error < 1e-8); // friction is told to the width of a chord
  }
}

TEST_CASE("a further ban never raises the surplus") {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    CAPTURE(seed);
    model::Folder const folder = RandomModel(seed, 1.0, true, false).network().folder();
    model::Case banned;
    banned.measures = {{{"measure_id", "extra"}, {"kind", "ban"}, {"imposer", "A01"}, {"origin", "A00;A03"}}};
    double const before = surplus(folder);
    double const after = surplus(folder, banned);
    CHECK(after <= before + slack(before, after));
  }
}

TEST_CASE("more capacity never lowers the surplus") {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    CAPTURE(seed);
    model::Folder const folder = RandomModel(seed, 1.0, true, false).network().folder();
    model::Case wider;
    wider.measures = {{{"measure_id", "extra"}, {"kind", "expansion"}, {"link", "l0*"}, {"value", "3"}}};
    double const before = surplus(folder);
    double const after = surplus(folder, wider);
    CHECK(after >= before - slack(before, after));
  }
}

TEST_CASE("a closure never raises the surplus") {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    CAPTURE(seed);
    model::Folder const folder = RandomModel(seed, 1.0, true, false).network().folder();
    model::Case closed;
    closed.measures = {{{"measure_id", "extra"}, {"kind", "closure"}, {"node", "n02"}}};
    double const before = surplus(folder);
    double const after = surplus(folder, closed);
    CHECK(after <= before + slack(before, after));
  }
}

TEST_CASE("the order of rows changes nothing, to the last bit") {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    CAPTURE(seed);
    model::Folder folder = RandomModel(seed).network().folder();
    double const before = surplus(folder);
    // Rows of supply and demand without an id are numbered in their order, so these keep it.
    for (char const* name : {"node", "link", "actor", "measure", "commodity"}) {
      model::Table& t = table(folder, name);
      std::reverse(t.rows.begin(), t.rows.end());
    }
    CHECK(surplus(folder) == before);
  }
}

TEST_CASE("renaming places and links changes no surplus") {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    CAPTURE(seed);
    model::Folder folder = RandomModel(seed, 1.0, true, false).network().folder();
    double const before = surplus(folder);
    // n03 -> z96 turns the order round; every mention goes along.
    auto const renamed = [](std::string text) {
      for (std::size_t i = 0; i + 2 < text.size(); ++i) {
        bool const id = (text[i] == 'n' || text[i] == 'l') &&
                        std::isdigit(static_cast<unsigned char>(text[i + 1])) != 0 &&
                        std::isdigit(static_cast<unsigned char>(text[i + 2])) != 0;
        if (!id) continue;
        int const number = 99 - ((text[i + 1] - '0') * 10 + (text[i + 2] - '0'));
        text[i] = text[i] == 'n' ? 'z' : 'w';
        text[i + 1] = static_cast<char>('0' + number / 10);
        text[i + 2] = static_cast<char>('0' + number % 10);
      }
      return text;
    };
    for (model::Table& t : folder.tables) {
      for (char const* name : {"node_id", "link_id", "from_node_id", "to_node_id", "link", "members"}) {
        if (t.name == "actor" || !t.find(name)) continue;
        for (model::Row& row : t.rows) row.cells[column(t, name)] = renamed(row.cells[column(t, name)]);
      }
    }
    double const after = surplus(folder);
    CHECK(after == doctest::Approx(before).epsilon(1e-8));
  }
}

TEST_CASE("the unit of money scales the surplus and nothing else") {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    CAPTURE(seed);
    double const dollars = surplus(RandomModel(seed, 1.0, true, false).network().folder());
    double const cents = surplus(RandomModel(seed, 100.0, true, false).network().folder());
    CHECK(cents == doctest::Approx(100.0 * dollars).epsilon(1e-8));
  }
}

TEST_CASE("intervals hold the price and every actor's value") {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    CAPTURE(seed);
    Solved const solved = solve(RandomModel(seed).network());
    REQUIRE_MESSAGE(solved.answer, solved.faults);
    for (study::PriceRow const& row : solved->prices) {
      if (!row.price || !row.low || !row.high) continue;
      CHECK(*row.low <= *row.price + 1e-9);
      CHECK(*row.price <= *row.high + 1e-9);
    }
    for (study::ActorRow const& row : solved->actors) {
      double const scale = 1e-6 * (1.0 + std::abs(*row.total));
      if (row.low) CHECK(*row.low <= *row.total + scale);
      if (row.high) CHECK(*row.total <= *row.high + scale);
    }
  }
}

// The folder with a little free supply of oil added at a node.
model::Folder with_more_supply(model::Folder folder, std::string const& node, double quantity) {
  model::Table& supply = table(folder, "supply");
  model::Row extra{std::vector<std::string>(supply.columns.size()), 0};
  auto const set = [&](char const* name, std::string const& text) {
    extra.cells[column(supply, name)] = text;
  };
  set("node_id", node);
  set("commodity_id", "oil");
  set("capacity", number_text(quantity));
  set("cost", "0");
  supply.rows.push_back(extra);
  return folder;
}

TEST_CASE("the low end of a price interval is what one more unit adds to the surplus") {
  // The right derivative of J in free supply at a place; where the price is below nothing the unit is not
  // used. Without measures all origins have one price; places with charges or capacity of their own are left
  // out.
  int compared = 0;
  for (std::uint64_t seed = 1; seed <= 25; ++seed) {
    CAPTURE(seed);
    model::Folder const folder = RandomModel(seed, 1.0, false).network().folder();
    Solved const base = solve(folder);
    REQUIRE_MESSAGE(base.answer, base.faults);
    auto const& commodities = base->instance.commodities;
    auto const oil = static_cast<std::size_t>(
        std::find_if(commodities.begin(), commodities.end(), [](auto const& c) { return c.id == "oil"; }) -
        commodities.begin());
    for (std::size_t n = 0; n < base->instance.nodes.size(); ++n) {
      model::Node const& place = base->instance.nodes[n];
      bool const free = place.cost[oil] == 0.0 && place.toll[oil] == 0.0 && !std::isfinite(place.capacity);
      std::optional<double> low; // goods of any origin that can come there
      for (study::PriceRow const& row : base->prices) {
        if (row.node == static_cast<int>(n) && row.commodity == static_cast<int>(oil) && row.low)
          low = row.low;
      }
      if (!free || !low) continue;
      ++compared;
      CAPTURE(place.id);
      double const more = 1e-4;
      double const gained = (surplus(with_more_supply(folder, place.id, more)) - base->surplus) / more;
      CHECK(gained == doctest::Approx(std::max(0.0, *low)).epsilon(1e-3));
    }
  }
  CHECK(compared > 60);
}

} // namespace korridor::test
