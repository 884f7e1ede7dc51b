// The fields of the documents, in their order.
#include "korridor/report/document.hpp"

#include <cmath>
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

#include "korridor/core/version.hpp"
#include "korridor/report/label.hpp"
#include "korridor/study/capacity_unit.hpp"

namespace korridor::report {

namespace {

using model::kNone;
using study::Answer;

/// A cell that knows its column's type even where it is null.
template <ColumnType type>
struct Cell {
  static constexpr ColumnType kType = type;
  Json json;
  operator Json() const { return json; } // NOLINT(google-explicit-constructor): a cell is its value
};
using Text = Cell<ColumnType::text>;
using Number = Cell<ColumnType::number>;
using Flag = Cell<ColumnType::flag>;

Number value(std::optional<double> number) { return {json_number(number)}; }
Text text(std::string const& words) { return {words}; }
Flag flag(bool set) { return {set}; }

template <class Thing>
Text id(std::vector<Thing> const& things, int position) {
  return position == kNone ? Text{nullptr} : text(things[static_cast<std::size_t>(position)].id);
}

template <class Thing>
Thing const& at(std::vector<Thing> const& things, int position) {
  return things[static_cast<std::size_t>(position)];
}

template <class Row>
struct Field {
  template <class Function>
  Field(char const* column, Function function)
      : name(column), type(std::invoke_result_t<Function, Row const&>::kType), value(std::move(function)) {}

  char const* name;
  ColumnType type;
  std::function<Json(Row const&)> value;
};

/// Adds a list to the document: one object per row that is kept.
template <class Row>
void add_list(
    Document& document, char const* name, std::vector<Row> const& rows, std::vector<Field<Row>> const& fields,
    std::function<bool(Row const&)> const& keep = [](Row const&) { return true; }) {
  std::vector<Column>& columns = document.columns[name];
  for (Field<Row> const& field : fields) columns.push_back({field.name, field.type});
  if (!document.only.empty() && document.only.count(name) == 0) return;
  Json list = Json::array();
  for (Row const& row : rows) {
    if (!keep(row)) continue;
    Json object = Json::object();
    for (Field<Row> const& field : fields) object[field.name] = field.value(row);
    list.push_back(std::move(object));
  }
  document.json[name] = std::move(list);
}

char const* status(Answer const& answer) {
  return answer.status == study::Status::optimal ? "optimal" : "limit";
}

Document head(Answer const& answer, std::set<std::string> only) {
  return {{{"korridor", kVersion},
           {"status", status(answer)},
           {"certificate", certificate_json(answer.certificate)}},
          {},
          std::move(only)};
}

Json units(model::Instance const& instance) {
  Json commodities = Json::object();
  for (model::Commodity const& commodity : instance.commodities) commodities[commodity.id] = commodity.unit;
  return {{"money", instance.currency}, {"per", instance.period}, {"commodities", commodities}};
}

Text end(model::Instance const& instance, int link, bool head_end) {
  model::Link const& it = at(instance.links, link);
  return id(instance.nodes, head_end ? it.to : it.from);
}

void add_flows(Document& document, Answer const& answer) {
  using Row = study::FlowRow;
  model::Instance const& in = answer.instance;
  add_list<Row>(document, "flows", answer.flows,
                {{"link_id", [&](Row const& row) { return id(in.links, row.link); }},
                 {"from_node_id", [&](Row const& row) { return end(in, row.link, !row.forward); }},
                 {"to_node_id", [&](Row const& row) { return end(in, row.link, row.forward); }},
                 {"commodity_id", [&](Row const& row) { return id(in.commodities, row.commodity); }},
                 {"origin", [&](Row const& row) { return id(in.actors, row.origin); }},
                 {"via", [&](Row const& row) { return id(in.actors, row.via); }},
                 {"flow", [](Row const& row) { return value(row.flow); }},
                 {"utilization", [](Row const& row) { return value(row.utilization); }},
                 {"mixed", [](Row const& row) { return flag(row.mixed); }}});
}

void add_links(Document& document, Answer const& answer) {
  using Row = study::LinkRow;
  model::Instance const& in = answer.instance;
  auto const unit = [&](Row const& row) { return study::capacity_unit(in, at(in.links, row.link)); };
  add_list<Row>(document, "links", answer.links,
                {{"link_id", [&](Row const& row) { return id(in.links, row.link); }},
                 {"from_node_id", [&](Row const& row) { return end(in, row.link, !row.forward); }},
                 {"to_node_id", [&](Row const& row) { return end(in, row.link, row.forward); }},
                 {"flow", [&](Row const& row) { return value(unit(row).amount(row.flow)); }},
                 {"capacity", [&](Row const& row) { return value(unit(row).amount(row.capacity)); }},
                 {"rent", [&](Row const& row) { return value(unit(row).worth(row.rent)); }},
                 {"unit", [&](Row const& row) { return text(unit(row).unit); }},
                 {"utilization", [](Row const& row) { return value(row.utilization); }},
                 {"closed", [](Row const& row) { return flag(row.closed); }}});
}

void add_nodes(Document& document, Answer const& answer) {
  using Row = study::NodeRow;
  model::Instance const& in = answer.instance;
  auto const unit = [&](Row const& row) { return study::capacity_unit(in, at(in.nodes, row.node)); };
  add_list<Row>(document, "nodes", answer.nodes,
                {{"node_id", [&](Row const& row) { return id(in.nodes, row.node); }},
                 {"throughput", [&](Row const& row) { return value(unit(row).amount(row.throughput)); }},
                 {"capacity", [&](Row const& row) { return value(unit(row).amount(row.capacity)); }},
                 {"rent", [&](Row const& row) { return value(unit(row).worth(row.rent)); }},
                 {"unit", [&](Row const& row) { return text(unit(row).unit); }},
                 {"closed", [](Row const& row) { return flag(row.closed); }}});
}

void add_prices(Document& document, Answer const& answer) {
  using Row = study::PriceRow;
  model::Instance const& in = answer.instance;
  add_list<Row>(document, "prices", answer.prices,
                {{"node_id", [&](Row const& row) { return id(in.nodes, row.node); }},
                 {"commodity_id", [&](Row const& row) { return id(in.commodities, row.commodity); }},
                 {"origin", [&](Row const& row) { return id(in.actors, row.origin); }},
                 {"via", [&](Row const& row) { return id(in.actors, row.via); }},
                 {"price", [](Row const& row) { return value(row.price); }},
                 {"low", [](Row const& row) { return value(row.low); }},
                 {"high", [](Row const& row) { return value(row.high); }}});
}

void add_unserved(Document& document, Answer const& answer) {
  using Row = study::DemandRow;
  model::Instance const& in = answer.instance;
  add_list<Row>(document, "unserved", answer.demands,
                {{"demand_id", [&](Row const& row) { return id(in.demands, row.demand); }},
                 {"node_id", [&](Row const& row) { return id(in.nodes, at(in.demands, row.demand).node); }},
                 {"commodity_id",
                  [&](Row const& row) { return id(in.commodities, at(in.demands, row.demand).commodity); }},
                 {"quantity", [](Row const& row) { return value(row.unserved); }}},
                [](Row const& row) { return row.unserved > 0.0; });
}

void add_demands(Document& document, Answer const& answer) {
  using Row = study::DemandRow;
  model::Instance const& in = answer.instance;
  add_list<Row>(document, "demands", answer.demands,
                {{"demand_id", [&](Row const& row) { return id(in.demands, row.demand); }},
                 {"node_id", [&](Row const& row) { return id(in.nodes, at(in.demands, row.demand).node); }},
                 {"commodity_id",
                  [&](Row const& row) { return id(in.commodities, at(in.demands, row.demand).commodity); }},
                 {"served", [](Row const& row) { return value(row.served); }},
                 {"unserved", [](Row const& row) { return value(row.unserved); }},
                 {"price", [](Row const& row) { return value(row.price); }}});
}

void add_supplies(Document& document, Answer const& answer) {
  using Row = study::SupplyRow;
  model::Instance const& in = answer.instance;
  auto const supply = [&](Row const& row) -> model::Supply const& { return at(in.supplies, row.supply); };
  add_list<Row>(document, "supplies", answer.supplies,
                {{"supply_id", [&](Row const& row) { return text(supply(row).id); }},
                 {"node_id", [&](Row const& row) { return id(in.nodes, supply(row).node); }},
                 {"commodity_id", [&](Row const& row) { return id(in.commodities, supply(row).commodity); }},
                 {"origin", [&](Row const& row) { return id(in.actors, supply(row).origin); }},
                 {"produced", [](Row const& row) { return value(row.produced); }},
                 {"shut_in", [](Row const& row) { return value(row.shut_in); }},
                 {"price", [](Row const& row) { return value(row.price); }}});
}

void add_actors(Document& document, Answer const& answer) {
  using Row = study::ActorRow;
  auto const actor = [&](Row const& row) {
    return row.actor == kNone ? text(kUnassigned) : id(answer.instance.actors, row.actor);
  };
  add_list<Row>(document, "actors", answer.actors,
                {{"actor_id", actor},
                 {"producer_surplus", [](Row const& row) { return value(row.producer_surplus); }},
                 {"consumer_surplus", [](Row const& row) { return value(row.consumer_surplus); }},
                 {"rents", [](Row const& row) { return value(row.rents); }},
                 {"tolls", [](Row const& row) { return value(row.tolls); }},
                 {"tariffs", [](Row const& row) { return value(row.tariffs); }},
                 {"margins", [](Row const& row) { return value(row.margins); }},
                 {"cap_discounts", [](Row const& row) { return value(row.cap_discounts); }},
                 {"contracts", [](Row const& row) { return value(row.contracts); }},
                 {"total", [](Row const& row) { return value(row.total); }},
                 {"low", [](Row const& row) { return value(row.low); }},
                 {"high", [](Row const& row) { return value(row.high); }},
                 {"friction", [](Row const& row) { return value(row.friction); }}});
}

void add_limits(Document& document, Answer const& answer) {
  using Row = study::BindingRow;
  auto const unit = [&](Row const& row) { return study::capacity_unit(answer.instance, row); };
  add_list<Row>(document, "limits", answer.bindings,
                {{"kind", [](Row const& row) { return text(row.kind); }},
                 {"id", [](Row const& row) { return text(row.id); }},
                 {"level", [&](Row const& row) { return value(unit(row).amount(row.level)); }},
                 {"capacity", [&](Row const& row) { return value(unit(row).amount(row.capacity)); }},
                 {"rent", [&](Row const& row) { return value(unit(row).worth(row.rent)); }},
                 {"unit", [&](Row const& row) { return text(unit(row).unit); }}});
}

void add_processes(Document& document, Answer const& answer) {
  using Row = study::ProcessRow;
  model::Instance const& in = answer.instance;
  auto const process = [&](int position) -> model::Process const& { return at(in.processes, position); };
  add_list<Row>(document, "processes", answer.processes,
                {{"process_id", [&](Row const& row) { return text(process(row.process).id); }},
                 {"node_id", [&](Row const& row) { return id(in.nodes, process(row.process).node); }},
                 {"activity", [](Row const& row) { return value(row.activity); }},
                 {"capacity", [](Row const& row) { return value(row.capacity); }},
                 {"utilization", [](Row const& row) { return value(row.utilization); }},
                 {"rent", [](Row const& row) { return value(row.rent); }}});
  using Flow = study::ProcessFlowRow;
  add_list<Flow>(document, "process_flows", answer.process_flows,
                 {{"process_id", [&](Flow const& row) { return text(process(row.process).id); }},
                  {"side", [](Flow const& row) { return text(row.output ? "output" : "input"); }},
                  {"commodity_id", [&](Flow const& row) { return id(in.commodities, row.commodity); }},
                  {"origin", [&](Flow const& row) { return id(in.actors, row.origin); }},
                  {"via", [&](Flow const& row) { return id(in.actors, row.via); }},
                  {"quantity", [](Flow const& row) { return value(row.quantity); }}});
}

void add_frictions(Document& document, Answer const& answer) {
  using Row = study::FrictionRow;
  auto const goods = [&](Row const& row) { return id(answer.instance.commodities, row.commodity); };
  add_list<Row>(document, "frictions", answer.frictions,
                {{"commodity_id", goods},
                 {"dispersion", [](Row const& row) { return value(row.dispersion); }},
                 {"all_supply", [](Row const& row) { return value(row.all_supply); }},
                 {"friction", [](Row const& row) { return value(row.friction); }}});
}

void add_price_caps(Document& document, Answer const& answer) {
  using Row = study::PriceCapRow;
  model::Instance const& in = answer.instance;
  add_list<Row>(document, "price_caps", answer.price_caps,
                {{"measure_id", [&](Row const& row) { return id(in.measures, row.measure); }},
                 {"commodity_id", [&](Row const& row) { return id(in.commodities, row.commodity); }},
                 {"charge", [](Row const& row) { return value(row.charge); }},
                 {"serviced_volume", [](Row const& row) { return value(row.serviced_volume); }},
                 {"netback", [](Row const& row) { return value(row.netback); }},
                 {"cap", [](Row const& row) { return value(row.cap); }},
                 {"residual", [](Row const& row) { return value(row.residual); }},
                 {"binding", [](Row const& row) { return flag(row.binding); }},
                 {"solves", [](Row const& row) { return value(static_cast<double>(row.solves)); }}});
}

void add_contracts(Document& document, Answer const& answer) {
  using Row = study::ContractRow;
  auto const contract = [&](Row const& row) -> model::Contract const& {
    return at(answer.instance.contracts, row.contract);
  };
  add_list<Row>(document, "contracts", answer.contracts,
                {{"contract_id", [&](Row const& row) { return text(contract(row).id); }},
                 {"flow", [](Row const& row) { return value(row.flow); }},
                 {"min", [&](Row const& row) { return value(contract(row).min); }},
                 {"max", [&](Row const& row) { return value(contract(row).max); }},
                 {"shortfall", [](Row const& row) { return value(row.shortfall); }},
                 {"excess", [](Row const& row) { return value(row.excess); }},
                 {"penalty_paid", [](Row const& row) { return value(row.penalty_paid); }},
                 {"dual", [](Row const& row) { return value(row.dual); }}});
}

Json side(Answer const& answer) {
  return {{"scenario", answer.instance.scenario},
          {"scenario_title", scenario_label(answer.instance)},
          {"status", status(answer)},
          {"certificate", certificate_json(answer.certificate)},
          {"surplus", value(answer.surplus)},
          {"welfare", value(answer.welfare)},
          {"cost", value(answer.cost)},
          {"friction", value(answer.friction)},
          {"penalties", value(answer.penalties)}};
}

Number change(std::optional<double> before, std::optional<double> after) {
  return before && after ? value(*after - *before) : Number{nullptr};
}

enum class Detail { none, direction, commodity };

void add_differences(Document& document, char const* name, std::vector<study::Difference> const& list,
                     char const* id_column, Detail detail) {
  using Row = study::Difference;
  std::vector<Field<Row>> fields = {
      {id_column, [](Row const& row) { return text(row.id.empty() ? kUnassigned : row.id); }}};
  if (detail == Detail::direction) {
    fields.emplace_back("from_node_id", [](Row const& row) { return text(row.from); });
    fields.emplace_back("to_node_id", [](Row const& row) { return text(row.to); });
  }
  if (detail == Detail::commodity) {
    fields.emplace_back("commodity_id", [](Row const& row) { return text(row.detail); });
  }
  fields.emplace_back("unit", [](Row const& row) { return text(row.unit); });
  fields.emplace_back("before", [](Row const& row) { return value(row.before); });
  fields.emplace_back("after", [](Row const& row) { return value(row.after); });
  fields.emplace_back("change", [](Row const& row) { return change(row.before, row.after); });
  add_list<Row>(document, name, list, fields);
}

Json totals(study::Comparison const& it) {
  return {{"surplus", change(it.surplus_before, it.surplus_after)},
          {"welfare", change(it.welfare_before, it.welfare_after)},
          {"cost", change(it.cost_before, it.cost_after)},
          {"friction", change(it.friction_before, it.friction_after)},
          {"penalties", change(it.penalties_before, it.penalties_after)}};
}

} // namespace

Json json_number(std::optional<double> number) {
  return number && std::isfinite(*number) ? Json(*number) : Json(nullptr);
}

Json json_word(std::string const& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json certificate_json(model::Certificate const& certificate) {
  return {{"objective", value(certificate.objective)},
          {"bound", value(certificate.bound)},
          {"gap", value(certificate.gap)},
          {"max_imbalance", value(certificate.max_imbalance)},
          {"max_violation", value(certificate.max_violation)},
          {"max_complementarity", value(certificate.max_complementarity)}};
}

Document solve_document(Answer const& answer, std::set<std::string> only) {
  model::Instance const& instance = answer.instance;
  Document document = head(answer, std::move(only));
  Json& json = document.json;
  json["title"] = instance.title;
  json["period"] = instance.period_label;
  json["scenario"] = instance.scenario;
  json["scenario_title"] = instance.scenario_title;
  json["units"] = units(instance);
  json["surplus"] = value(answer.surplus);
  json["welfare"] = value(answer.welfare);
  json["cost"] = value(answer.cost);
  json["friction"] = value(answer.friction);
  json["penalties"] = value(answer.penalties);
  add_flows(document, answer);
  add_links(document, answer);
  add_prices(document, answer);
  add_unserved(document, answer);
  add_actors(document, answer);
  add_nodes(document, answer);
  add_demands(document, answer);
  add_supplies(document, answer);
  add_limits(document, answer);
  add_processes(document, answer);
  add_frictions(document, answer);
  add_price_caps(document, answer);
  add_contracts(document, answer);
  json["identities"] = {{"surplus_parts", value(answer.identities.surplus_parts)},
                        {"surplus_error", value(answer.identities.surplus_error)},
                        {"welfare_parts", value(answer.identities.welfare_parts)},
                        {"welfare_error", value(answer.identities.welfare_error)}};
  json["classes"] = answer.class_count;
  json["finest_classes"] = answer.finest_class_count;
  json["method"] = answer.by_paths ? "path" : "arc";
  json["why_not_path"] = answer.why_not_path.empty() ? Json() : Json(answer.why_not_path);
  json["refinement_rounds"] = answer.refinement_rounds;
  json["solve_seconds"] = value(answer.solve_seconds);
  return document;
}

Document compare_document(Answer const& before, Answer const& after, study::Comparison const& comparison,
                          std::optional<study::Comparison> const& without_friction,
                          std::set<std::string> only) {
  Document document = head(after, std::move(only));
  Json& json = document.json;
  if (before.status == study::Status::limit) json["status"] = status(before);
  json["title"] = after.instance.title;
  json["period"] = after.instance.period_label;
  json["units"] = units(after.instance);
  json["before"] = side(before);
  json["after"] = side(after);
  json["change"] = totals(comparison);
  json["without_friction"] = without_friction ? totals(*without_friction) : Json();
  add_differences(document, "links", comparison.links, "link_id", Detail::direction);
  if (without_friction)
    add_differences(document, "links_without_friction", without_friction->links, "link_id",
                    Detail::direction);
  add_differences(document, "link_rents", comparison.link_rents, "link_id", Detail::direction);
  add_differences(document, "prices", comparison.prices, "node_id", Detail::commodity);
  add_differences(document, "unserved", comparison.unserved, "demand_id", Detail::commodity);
  add_differences(document, "shut_in", comparison.shut_in, "supply_id", Detail::commodity);
  add_differences(document, "actors", comparison.actors, "actor_id", Detail::none);
  add_differences(document, "processes", comparison.processes, "process_id", Detail::commodity);
  add_differences(document, "price_caps", comparison.price_caps, "measure_id", Detail::commodity);
  add_differences(document, "commodities", comparison.commodities, "commodity_id", Detail::none);
  add_differences(document, "contracts", comparison.contracts, "contract_id", Detail::none);
  return document;
}

std::string json_text(Document const& document) {
  return document.json.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace korridor::report
