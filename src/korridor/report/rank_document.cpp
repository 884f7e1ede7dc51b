// The fields of a ranking, in their order.
#include "korridor/report/rank_document.hpp"

#include <optional>
#include <string>

#include "korridor/core/version.hpp"
#include "korridor/report/label.hpp"

namespace korridor::report {

namespace {

using enum ColumnType;

char const* status_text(study::RankStatus status) {
  switch (status) {
  case study::RankStatus::solved:
    return "solved";
  case study::RankStatus::unused:
    return "unused";
  case study::RankStatus::limit:
    return "limit";
  case study::RankStatus::failed:
    return "failed";
  default:
    return "not reached";
  }
}

// "cpc_pipeline", or "link:cpc_pipeline;node:aktau" of a pair.
std::string id_text(study::RankRow const& row) {
  if (row.elements.size() == 1) return row.elements.front().id;
  std::string text;
  for (study::RankElement const& element : row.elements) {
    text += (text.empty() ? "" : ";") + std::string(kind_text(element.kind)) + ":" + element.id;
  }
  return text;
}

Json unserved(study::RankRow const& row) {
  Json list = Json::array();
  for (study::UnservedChange const& it : row.unserved) {
    list.push_back({{"commodity_id", it.commodity}, {"quantity", json_number(it.quantity)}});
  }
  return list;
}

Json by_actor(study::RankRow const& row) {
  Json list = Json::array();
  for (study::ActorLoss const& it : row.by_actor) {
    list.push_back({{"actor_id", it.actor.empty() ? kUnassigned : it.actor},
                    {"loss", json_number(it.loss)},
                    {"loss_low", json_number(it.low)},
                    {"loss_high", json_number(it.high)}});
  }
  return list;
}

Json row_object(study::RankRow const& row) {
  bool const answered =
      row.status != study::RankStatus::failed && row.status != study::RankStatus::not_reached;
  auto const known = [&](double number) { return answered ? json_number(number) : Json(nullptr); };
  study::Alternative const way = row.alternative.value_or(study::Alternative{});
  Json object = {{"kind", row.elements.size() == 1 ? kind_text(row.elements.front().kind) : "pair"},
                 {"id", id_text(row)},
                 {"surplus_loss", known(row.surplus_loss)},
                 {"welfare_loss", json_number(row.welfare_loss)},
                 {"unserved", unserved(row)},
                 {"by_actor", by_actor(row)},
                 {"surplus_loss_low", known(row.low)},
                 {"surplus_loss_high", known(row.high)},
                 {"gap", known(row.gap)},
                 {"status", status_text(row.status)},
                 {"diverted_commodity", json_word(way.commodity)},
                 {"diverted_origin", json_word(way.origin)},
                 {"diverted", row.alternative ? json_number(way.diverted) : Json(nullptr)},
                 {"alternative_link_id", json_word(way.link)},
                 {"alternative_forward", way.link.empty() ? Json(nullptr) : Json(way.forward)},
                 {"alternative_gain", way.link.empty() ? Json(nullptr) : json_number(way.gain)},
                 {"first_alone", row.alone.empty() ? Json(nullptr) : json_number(row.alone.front())},
                 {"second_alone", row.alone.empty() ? Json(nullptr) : json_number(row.alone.back())},
                 {"message", json_word(row.message)}};
  return object;
}

} // namespace

char const* kind_text(study::RankKind kind) {
  switch (kind) {
  case study::RankKind::link:
    return "link";
  case study::RankKind::node:
    return "node";
  case study::RankKind::controller:
    return "controller";
  default:
    return "measure";
  }
}

Document rank_document(study::Ranking const& ranking) {
  study::Answer const& base = ranking.base;
  Document document;
  Json& json = document.json;
  bool const whole = ranking.whole() && base.status == study::Status::optimal;
  json["korridor"] = kVersion;
  json["status"] = whole ? "optimal" : "limit";
  json["certificate"] = certificate_json(base.certificate);
  json["title"] = base.instance.title;
  json["period"] = base.instance.period_label;
  json["scenario"] = base.instance.scenario;
  json["money"] = base.instance.currency;
  json["per"] = base.instance.period;
  json["surplus"] = json_number(base.surplus);
  json["welfare"] = json_number(base.welfare);
  json["commodity"] = json_word(ranking.commodity);
  json["actor"] = json_word(ranking.actor);
  json["cases"] = ranking.counts.cases;
  json["solved"] = ranking.counts.solved;
  json["proved_unused"] = ranking.counts.unused;
  json["skipped_by_bounds"] = ranking.counts.bounded;
  json["pairs_that_add_nothing"] = ranking.counts.nested;
  json["failed"] = ranking.counts.failed;
  json["not_reached"] = ranking.counts.not_reached;
  json["ranking"] = Json::array();
  for (study::RankRow const& row : ranking.rows) json["ranking"].push_back(row_object(row));
  std::vector<Column>& columns = document.columns["ranking"];
  study::RankRow sample;
  sample.elements.resize(1);
  Json const like = row_object(sample);
  for (auto const& [name, cell] : like.items()) {
    if (cell.is_array()) continue;
    bool const is_text = name == "kind" || name == "id" || name == "status" || name == "message" ||
                         name.starts_with("diverted_") || name == "alternative_link_id";
    columns.push_back({name, name == "alternative_forward" ? flag : is_text ? text : number});
  }
  document.columns["ranking.unserved"] = {
      {"kind", text}, {"id", text}, {"commodity_id", text}, {"quantity", number}};
  document.columns["ranking.by_actor"] = {{"kind", text},   {"id", text},         {"actor_id", text},
                                          {"loss", number}, {"loss_low", number}, {"loss_high", number}};
  return document;
}

} // namespace korridor::report
