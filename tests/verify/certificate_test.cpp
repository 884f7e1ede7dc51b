// The certificate on answers that are right and on answers spoiled on purpose.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "korridor/model/case.hpp"
#include "korridor/solve/price_cap.hpp"
#include "korridor/verify/certificate.hpp"
#include "support/random_instance.hpp"

namespace korridor::test {

namespace {

constexpr double kGap = 1e-7;

model::Instance random_instance(std::uint64_t seed) {
  Findings findings;
  std::optional<model::Instance> instance =
      model::build_instance(RandomModel(seed).network().folder(), {}, findings);
  REQUIRE_MESSAGE(instance.has_value(), text_of(findings));
  return *instance;
}

// Writes the charges of price caps into the instance.
model::Solution solution_of(model::Instance& instance) {
  std::string problem;
  auto found = solve::solve_with_price_caps(instance, {}, problem);
  REQUIRE_MESSAGE(found.has_value(), problem);
  return found->equilibrium.solution;
}

// One number of the answer made wrong by about a third, or a position moved; false when there was nothing to
// spoil.
bool spoil(model::Solution& solution, model::Instance const& instance, Random& random) {
  // The largest of three drawn, so that what is spoiled shows.
  auto const size = [](auto const& part) {
    if constexpr (requires { part.flow; }) {
      return part.flow;
    } else if constexpr (requires { part.quantity; }) {
      return part.quantity;
    } else {
      return part.withdrawn;
    }
  };
  auto const pick = [&](auto& list) -> auto& {
    std::size_t best = 0;
    for (int i = 0; i < 3; ++i) {
      auto const drawn = static_cast<std::size_t>(random.below(static_cast<int>(list.size())));
      if (i == 0 || size(list[drawn]) > size(list[best])) best = drawn;
    }
    return list[best];
  };
  double const factor = random.chance(0.5) ? 1.3 : 0.7;
  switch (random.below(9)) {
  case 0:
    if (solution.flows.empty()) return false;
    pick(solution.flows).flow *= factor;
    return true;
  case 1:
    if (solution.production.empty()) return false;
    pick(solution.production).quantity *= factor;
    return true;
  case 2:
    if (solution.deliveries.empty()) return false;
    pick(solution.deliveries).withdrawn *= factor;
    return true;
  case 3:
    if (solution.flows.empty()) return false;
    { // to any other link, or to one that is not there
      int const count = static_cast<int>(instance.links.size());
      model::ArcFlow& flow = pick(solution.flows);
      flow.link = (flow.link + 1 + random.below(count)) % (count + 1);
    }
    return true;
  case 4: // a price where goods pass: it matters
    if (solution.flows.empty()) return false;
    {
      model::ArcFlow const& flow = pick(solution.flows);
      int const node = flow.forward ? instance.links[static_cast<std::size_t>(flow.link)].to
                                    : instance.links[static_cast<std::size_t>(flow.link)].from;
      solution.price[static_cast<std::size_t>(flow.flow_class) * instance.nodes.size() +
                     static_cast<std::size_t>(node)] += random.chance(0.5) ? 5.0 : -5.0;
    }
    return true;
  case 5:
    if (solution.deliveries.empty()) return false;
    pick(solution.deliveries).withdrawn = 0.0;
    return true;
  case 6:
    if (solution.flows.empty()) return false;
    pick(solution.flows).flow = std::numeric_limits<double>::quiet_NaN();
    return true;
  case 7: { // what a contract costs at the margin taken away
    auto const costly = std::find_if(solution.contract_price.begin(), solution.contract_price.end(),
                                     [](double lambda) { return std::abs(lambda) > 0.01; });
    if (costly == solution.contract_price.end()) return false;
    *costly = 0.0;
    return true;
  }
  default: // a scarcity that is there taken away, or one that is not there added to a link that carries goods
    if (solution.flows.empty()) return false;
    {
      model::ArcFlow const& flow = pick(solution.flows);
      if (!std::isfinite(instance.links[static_cast<std::size_t>(flow.link)].capacity)) return false;
      double& mu = solution.link_scarcity[2 * static_cast<std::size_t>(flow.link)];
      mu = mu > 0.01 ? 0.0 : mu + 5.0;
    }
    return true;
  }
}

} // namespace

TEST_CASE("answers to seeded random models with every feature on are proved") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    model::Instance instance = random_instance(seed);
    model::Solution const solution = solution_of(instance);
    model::Certificate const certificate = verify::certify(instance, solution);
    CHECK(certificate.gap < kGap);
    CHECK(certificate.gap > -kGap);
    CHECK(certificate.max_imbalance < 1e-7);
    CHECK(certificate.max_violation < 1e-6); // price caps are kept to 5e-7
    CHECK(certificate.max_complementarity < 1e-6);
  }
}

TEST_CASE("a thousand answers spoiled on purpose are refused") {
  int spoiled = 0;
  for (std::uint64_t seed = 1; spoiled < 1000; ++seed) {
    Random random(seed * 7919);
    model::Instance instance = random_instance(seed);
    model::Solution const right = solution_of(instance);
    REQUIRE(verify::proves(verify::certify(instance, right), kGap));
    for (int i = 0; i < 20 && spoiled < 1000; ++i) {
      model::Solution wrong = right;
      if (!spoil(wrong, instance, random)) continue;
      ++spoiled;
      CAPTURE(seed);
      CAPTURE(i);
      model::Certificate const certificate = verify::certify(instance, wrong);
      CHECK(!verify::proves(certificate, kGap));
    }
  }
}

TEST_CASE("an answer that leaves out a class that the tables allow is refused") {
  model::Instance instance = random_instance(3);
  model::Solution solution = solution_of(instance);
  REQUIRE(solution.classes.size() > 1);
  // Its flows go too, so that only the missing class is wrong.
  int const last = static_cast<int>(solution.classes.size()) - 1;
  solution.classes.pop_back();
  solution.price.resize(solution.classes.size() * instance.nodes.size());
  std::erase_if(solution.flows, [&](auto const& f) { return f.flow_class == last; });
  std::erase_if(solution.production, [&](auto const& p) { return p.flow_class == last; });
  std::erase_if(solution.deliveries, [&](auto const& d) { return d.flow_class == last; });
  std::erase_if(solution.reexports,
                [&](auto const& r) { return r.from_class == last || r.to_class == last; });
  CHECK(!verify::proves(verify::certify(instance, solution), kGap));
}

} // namespace korridor::test
