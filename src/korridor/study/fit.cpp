// The fit: free parameters, the sum of squares, then every year beside its observations.
#include "korridor/study/fit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <set>
#include <utility>

#include "korridor/core/text.hpp"
#include "korridor/study/search.hpp"

namespace korridor::study {

namespace {

constexpr double kUnmoved = 0.01; // a value that draws move by less is implied by input
constexpr double kAtBound = 0.05; // a bound this near to the observation was set to it
constexpr int kDraws = 6;         // of all parameters within their ranges
// Draws are points of the same sequence that the search scans, far from its beginning.
constexpr int kFirstDraw = 1000;
constexpr double kBindingRent = 1e-6; // a worth below this is rounding of the solver

std::size_t at(int position) { return static_cast<std::size_t>(position); }

std::string year_after(std::string const& year) {
  auto const number = parse_integer(year);
  return number ? std::to_string(*number + 1) : std::string();
}

double symmetric_error(double modelled, double observed) {
  double const sum = modelled + observed;
  return sum > 0.0 ? 2.0 * (modelled - observed) / sum : 0.0;
}

class Fitter {
public:
  Fitter(model::Folder const& folder, FitOptions const& options, Findings& findings)
      : options_(options), findings_(findings), folder_(folder), engine_(make_engine(folder_)) {}

  std::optional<Fit> run() {
    observations_ = model::read_observations(folder_, findings_);
    if (findings_.has_errors() || !choose_years() || !read_parameters()) return std::nullopt;
    std::vector<double> before;
    Box box;
    for (FitParameter const& parameter : fit_.parameters) {
      before.push_back(parameter.before);
      box.low.push_back(parameter.low);
      box.high.push_back(parameter.high);
    }
    fit_.squares = std::numeric_limits<double>::infinity();
    Found const found =
        search_box([&](auto const& x) { return squares(x); }, before, box, options_.evaluations);
    fit_.evaluations = found.evaluations;
    fit_.squares = found.value;
    if (findings_.has_errors()) return std::nullopt;
    for (std::size_t p = 0; p < found.x.size(); ++p) fit_.parameters[p].value = found.x[p];
    compare_years(box);
    if (findings_.has_errors()) return std::nullopt;
    return std::move(fit_);
  }

private:
  bool fault(std::string code, std::string column, std::string const& value, std::string message,
             std::string remedy) {
    findings_.error(std::move(code), column.empty() ? "observed.csv" : "command line", 0, std::move(column),
                    value, std::move(message), std::move(remedy));
    return false;
  }

  bool choose_years() {
    std::set<std::string> years;
    std::string last;
    for (model::Observation const& it : observations_) {
      years.insert(it.year);
      if (it.may_fit) last = std::max(last, it.year);
    }
    if (years.empty()) {
      return fault("E664", "", "", "has no flow to compare with", "add rows of variable flow");
    }
    fit_.fit_until = options_.fit_until.empty() ? last : options_.fit_until;
    fit_.predict = options_.predict.empty() ? year_after(fit_.fit_until) : options_.predict;
    fit_.score = options_.score.empty() ? year_after(fit_.predict) : options_.score;
    std::pair<char const*, std::string const&> const given[] = {
        {"fit-until", fit_.fit_until}, {"predict", fit_.predict}, {"score", fit_.score}};
    for (auto const& [name, year] : given) {
      if (year.size() == 4 && parse_integer(year)) continue;
      return fault("E666", name, year, "is no year", "write a year such as 2022");
    }
    if (fit_.predict <= fit_.fit_until || fit_.score <= fit_.predict) {
      return fault("E666", "predict", fit_.predict, "does not lie between the years of fit and score",
                   "put the years in the order fit-until, predict, score");
    }
    for (std::string const& year : years) {
      if (year <= fit_.fit_until || year == fit_.predict || year == fit_.score) {
        FitYear entry;
        entry.year = year;
        entry.in_fit = year <= fit_.fit_until;
        fit_.years.push_back(entry);
      }
    }
    for (model::Observation const& it : observations_) fit_.independent += counts(it) ? 1 : 0;
    return true;
  }

  [[nodiscard]] bool counts(model::Observation const& it) const {
    return it.may_fit && !it.part && it.year <= fit_.fit_until;
  }

  bool read_parameters() {
    model::Table const* const table = folder_.find("parameter");
    for (std::size_t r = 0; table != nullptr && r < table->rows.size(); ++r) {
      model::Row const& row = table->rows[r];
      if (trimmed(table->cell(row, "fit")) != "1") continue;
      auto const value = parse_number(table->cell(row, "value").empty() ? "1" : table->cell(row, "value"));
      auto const low = parse_number(table->cell(row, "low"));
      auto const high = parse_number(table->cell(row, "high"));
      if (!low || !high) {
        findings_.error("E662", "parameter.csv", row.line, low ? "high" : "low", "",
                        "is empty and the parameter may be fitted",
                        "write the range in which it is plausible");
        return false;
      }
      fit_.parameters.push_back(
          {table->cell(row, "parameter_id"), value.value, value.value, low.value, high.value});
      rows_.push_back(r);
    }
    auto const count = static_cast<int>(fit_.parameters.size());
    if (2 * count <= fit_.independent) return true;
    findings_.error("E668", "parameter.csv", 0, "fit", std::to_string(count),
                    "parameters are free for " + std::to_string(fit_.independent) +
                        " independent observations, of which each needs two",
                    "set fit to 0 in some rows, or add observations");
    return false;
  }

  void set_parameters(std::vector<double> const& x) {
    model::Table* const table = folder_.find("parameter");
    if (table == nullptr) return;
    std::optional<std::size_t> column = table->find("value");
    if (!column && !x.empty()) {
      column = table->columns.size();
      table->columns.emplace_back("value");
    }
    for (std::size_t p = 0; p < x.size(); ++p) {
      model::Row& row = table->rows[rows_[p]];
      row.cells.resize(std::max(row.cells.size(), *column + 1));
      row.cells[*column] = number_text(x[p]);
    }
  }

  /// Nothing when the case cannot be built (told).
  std::optional<Answer> solve(std::string const& year, bool friction) {
    model::Case what;
    what.period = year;
    SolveOptions options = options_.solve;
    options.intervals = false;
    options.keep_inside = true; // for flows by destination
    options.friction = friction && options.friction;
    Findings told;
    std::optional<Answer> answer = engine_->answer(what, options, told);
    for (Finding const& finding : told.all()) {
      if (finding.severity == Severity::error) {
        findings_.error(finding.code, finding.file, finding.line, finding.column, finding.value,
                        finding.message, finding.remedy);
      }
    }
    return answer;
  }

  double squares(std::vector<double> const& x) {
    constexpr double kNone = std::numeric_limits<double>::infinity();
    if (findings_.has_errors()) return kNone;
    set_parameters(x);
    double sum = 0.0;
    for (FitYear const& year : fit_.years) {
      if (!year.in_fit) continue;
      std::optional<Answer> const answer = solve(year.year, true);
      if (!answer) return kNone;
      for (model::Observation const& it : observations_) {
        if (it.year != year.year || !counts(it)) continue;
        double const error = symmetric_error(modelled_flow(*answer, it), it.rate);
        sum += error * error;
      }
    }
    if (fit_.evaluations++ == 0) fit_.squares_before = sum;
    fit_.squares = std::min(fit_.squares, sum);
    if (options_.progress) options_.progress(fit_.evaluations, fit_.squares);
    return sum;
  }

  // A full link, limit or quota over the link that lets through what was observed, within 5 %.
  static bool at_bound(Answer const& answer, FitRow const& row) {
    double const observed = row.observation.rate;
    if (row.observation.at_node || std::abs(row.modelled - observed) > kAtBound * observed) return false;
    model::Instance const& instance = answer.instance;
    auto const is_link = [&](int link) { return instance.links[at(link)].id == row.observation.id; };
    for (LinkRow const& link : answer.links) {
      if (is_link(link.link) && link.rent > kBindingRent) return true;
    }
    for (BindingRow const& binding : answer.bindings) {
      if (!(binding.rent > kBindingRent)) continue;
      for (model::Limit const& limit : instance.limits) {
        if (limit.id != binding.id || binding.kind != "limit") continue;
        for (model::LimitMember const& member : limit.members) {
          if (!member.is_node && is_link(member.position)) return true;
        }
      }
      for (model::Measure const& measure : instance.measures) {
        if (measure.id != binding.id || binding.kind != "quota") continue;
        for (std::size_t link = 0; link < measure.where.links.size(); ++link) {
          if (measure.where.links[link] && is_link(static_cast<int>(link))) return true;
        }
      }
    }
    return false;
  }

  void compare_years(Box const& box) {
    std::vector<double> fitted;
    for (FitParameter const& parameter : fit_.parameters) fitted.push_back(parameter.value);
    for (FitYear& year : fit_.years) {
      set_parameters(fitted);
      std::optional<Answer> const answer = solve(year.year, true);
      std::optional<Answer> const plain = answer ? solve(year.year, false) : std::nullopt;
      if (!plain) return;
      year.status = answer->status;
      year.gap = answer->certificate.gap;
      year.surplus = answer->surplus;
      year.friction = answer->friction;
      year.surplus_without_friction = plain->surplus;
      fit_.currency = answer->instance.currency;
      fit_.period = answer->instance.period;
      std::size_t const first = fit_.rows.size();
      for (model::Observation const& it : observations_) {
        if (it.year != year.year) continue;
        FitRow row;
        row.observation = it;
        row.modelled = modelled_flow(*answer, it);
        row.without_friction = modelled_flow(*plain, it);
        row.label = it.may_fit && year.in_fit ? Label::fitted : Label::predicted;
        if (at_bound(*answer, row)) row.label = Label::implied;
        if (is_by_contract(*answer, it)) row.label = Label::contract;
        row.no_change = observed_before(it);
        fit_.rows.push_back(std::move(row));
      }
      find_unmoved(box, year.year, first);
      add_up(year, first);
    }
  }

  [[nodiscard]] std::optional<double> observed_before(model::Observation const& it) const {
    for (model::Observation const& other : observations_) {
      bool const before = year_after(other.year) == it.year;
      if (before && !other.part && other.flow_name() == it.flow_name()) return other.rate;
    }
    return std::nullopt;
  }

  // Labels rows that no draw of the parameters moves.
  void find_unmoved(Box const& box, std::string const& year, std::size_t first) {
    std::vector<bool> moved(fit_.rows.size(), false);
    for (int draw = 0; draw < kDraws && !box.low.empty(); ++draw) {
      set_parameters(halton_point(box, kFirstDraw + draw));
      std::optional<Answer> const answer = solve(year, true);
      if (!answer) return;
      for (std::size_t r = first; r < fit_.rows.size(); ++r) {
        FitRow const& row = fit_.rows[r];
        double const off = std::abs(modelled_flow(*answer, row.observation) - row.modelled);
        if (off > kUnmoved * std::max(row.modelled, row.observation.rate)) moved[r] = true;
      }
    }
    for (std::size_t r = first; r < fit_.rows.size(); ++r) {
      if (!moved[r] && fit_.rows[r].label != Label::contract) fit_.rows[r].label = Label::implied;
    }
  }

  void add_up(FitYear& year, std::size_t first) {
    for (std::size_t r = first; r < fit_.rows.size(); ++r) {
      FitRow const& row = fit_.rows[r];
      if (row.label != Label::predicted || row.observation.part || !row.no_change) continue;
      ++year.rows;
      year.squares += std::pow(row.error(row.modelled), 2);
      year.squares_no_change += std::pow(row.error(*row.no_change), 2);
    }
  }

  FitOptions const& options_;
  Findings& findings_;
  model::Folder folder_; ///< its parameters change with every evaluation
  std::unique_ptr<Engine> engine_;
  std::vector<model::Observation> observations_;
  std::vector<std::size_t> rows_; ///< [parameter] row of parameter.csv
  Fit fit_;
};

} // namespace

double FitRow::error(double value) const { return symmetric_error(value, observation.rate); }

std::optional<double> FitYear::skill() const {
  if (rows == 0 || squares_no_change <= 0.0) return std::nullopt;
  return 1.0 - squares / squares_no_change;
}

std::optional<Fit> fit(model::Folder const& folder, FitOptions const& options, Findings& findings) {
  return Fitter(folder, options, findings).run();
}

model::Folder with_fitted(model::Folder const& folder, Fit const& fit) {
  model::Folder out = folder;
  model::Table* const table = out.find("parameter");
  if (table == nullptr) return out;
  auto const put = [](model::Table& into, model::Row& row, std::string const& column, std::string text) {
    std::optional<std::size_t> position = into.find(column);
    if (!position) {
      position = into.columns.size();
      into.columns.push_back(column);
    }
    row.cells.resize(std::max(row.cells.size(), *position + 1));
    row.cells[*position] = std::move(text);
  };
  if (out.find("provenance") == nullptr) {
    out.tables.push_back({"provenance", {"table", "id", "column", "method"}, {}});
    std::sort(out.tables.begin(), out.tables.end(),
              [](model::Table const& a, model::Table const& b) { return a.name < b.name; });
  }
  model::Table& provenance = *out.find("provenance");
  model::Table& parameters = *out.find("parameter");
  for (FitParameter const& parameter : fit.parameters) {
    for (model::Row& row : parameters.rows) {
      if (parameters.cell(row, "parameter_id") == parameter.id) {
        put(parameters, row, "value", number_text(parameter.value));
      }
    }
    std::erase_if(provenance.rows, [&](model::Row const& row) {
      return provenance.cell(row, "table") == "parameter" && provenance.cell(row, "id") == parameter.id &&
             provenance.cell(row, "column") == "value";
    });
    model::Row row;
    std::pair<char const*, std::string> const cells[] = {
        {"table", "parameter"},
        {"id", parameter.id},
        {"column", "value"},
        {"method", "fitted"},
        {"value", number_text(parameter.value)},
        {"low", number_text(parameter.low)},
        {"high", number_text(parameter.high)},
        {"note", "to " + std::to_string(fit.independent) + " flows observed up to " + fit.fit_until}};
    for (auto const& [column, text] : cells) put(provenance, row, column, text);
    provenance.rows.push_back(std::move(row));
  }
  for (model::Table* const changed : {&parameters, &provenance}) {
    for (model::Row& row : changed->rows) row.cells.resize(changed->columns.size());
  }
  return out;
}

} // namespace korridor::study
