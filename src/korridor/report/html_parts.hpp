// What the parts of the HTML report share: the input, the language and what things are called in it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "korridor/report/bounds.hpp"
#include "korridor/report/html.hpp"
#include "korridor/report/html_report.hpp"
#include "korridor/report/html_words.hpp"
#include "korridor/study/compare.hpp"

namespace korridor::report {

/// Names of things in a language, where the tables have one; labels of report/label.hpp otherwise.
class Names {
public:
  Names(model::Folder const& folder, model::Instance const& instance, Language language);

  [[nodiscard]] std::string actor(int actor) const;
  /// By id; "" is nobody in particular.
  [[nodiscard]] std::string actor(std::string const& id) const;
  [[nodiscard]] std::string node(int node) const;
  [[nodiscard]] std::string commodity(int commodity) const;
  [[nodiscard]] std::string link(int link, bool forward) const;
  /// Of a row of any table: its name, title or id.
  [[nodiscard]] std::string element(std::string const& table, std::string const& id) const;
  /// "base case", the scenario's title, either with ", changed".
  [[nodiscard]] std::string a_case(model::Instance const& instance, model::Case const& what) const;

private:
  model::Instance const& in_;
  Language language_;
  std::map<std::pair<std::string, std::string>, std::string> names_; ///< by table and id
};

/// Amount of one commodity on one direction of a link.
struct CommodityFlow {
  int link = model::kNone;
  bool forward = true;
  int commodity = model::kNone;
  double before = 0.0, after = 0.0; ///< units per period
  double value = 0.0;               ///< of the change, or of the flow where there is no other case
};

struct Parts {
  explicit Parts(ReportInput const& report_input);

  ReportInput const& input;
  model::Instance const& in; ///< of the case
  Locale locale;
  Names names;
  std::optional<study::Comparison> comparison; ///< where there are two cases
  std::vector<CommodityFlow> flows; ///< that change, or all where there is one case; largest value first

  template <class... Values>
  [[nodiscard]] std::string say(Word which, Values const&... values) const {
    return report::say(which, input.language, values...);
  }
  [[nodiscard]] std::string money(double value, bool signed_ = false) const {
    return locale.money(value, in.currency, in.period, signed_);
  }
  [[nodiscard]] std::string amount(double value, int commodity, bool signed_ = false) const;
  [[nodiscard]] std::string bound_name(Bound const& bound) const;
  /// What a measure is and over what: "closure: link CPC Atyrau - Russian border".
  [[nodiscard]] std::string measure_text(model::MeasureCells const& cells) const;
  [[nodiscard]] std::string price(double value, std::string const& unit, bool signed_ = false) const {
    return locale.price(value, in.currency, unit, signed_);
  }
};

// The parts, in the order of the page; each without its heading.

[[nodiscard]] Html asked_part(Parts const& parts);
[[nodiscard]] Html answer_part(Parts const& parts);
[[nodiscard]] Html maps_part(Parts const& parts);
[[nodiscard]] Html figures_part(Parts const& parts);
[[nodiscard]] Html ranking_part(Parts const& parts); ///< empty without a ranking
[[nodiscard]] Html certificate_part(Parts const& parts);
[[nodiscard]] Html measures_part(Parts const& parts);
[[nodiscard]] Html assumptions_part(Parts const& parts);
[[nodiscard]] Html borders_part(Parts const& parts);
[[nodiscard]] Html versions_part(Parts const& parts);
[[nodiscard]] Html appendix_part(Parts const& parts);

} // namespace korridor::report
