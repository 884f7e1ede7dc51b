// The fields of a fit, in their order.
#include "korridor/report/fit_document.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "korridor/core/version.hpp"
#include "korridor/report/fit_text.hpp"

namespace korridor::report {

namespace {

using enum ColumnType;

/// A field of a row: its name, its type and what stands in it.
struct Field {
  char const* name;
  ColumnType type;
  Json value;
};

/// Adds a list with one object for each row of `things`; `fields` of any thing have the same names.
template <class Thing, class Fields>
void add_list(Document& document, char const* name, std::vector<Thing> const& things, Fields const& fields) {
  Json list = Json::array();
  std::vector<Column>& columns = document.columns[name];
  for (Field const& field : fields(Thing{})) columns.push_back({field.name, field.type});
  for (Thing const& thing : things) {
    Json object = Json::object();
    for (Field const& field : fields(thing)) object[field.name] = field.value;
    list.push_back(std::move(object));
  }
  document.json[name] = std::move(list);
}

} // namespace

Document fit_document(study::Fit const& fit) {
  Document document;
  Json& json = document.json;
  bool limit = false;
  for (study::FitYear const& year : fit.years) limit = limit || year.status == study::Status::limit;
  json["korridor"] = kVersion;
  json["status"] = limit ? "limit" : "optimal";
  json["fit_until"] = fit.fit_until;
  json["predict"] = fit.predict;
  json["score"] = fit.score;
  json["free_parameters"] = fit.parameters.size();
  json["independent_observations"] = fit.independent;
  json["evaluations"] = fit.evaluations;
  json["squares_before"] = json_number(fit.squares_before);
  json["squares"] = json_number(fit.squares);
  json["money"] = fit.currency;
  json["per"] = fit.period;
  add_list(document, "parameters", fit.parameters, [](study::FitParameter const& it) {
    return std::vector<Field>{{"parameter_id", text, json_word(it.id)},
                              {"before", number, json_number(it.before)},
                              {"value", number, json_number(it.value)},
                              {"low", number, json_number(it.low)},
                              {"high", number, json_number(it.high)}};
  });
  add_list(document, "years", fit.years, [](study::FitYear const& it) {
    return std::vector<Field>{{"year", text, json_word(it.year)},
                              {"in_fit", flag, it.in_fit},
                              {"gap", number, json_number(it.gap)},
                              {"surplus", number, json_number(it.surplus)},
                              {"friction", number, json_number(it.friction)},
                              {"surplus_without_friction", number, json_number(it.surplus_without_friction)},
                              {"predicted_rows", number, it.rows},
                              {"squares", number, json_number(it.squares)},
                              {"squares_no_change", number, json_number(it.squares_no_change)},
                              {"skill", number, json_number(it.skill())}};
  });
  add_list(document, "flows", fit.rows, [](study::FitRow const& it) {
    model::Observation const& seen = it.observation;
    return std::vector<Field>{{"year", text, json_word(seen.year)},
                              {"id", text, json_word(seen.id)},
                              {"commodity_id", text, json_word(seen.goods)},
                              {"origin", text, json_word(seen.origin)},
                              {"destination", text, json_word(seen.destination)},
                              {"via", text, json_word(seen.via)},
                              {"direction", text, direction_text(seen.direction)},
                              {"date_from", text, to_text(seen.days.first)},
                              {"date_to", text, to_text(seen.days.last)},
                              {"unit", text, json_word(seen.unit)},
                              {"observed", number, json_number(seen.rate)},
                              {"modelled", number, json_number(it.modelled)},
                              {"without_friction", number, json_number(it.without_friction)},
                              {"no_change", number, json_number(it.no_change)},
                              {"error", number, json_number(it.error(it.modelled))},
                              {"label", text, label_text(it.label)},
                              {"sample", text, seen.may_fit ? "fit" : "test"},
                              {"part", flag, seen.part},
                              {"source", text, json_word(seen.source)}};
  });
  return document;
}

} // namespace korridor::report
