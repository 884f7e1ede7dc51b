// In place, or anew.
#include "korridor/study/case_solver.hpp"

#include <algorithm>

#include "korridor/study/inside.hpp"
#include "korridor/study/rank_elements.hpp"

namespace korridor::study {

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

} // namespace

std::string first_error(Findings const& findings) {
  auto const found = std::find_if(findings.all().begin(), findings.all().end(),
                                  [](Finding const& it) { return it.severity == Severity::error; });
  return found == findings.all().end() ? "" : found->text();
}

CaseSolver::CaseSolver(model::Folder const& folder, model::Case const& what, RankOptions const& options)
    : folder_(folder), what_(what), commodity_(options.commodity), own_engine_(!options.make_engine) {
  for (int worker = 0; worker < std::max(1, options.threads); ++worker)
    engines_.push_back(own_engine_ ? make_engine(folder) : options.make_engine());
  closed_.resize(engines_.size());
}

std::optional<Answer> CaseSolver::base(SolveOptions const& options, Findings& findings) {
  return engines_.front()->answer(what_, options, findings);
}

void CaseSolver::begin(Answer const& base) {
  base_ = &base;
  closures_.emplace(folder_, what_, base.instance, commodity_);
}

ClosedCase& CaseSolver::closed_case(SolveOptions const& options, int worker) {
  std::call_once(kept_once_, [&] { kept_ = ClosedCase::keep(*base_, options); });
  std::unique_ptr<ClosedCase>& mine = closed_[at(worker)];
  if (!mine) mine = std::make_unique<ClosedCase>(*base_, kept_, options);
  return *mine;
}

CaseSolver::Outcome CaseSolver::answer(std::vector<RankElement> const& elements,
                                       std::span<solve::Closure const> shut, double least,
                                       SolveOptions const& options, int worker,
                                       std::function<void(CaseAnswer const&)> const& use) {
  Findings faults;
  if (!shut.empty() && own_engine_) {
    std::vector<model::Measure> closures;
    for (RankElement const& element : elements) {
      std::optional<model::Measure> closure = closures_->of(element, faults);
      if (!closure) return {false, first_error(faults)};
      closures.push_back(std::move(*closure));
    }
    ClosedCase& mine = closed_case(options, worker);
    if (Answer const* const found = mine.answer(closures, shut, options, least)) {
      use({*found, mine.solution(), true});
      return {};
    }
    if (mine.costs_less()) return {true, ""};
  }
  std::optional<Answer> const found =
      engines_[at(worker)]->answer(with_closed(folder_, what_, elements, commodity_), options, faults);
  if (!found) return {false, first_error(faults)};
  use({*found, found->inside->equilibrium->solution});
  return {};
}

} // namespace korridor::study
