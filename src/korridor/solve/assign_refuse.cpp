// What an assignment cannot take of an instance, by name.
#include <algorithm>
#include <cmath>
#include <string>

#include "korridor/solve/assign.hpp"

namespace korridor::solve {

namespace {

using model::kInfinity;

class Refusal {
public:
  Refusal(model::Instance const& instance, Findings& findings) : instance_(instance), findings_(findings) {}

  void run() {
    constexpr char const* kOut = "take its rows out, or use 'korridor solve'";
    first(
        "process.csv", instance_.processes, [](auto const&) { return true; }, "turns goods into others",
        kOut);
    first(
        "limit.csv", instance_.limits, [](auto const&) { return true; }, "is a hard bound on flows", kOut);
    if (!instance_.reexports.empty()) {
      refuse("reexport.csv", "", at(instance_.actors, instance_.reexports.front().actor).id,
             "lets goods change their provenance on the way", kOut);
    }
    first(
        "commodity.csv", instance_.commodities, [](auto const& it) { return it.dispersion > 0.0; },
        "has a dispersion, a friction of its own", "empty `dispersion`", "dispersion");
    first(
        "contract.csv", instance_.contracts, [](auto const&) { return true; }, "is an agreement on flows",
        "take it out, or use 'korridor solve'");
    first(
        "measure.csv", instance_.measures,
        [](auto const& it) {
          return it.kind == model::MeasureKind::quota || it.kind == model::MeasureKind::price_cap;
        },
        "bounds flows or prices", "leave it out by a scenario, or use 'korridor solve'");
    first(
        "link.csv", instance_.links, [](auto const& it) { return it.efficiency < 1.0; },
        "loses goods on the way", "empty `efficiency`", "efficiency");
    first(
        "link.csv", instance_.links,
        [](auto const& it) { return it.b > 0.0 && !it.directed && it.capacity_shared; },
        "shares one capacity between directions that both slow down", "write capacity_shared 0, or b 0",
        "capacity_shared");
    first(
        "demand.csv", instance_.demands, [](auto const& it) { return it.curve || it.valued; },
        "has a value, so that it need not be met at any cost; demand is fixed here",
        "empty `value` and `elasticity`", "value");
    first(
        "demand.csv", instance_.demands, [](auto const& it) { return !std::isfinite(it.quantity); },
        "is without limit", "write how much is wanted", "quantity");
    warn_of_nothing("link.csv", instance_.links);
    warn_of_nothing("node.csv", instance_.nodes);
  }

private:
  template <class Thing>
  static Thing const& at(std::vector<Thing> const& things, int position) {
    return things[static_cast<std::size_t>(position)];
  }

  void refuse(char const* file, char const* column, std::string const& id, std::string const& why,
              std::string const& remedy) {
    findings_.error("E551", file, 0, column, id, why + ", which assign does not work", remedy);
  }

  /// The first of the things that a test is true of, and how many there are.
  template <class Thing, class Test>
  void first(char const* file, std::vector<Thing> const& things, Test const& test, std::string const& why,
             std::string const& remedy, char const* column = "") {
    auto const found = std::find_if(things.begin(), things.end(), test);
    if (found == things.end()) return;
    auto const more = std::count_if(found + 1, things.end(), test);
    refuse(file, column, found->id,
           (more > 0 ? "and " + std::to_string(more) + " more: each " : std::string()) + why, remedy);
  }

  template <class Element>
  void warn_of_nothing(char const* file, std::vector<Element> const& elements) {
    for (Element const& it : elements) {
      if (it.b <= 0.0 || (it.delay > 0.0 && it.capacity < kInfinity)) continue;
      findings_.warning("W556", file, 0, "b", it.id,
                        it.delay > 0.0 ? "has b and no capacity that its flow could come near to"
                                       : "has b and no delay that could grow",
                        it.delay > 0.0 ? "give it a capacity" : "give it a delay");
    }
  }

  model::Instance const& instance_;
  Findings& findings_;
};

} // namespace

void refuse(model::Instance const& instance, Findings& findings) { Refusal(instance, findings).run(); }

} // namespace korridor::solve
