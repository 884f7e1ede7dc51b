// Attribute table, part 4: what is said, by whom, where each number comes from, and what was observed.
#include "korridor/model/schema_data.hpp"

namespace korridor::model {

namespace {

using enum CellType;
using enum Dimension;

constexpr Attribute kDateFrom{.name = "date_from", .type = date, .meaning = "first day"};
constexpr Attribute kDateTo{.name = "date_to", .type = date, .meaning = "last day"};
constexpr Attribute kSource{.name = "source", .meaning = "publication, date, address"};
constexpr Attribute kNote{.name = "note", .meaning = "remark"};
constexpr Attribute kContestedBy{.name = "contested_by",
                                 .type = references,
                                 .references = "evidence",
                                 .meaning = "statements that contradict it"};

constexpr Attribute kEvidence[] = {
    {.name = "evidence_id", .type = id, .required = Required::cell, .meaning = "name of the statement"},
    {.name = "source", .required = Required::cell, .meaning = "document, publication, address"},
    {.name = "statement", .required = Required::cell, .meaning = "what is said, in our words"},
    {.name = "published", .meaning = "when, as far as known"},
    {.name = "speaker", .meaning = "who says it"},
    {.name = "about", .type = texts, .meaning = "whom or what it concerns"},
    {.name = "kind", .meaning = "fact, opinion, stance, event, forecast, ..."},
    {.name = "quantity", .meaning = "the figure in it"},
    {.name = "unit", .meaning = "unit of the figure, as stated"},
    {.name = "period", .meaning = "time that it speaks of"},
    {.name = "element", .type = texts, .meaning = "parts of the model that it bears on"},
    kContestedBy,
    kNote,
};

constexpr Attribute kProvenance[] = {
    {.name = "table", .type = table, .required = Required::cell, .meaning = "table of the cell"},
    {.name = "id", .required = Required::cell, .meaning = "row of the cell"},
    {.name = "column", .type = column, .required = Required::cell, .meaning = "column of the cell"},
    {.name = "method",
     .type = choice,
     .required = Required::cell,
     .choices = "observed;reported;derived;assumed;fitted",
     .meaning = "how the number came about"},
    {.name = "evidence_id", .type = references, .references = "evidence", .meaning = "statements behind it"},
    kSource,
    {.name = "value",
     .type = figure,
     .dimension = stated,
     .range = {.infinite = true},
     .meaning = "what the source gives for the cell; a date where the cell is one"},
    {.name = "unit", .meaning = "unit of value, low and high"},
    {.name = "low", .type = figure, .dimension = stated, .meaning = "least that is plausible"},
    {.name = "high",
     .type = figure,
     .dimension = stated,
     .range = {.infinite = true},
     .meaning = "most that is plausible"},
    {.name = "weight",
     .type = number,
     .dimension = ratio,
     .range = kNotNegative,
     .meaning = "among alternatives"},
    {.name = "used",
     .type = flag,
     .default_text = "1",
     .meaning = "1: the cell has this value; several rows of one cell are alternatives"},
    kDateFrom,
    kDateTo,
    {.name = "note",
     .type = formula,
     .meaning = "remark; for method derived: the formula that gives the cell"},
};

constexpr Attribute kObserved[] = {
    {.name = "variable",
     .type = choice,
     .required = Required::cell,
     .choices = "flow;price;stock",
     .meaning = "what was observed"},
    {.name = "id",
     .type = reference,
     .required = Required::cell,
     .references = "link;node",
     .meaning = "where"},
    {.name = "commodity_id",
     .type = selector,
     .required = Required::cell,
     .references = "commodity",
     .meaning = "of what: commodities or groups, whose sum was observed"},
    {.name = "date_from", .type = date, .required = Required::cell, .meaning = "first day"},
    {.name = "date_to", .type = date, .required = Required::cell, .meaning = "last day"},
    {.name = "quantity",
     .type = number,
     .dimension = amount,
     .required = Required::cell,
     .unit_column = "unit",
     .meaning = "total of the time; a price: its mean"},
    {.name = "unit", .type = unit, .meaning = "unit of quantity; empty: the commodity's"},
    {.name = "origin", .type = reference, .references = "actor", .meaning = "only goods of this origin"},
    {.name = "destination", .type = reference, .references = "actor", .meaning = "only goods bound for it"},
    {.name = "via", .type = reference, .references = "actor", .meaning = "only goods passed on by it"},
    {.name = "direction",
     .type = choice,
     .default_text = "both",
     .choices = "forward;backward;both",
     .meaning = "of a link: from its first node to its second, back, or the sum"},
    {.name = "nested_in", .meaning = "observation that contains this one"},
    {.name = "sample",
     .type = choice,
     .default_text = "fit",
     .choices = "fit;test",
     .meaning = "whether it may be fitted to, or only judges the fit"},
    kSource,
    kNote,
};

constexpr Attribute kStake[] = {
    {.name = "investor",
     .type = reference,
     .required = Required::cell,
     .references = "actor",
     .meaning = "who invested"},
    {.name = "host",
     .type = reference,
     .required = Required::cell,
     .references = "actor",
     .meaning = "where"},
    {.name = "sector", .required = Required::cell, .meaning = "in what"},
    {.name = "value",
     .type = number,
     .dimension = money,
     .required = Required::cell,
     .unit_column = "unit",
     .meaning = "worth of the stake"},
    {.name = "unit", .type = unit, .meaning = "unit of value; empty: the model's currency"},
    kDateFrom,
    kDateTo,
    kSource,
    kNote,
};

constexpr Attribute kRelation[] = {
    {.name = "date", .type = date, .required = Required::cell, .meaning = "when"},
    {.name = "from",
     .type = reference,
     .required = Required::cell,
     .references = "actor",
     .meaning = "who acted"},
    {.name = "to",
     .type = reference,
     .required = Required::cell,
     .references = "actor",
     .meaning = "towards whom"},
    {.name = "act",
     .required = Required::cell,
     .meaning = "what was done: support, demand, threat, refusal, ..."},
    {.name = "statement", .required = Required::cell, .meaning = "what happened, in our words"},
    {.name = "intensity",
     .type = number,
     .dimension = ratio,
     .meaning = "how friendly, negative: how hostile"},
    kContestedBy,
    kSource,
    kNote,
};

constexpr Attribute kIndicator[] = {
    {.name = "actor",
     .type = reference,
     .required = Required::cell,
     .references = "actor",
     .meaning = "of whom"},
    {.name = "partner",
     .type = reference,
     .required = Required::column,
     .references = "actor",
     .meaning = "with whom; empty: with nobody or all"},
    {.name = "name", .required = Required::cell, .meaning = "turnover, remittances, ..."},
    {.name = "date", .type = date, .required = Required::cell, .meaning = "day, month or year"},
    {.name = "value", .type = number, .dimension = stated, .required = Required::cell, .meaning = "its size"},
    {.name = "unit", .meaning = "unit of value, as stated"},
    kSource,
    kNote,
};

constexpr Attribute kCandidate[] = {
    {.name = "link",
     .type = reference,
     .references = "link",
     .meaning = "link that could be widened; or else node"},
    {.name = "node", .type = reference, .references = "node", .meaning = "node that could be widened"},
    {.name = "fixed_cost",
     .type = number,
     .dimension = money,
     .required = Required::cell,
     .range = kNotNegative,
     .meaning = "of building at all"},
    {.name = "unit_cost",
     .type = number,
     .dimension = money_per_rate,
     .required = Required::cell,
     .range = kNotNegative,
     .meaning = "of each unit of capacity"},
    {.name = "max",
     .type = number,
     .dimension = rate,
     .required = Required::cell,
     .range = kNotNegativeOrInf,
     .meaning = "most that can be added"},
    {.name = "life",
     .type = number,
     .dimension = ratio,
     .range = kPositive,
     .meaning = "years that it serves"},
    kNote,
};

constexpr TableSchema kTables[] = {
    {.name = "evidence",
     .key = "evidence_id",
     .use = Use::kept,
     .attributes = kEvidence,
     .meaning = "statements with who says so and who contradicts"},
    {.name = "provenance",
     .use = Use::kept,
     .attributes = kProvenance,
     .meaning = "where each number comes from"},
    {.name = "observed",
     .use = Use::kept,
     .attributes = kObserved,
     .meaning = "flows, prices and stocks as reported"},
    {.name = "stake", .use = Use::kept, .attributes = kStake, .meaning = "who has invested in whom"},
    {.name = "relation",
     .use = Use::kept,
     .attributes = kRelation,
     .meaning = "acts between actors, by date"},
    {.name = "indicator",
     .use = Use::kept,
     .attributes = kIndicator,
     .meaning = "figures about actors and pairs"},
    {.name = "candidate", .use = Use::kept, .attributes = kCandidate, .meaning = "what could be built"},
};

constexpr Attribute kSettings[] = {
    {.name = "title", .default_text = "name of the folder", .meaning = "title on maps and tables"},
    {.name = "currency", .default_text = "USD", .meaning = "money of the model, ISO 4217"},
    {.name = "price_year", .meaning = "year whose prices it is in"},
    {.name = "period",
     .type = choice,
     .default_text = "year",
     .choices = "day;week;month;quarter;year",
     .meaning = "what capacities, supplies and demands are per, unless a unit says otherwise"},
    {.name = "base_period",
     .meaning = "what is solved without --date: 2023, 2023-Q1, 2023-05, 2023-W07, 2023-05-17"},
    {.name = "start", .type = date, .meaning = "first day of the model's time"},
    {.name = "end", .type = date, .meaning = "last day of the model's time"},
};

constexpr TableSchema kSettingsTable{
    .name = "korridor", .attributes = kSettings, .meaning = "the settings file korridor.toml"};

} // namespace

std::span<TableSchema const> record_tables() { return kTables; }

TableSchema const& settings_schema() { return kSettingsTable; }

} // namespace korridor::model
