// Compass search over parameters, labels and scores.
#include "korridor/study/fit.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <array>
#include <charconv>

#include "korridor/core/text.hpp"

namespace korridor::study {

using model::kNone;

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

constexpr double kFirstStep = 0.25;
constexpr double kUnmoved = 0.01; // of a flow: smaller changes are none
constexpr double kSameFigure = 0.05;
constexpr double kFull = 0.999;

double symmetric_error(double modelled, double observed) {
  double const sum = std::abs(modelled) + std::abs(observed);
  return sum > 0.0 ? 2.0 * (modelled - observed) / sum : 0.0;
}

/// SplitMix64: the same draws on every machine.
double unit_draw(std::uint64_t& state) {
  state += 0x9e3779b97f4a7c15U;
  std::uint64_t z = state;
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
  return static_cast<double>((z ^ (z >> 31U)) >> 11U) * 0x1.0p-53;
}

std::string shortest(double value) {
  std::array<char, 32> buffer{};
  auto const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  return {buffer.data(), end};
}

class Fitter {
public:
  Fitter(model::Folder const& folder, FitOptions const& options, FitProgress const& progress, Findings& findings)
      : folder_(folder), options_(options), progress_(progress), findings_(findings),
        units_(model::commodity_units(folder)) {}

  std::optional<Fit> run() {
    seen_ = read_observations(folder_, findings_);
    if (seen_.empty()) return fail("E661", "observed.csv", "has no observation that a solve can speak of", "add rows of the variable flow");
    if (!read_parameters() || !choose_periods()) return std::nullopt;
    if (!mark_implied()) return std::nullopt;
    for (std::size_t i = 0; i < seen_.size(); ++i) {
      if (in_fit_[i] && !implied_[i]) ++fit_.independent_count;
    }
    if (2 * fit_.parameters.size() > fit_.independent_count) {
      return fail("E662", "parameter.csv",
                  std::to_string(fit_.parameters.size()) + " free parameters stand against " +
                      std::to_string(fit_.independent_count) +
                      " independent observations that they can move: more than half as many",
                  "set fit to 0 for some parameters, or add observations of the sample fit");
    }
    search();
    if (failed_) return std::nullopt;
    judge();
    if (failed_) return std::nullopt;
    return std::move(fit_);
  }

private:
  std::nullopt_t fail(std::string code, std::string const& file, std::string message, std::string remedy) {
    findings_.error(std::move(code), file, 0, "", "", std::move(message), std::move(remedy));
    failed_ = true;
    return std::nullopt;
  }

  bool read_parameters() {
    model::Table const* const table = folder_.find("parameter");
    for (std::size_t row = 0; table != nullptr && row < table->rows.size(); ++row) {
      model::Row const& cells = table->rows[row];
      if (table->cell(cells, "fit") != "1") continue;
      ParsedNumber const value = parse_number(table->cell(cells, "value"));
      ParsedNumber const low = parse_number(table->cell(cells, "low")), high = parse_number(table->cell(cells, "high"));
      bool const sets = table->cell(cells, "rule") == "set";
      double const start = table->cell(cells, "value").empty() && !sets ? 1.0 : value.value;
      if (table->cell(cells, "low").empty() || table->cell(cells, "high").empty() || !low || !high ||
          low.value >= high.value || start < low.value || start > high.value) {
        findings_.error("E663", "parameter.csv", cells.line, "low", table->cell(cells, "parameter_id"),
                        "may be fitted, but has no range around its value",
                        "give low and high with low <= value <= high");
        failed_ = true;
        continue;
      }
      rows_.push_back(row);
      fit_.parameters.push_back({table->cell(cells, "parameter_id"), start, start, low.value, high.value});
    }
    if (fit_.parameters.empty() && !failed_)
      fail("E664", "parameter.csv", "names no parameter that may be fitted", "set fit to 1 in its rows");
    return !failed_;
  }

  bool choose_periods() {
    std::set<std::string> fitting, later;
    for (Observation const& it : seen_) {
      if (it.sample == Sample::fit && (options_.fit_until.empty() || it.period <= options_.fit_until))
        fitting.insert(it.period);
    }
    if (fitting.empty()) {
      fail("E661", "observed.csv", "has no observation of the sample fit up to " + options_.fit_until, "mark some, or fit longer");
      return false;
    }
    fit_.fitted_periods.assign(fitting.begin(), fitting.end());
    for (Observation const& it : seen_) {
      bool const wanted = options_.judged.empty()
                              ? it.period > fit_.fitted_periods.back()
                              : std::find(options_.judged.begin(), options_.judged.end(), it.period) != options_.judged.end();
      if (wanted && fitting.count(it.period) == 0) later.insert(it.period);
    }
    judged_.assign(later.begin(), later.end());
    std::erase_if(seen_, [&](Observation const& it) { return fitting.count(it.period) + later.count(it.period) == 0; });
    for (Observation const& it : seen_)
      in_fit_.push_back(fitting.count(it.period) > 0 && it.sample == Sample::fit && !it.nested);
    return true;
  }

  // From the unit cube to a parameter and back.
  static double to_value(FittedParameter const& p, double share) {
    if (p.low > 0.0) return p.low * std::pow(p.high / p.low, share);
    return p.low + (p.high - p.low) * share;
  }
  static double to_share(FittedParameter const& p, double value) {
    if (p.low > 0.0) return std::log(value / p.low) / std::log(p.high / p.low);
    return (value - p.low) / (p.high - p.low);
  }

  [[nodiscard]] model::Folder folder_at(std::vector<double> const& share) const {
    model::Folder changed = folder_;
    model::Table& table = *changed.find("parameter");
    std::size_t const column = table.find("value").value();
    for (std::size_t i = 0; i < rows_.size(); ++i)
      table.rows[rows_[i]].cells[column] = shortest(to_value(fit_.parameters[i], share[i]));
    return changed;
  }

  std::optional<Answer> solve(model::Folder const& folder, std::string const& period, bool friction) {
    model::Case what;
    what.period = period;
    SolveOptions options = options_.solve;
    options.intervals = false;
    options.friction = options.friction && friction;
    Findings said;
    std::optional<Answer> answer = make_arc_engine(folder)->answer(what, options, said);
    if (!answer) {
      for (Finding const& finding : said.all()) findings_.add(finding);
      failed_ = true;
    }
    return answer;
  }

  // Modelled rates of the observations of some periods; 0 stands where the answer has no such thing.
  std::vector<double> rates(std::vector<double> const& share, std::vector<std::string> const& periods, bool friction,
                            std::map<std::string, Answer>* keep = nullptr) {
    std::vector<double> modelled_rates(seen_.size(), 0.0);
    model::Folder const folder = folder_at(share);
    for (std::string const& period : periods) {
      std::optional<Answer> answer = solve(folder, period, friction);
      if (!answer) break;
      for (std::size_t i = 0; i < seen_.size(); ++i) {
        if (seen_[i].period != period) continue;
        std::optional<double> const rate = modelled(seen_[i], *answer, units_);
        if (!rate && told_.insert(seen_[i].line).second) {
          findings_.warning("W666", "observed.csv", seen_[i].line, "id", seen_[i].id,
                            "is observed, but is nothing that the model has", "name a link or node, and goods, of the model");
        }
        modelled_rates[i] = rate.value_or(0.0);
      }
      if (keep != nullptr) keep->emplace(period, std::move(*answer));
    }
    return modelled_rates;
  }

  [[nodiscard]] std::vector<std::string> all_periods() const {
    std::vector<std::string> periods = fit_.fitted_periods;
    periods.insert(periods.end(), judged_.begin(), judged_.end());
    return periods;
  }

  [[nodiscard]] std::vector<double> shares() const {
    std::vector<double> share;
    for (FittedParameter const& p : fit_.parameters) share.push_back(to_share(p, p.value));
    return share;
  }

  // Rows that no draw of the parameters moves.
  bool mark_implied() {
    std::vector<double> const base = rates(shares(), all_periods(), true);
    std::vector<double> low = base, high = base;
    std::uint64_t state = options_.seed;
    for (int draw = 0; draw < options_.draws && !failed_; ++draw) {
      std::vector<double> share;
      for (std::size_t i = 0; i < rows_.size(); ++i) share.push_back(unit_draw(state));
      std::vector<double> const here = rates(share, all_periods(), true);
      for (std::size_t i = 0; i < here.size(); ++i) {
        low[i] = std::min(low[i], here[i]);
        high[i] = std::max(high[i], here[i]);
      }
    }
    for (std::size_t i = 0; i < seen_.size(); ++i)
      implied_.push_back(high[i] - low[i] <= kUnmoved * std::max(high[i], kUnmoved * seen_[i].rate));
    return !failed_;
  }

  double sum_of(std::vector<double> const& modelled_rates) const {
    double sum = 0.0;
    for (std::size_t i = 0; i < seen_.size(); ++i) {
      if (!in_fit_[i] || implied_[i]) continue;
      double const error = symmetric_error(modelled_rates[i], seen_[i].rate);
      sum += error * error;
    }
    return sum;
  }

  double evaluate(std::vector<double> const& share) {
    ++fit_.evaluation_count;
    double const sum = sum_of(rates(share, fit_.fitted_periods, true));
    if (progress_) progress_(fit_.evaluation_count, options_.evaluations, sum);
    return sum;
  }

  void search() {
    std::vector<double> here = shares();
    double best = evaluate(here);
    fit_.sum_before = best;
    double step = kFirstStep;
    while (step >= options_.least_step && !failed_) {
      std::vector<double> next = here;
      double least = best;
      for (std::size_t i = 0; i < here.size(); ++i) {
        for (double const side : {-1.0, 1.0}) {
          if (fit_.evaluation_count >= options_.evaluations) {
            fit_.complete = false;
            break;
          }
          std::vector<double> trial = next; // a step that helped is kept for the coordinates that follow
          trial[i] = std::clamp(here[i] + side * step, 0.0, 1.0);
          if (trial[i] == next[i]) continue;
          double const sum = evaluate(trial);
          if (failed_) return;
          if (sum < least - 1e-9) {
            least = sum;
            next = trial;
          }
        }
      }
      if (least < best) {
        best = least;
        here = next;
      } else {
        step *= 0.5;
      }
      if (!fit_.complete) break;
    }
    fit_.sum_after = best;
    for (std::size_t i = 0; i < here.size(); ++i) fit_.parameters[i].value = to_value(fit_.parameters[i], here[i]);
  }

  // A capacity, limit or quota that is used up and says nearly what was observed.
  [[nodiscard]] bool is_bound(Observation const& seen, double rate, Answer const& answer) const {
    int const link = link_of(seen, answer);
    if (link == kNone || std::abs(symmetric_error(rate, seen.rate)) > kSameFigure) return false;
    for (LinkRow const& row : answer.links) {
      if (row.link == link && row.utilization >= kFull) return true;
    }
    for (BindingRow const& row : answer.bindings) {
      if (row.capacity <= 0.0 || row.level < kFull * row.capacity) continue;
      for (model::Limit const& limit : answer.instance.limits) {
        if (row.kind != "limit" || limit.id != row.id) continue;
        for (model::LimitMember const& member : limit.members) {
          if (!member.is_node && member.position == link) return true;
        }
      }
      for (model::Measure const& quota : answer.instance.measures) {
        if (row.kind == "quota" && quota.id == row.id && quota.where.links[at(link)]) return true;
      }
    }
    return false;
  }

  void judge() {
    std::map<std::string, Answer> answers;
    std::vector<double> const with = rates(shares(), all_periods(), true, &answers);
    if (failed_) return;
    std::vector<double> const without = rates(shares(), all_periods(), false);
    if (failed_) return;
    for (std::size_t i = 0; i < seen_.size(); ++i) {
      FitRow row{seen_[i], Label::predicted, with[i], without[i], observed_before(seen_[i])};
      if (implied_[i] || is_bound(seen_[i], with[i], answers.at(seen_[i].period))) {
        row.label = Label::implied_by_input;
      } else if (in_fit_[i]) {
        row.label = Label::fitted;
      }
      fit_.rows.push_back(std::move(row));
    }
    std::stable_sort(fit_.rows.begin(), fit_.rows.end(),
                     [](FitRow const& a, FitRow const& b) { return a.seen.period < b.seen.period; });
    for (std::string const& period : judged_) fit_.scores.push_back(score(period));
    for (std::string const& period : all_periods()) fit_.friction.emplace_back(period, answers.at(period).friction);
  }

  // The whole period before this one's, of the same thing.
  [[nodiscard]] std::optional<double> observed_before(Observation const& seen) const {
    CalendarUnit const unit = parse_calendar_unit(folder_.settings.period).value_or(CalendarUnit::year);
    Period const before = calendar_period(calendar_period(seen.dates.first, unit).first - std::chrono::days{1}, unit);
    std::optional<double> rate;
    int longest = 0;
    for (Observation const& other : seen_) {
      if (!other.same_thing(seen) || !before.holds(other.dates) || other.dates.day_count() <= longest) continue;
      longest = other.dates.day_count();
      rate = other.rate;
    }
    return rate;
  }

  [[nodiscard]] PeriodScore score(std::string const& period) const {
    PeriodScore out;
    out.period = period;
    double squares = 0.0, ours = 0.0, no_change = 0.0;
    for (FitRow const& row : fit_.rows) {
      if (row.seen.period != period || row.label != Label::predicted || row.seen.nested) continue;
      ++out.row_count;
      squares += row.error() * row.error();
      if (!row.before) continue;
      ++out.compared_count;
      ours += row.error() * row.error();
      double const still = symmetric_error(*row.before, row.seen.rate);
      no_change += still * still;
    }
    if (out.row_count > 0) out.error = std::sqrt(squares / static_cast<double>(out.row_count));
    if (no_change > 0.0) out.skill = 1.0 - ours / no_change;
    return out;
  }

  model::Folder const& folder_;
  FitOptions const& options_;
  FitProgress const& progress_;
  Findings& findings_;
  std::vector<model::CommodityUnits> units_;
  std::vector<Observation> seen_;
  std::vector<bool> in_fit_, implied_;
  std::vector<std::size_t> rows_; ///< of parameter.csv, [free parameter]
  std::vector<std::string> judged_;
  std::set<std::size_t> told_;
  Fit fit_;
  bool failed_ = false;
};

} // namespace

std::string to_text(Label label) {
  switch (label) {
  case Label::implied_by_input: return "implied by input";
  case Label::by_contract: return "by contract";
  case Label::fitted: return "fitted";
  case Label::predicted: break;
  }
  return "predicted";
}

double FitRow::error() const { return symmetric_error(modelled, seen.rate); }

std::optional<Fit> fit(model::Folder const& folder, FitOptions const& options, FitProgress const& progress,
                       Findings& findings) {
  return Fitter(folder, options, progress, findings).run();
}

model::Folder with_fitted_values(model::Folder const& folder, Fit const& fit) {
  model::Folder changed = folder;
  model::Table& parameters = *changed.find("parameter");
  model::Table* const provenance = changed.find("provenance");
  std::size_t const value = parameters.find("value").value();
  for (FittedParameter const& fitted : fit.parameters) {
    std::string const text = shortest(fitted.value);
    for (model::Row& row : parameters.rows) {
      if (parameters.cell(row, "parameter_id") == fitted.id) row.cells[value] = text;
    }
    if (provenance == nullptr) continue;
    if (std::optional<std::size_t> const used = provenance->find("used")) {
      for (model::Row& row : provenance->rows) {
        if (provenance->cell(row, "table") == "parameter" && provenance->cell(row, "id") == fitted.id &&
            provenance->cell(row, "column") == "value")
          row.cells[*used] = "0";
      }
    }
    model::Row row;
    row.cells.assign(provenance->columns.size(), "");
    auto const put = [&](std::string_view column, std::string const& cell) {
      if (std::optional<std::size_t> const at_column = provenance->find(column)) row.cells[*at_column] = cell;
    };
    put("table", "parameter");
    put("id", fitted.id);
    put("column", "value");
    put("method", "fitted");
    put("source", "korridor fit on observed.csv up to " + fit.fitted_periods.back());
    put("value", text);
    put("low", shortest(fitted.low));
    put("high", shortest(fitted.high));
    std::erase_if(provenance->rows, [&](model::Row const& old) { // a fit before this one
      return provenance->cell(old, "table") == "parameter" && provenance->cell(old, "id") == fitted.id &&
             provenance->cell(old, "method") == "fitted";
    });
    provenance->rows.push_back(std::move(row));
  }
  return changed;
}

} // namespace korridor::study
