// The engine that builds each case of a folder anew, solves and certifies it.
#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <utility>

#include "korridor/core/processor_time.hpp"
#include "korridor/solve/price_cap.hpp"
#include "korridor/study/assemble.hpp"
#include "korridor/study/engine.hpp"
#include "korridor/study/inside.hpp"
#include "korridor/verify/certificate.hpp"

namespace korridor::study {

namespace {

// A closure or factor for part of the period scales capacities; where there is none it scales nothing, and
// the reader must know.
void warn_of_unlimited(model::Instance const& instance, Findings& findings) {
  for (model::Measure const& measure : instance.measures) {
    bool const scales = (measure.kind == model::MeasureKind::closure && !measure.where.narrows_class) ||
                        measure.kind == model::MeasureKind::capacity_factor;
    if (!scales || (measure.kind == model::MeasureKind::closure && measure.share >= 1.0)) continue;
    for (std::size_t l = 0; l < instance.links.size(); ++l) {
      if (!measure.where.links[l] || std::isfinite(instance.links[l].capacity)) continue;
      findings.warning("W541", "measure.csv", 0, "", measure.id,
                       "acts for part of the period or by a factor on link '" + instance.links[l].id +
                           "', which has no capacity, and so changes nothing there",
                       "give the link a capacity, or take one day with --date");
    }
  }
}

// Congestion is for `assign`; here time is that at no flow and capacity cannot be exceeded.
void warn_of_congestion(model::Instance const& instance, Findings& findings) {
  auto const warn = [&](char const* file, auto const& elements) {
    auto const is_given = [](auto const& it) { return it.b > 0.0; };
    auto const first = std::find_if(elements.begin(), elements.end(), is_given);
    if (first == elements.end()) return;
    findings.warning(
        "W542", file, 0, "b", first->id,
        "is one of " + std::to_string(std::count_if(first, elements.end(), is_given)) +
            " whose delay grows with flow; here delay is that at no flow, and capacity a hard limit",
        "see 'korridor assign' for congestion");
  };
  warn("link.csv", instance.links);
  warn("node.csv", instance.nodes);
}

class FolderEngine final : public Engine {
public:
  explicit FolderEngine(model::Folder const& folder) : folder_(folder) {}

  std::optional<Answer> answer(model::Case const& what, SolveOptions const& options,
                               Findings& findings) override {
    double const begin = processor_seconds();
    std::optional<model::Instance> instance = model::build_instance(folder_, what, findings);
    if (!instance) return std::nullopt;
    warn_of_unlimited(*instance, findings);
    warn_of_congestion(*instance, findings);
    if (!options.friction) {
      for (model::Commodity& commodity : instance->commodities) commodity.dispersion = 0.0;
    }
    // What the solver found refers to its instance, so the two stay together.
    auto const inside = std::make_shared<Inside>();
    inside->instance = std::move(*instance);
    Answer answer;
    std::string problem;
    std::optional<solve::CappedEquilibrium> found = certified(inside->instance, options, answer, problem);
    if (!found) {
      findings.error("E541", folder_.path, 0, "", "", problem, "");
      return std::nullopt;
    }
    assemble(answer, *found, options);
    answer.status = proved(answer, *found, options) ? Status::optimal : Status::limit;
    if (options.keep_inside) {
      inside->equilibrium = std::move(found->equilibrium);
      answer.inside = inside;
    }
    answer.solve_seconds = processor_seconds() - begin;
    return answer;
  }

private:
  static bool proved(Answer const& answer, solve::CappedEquilibrium const& found,
                     SolveOptions const& options) {
    return found.equilibrium.complete && verify::proves(answer.certificate, options.gap_tolerance);
  }

  // Solves and certifies. Where the choice is free and what paths found is not proved, arcs decide.
  static std::optional<solve::CappedEquilibrium>
  certified(model::Instance& instance, SolveOptions const& options, Answer& answer, std::string& problem) {
    auto const attempt = [&](solve::Method method) {
      std::optional<solve::CappedEquilibrium> found = solve::solve_with_price_caps(
          instance, {options.price_tolerance, options.time_limit, method, options.start, options.stop},
          problem);
      if (!found) return found;
      answer.instance = instance; // with the charges of price caps
      answer.certificate = verify::certify(answer.instance, found->equilibrium.solution);
      return found;
    };
    std::optional<solve::CappedEquilibrium> found = attempt(options.method);
    bool const again = found && options.method == solve::Method::automatic && found->equilibrium.complete &&
                       found->equilibrium.method == solve::Method::path && !proved(answer, *found, options);
    if (!again) return found;
    found = attempt(solve::Method::arc);
    if (found) found->equilibrium.why_not_path = "what paths found could not be proved";
    return found;
  }

  model::Folder const& folder_;
};

} // namespace

std::unique_ptr<Engine> make_engine(model::Folder const& folder) {
  return std::make_unique<FolderEngine>(folder);
}

} // namespace korridor::study
