// Answers as documents for machines: JSON text and, from the same fields, CSV tables.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "korridor/study/answer.hpp"
#include "korridor/study/compare.hpp"

namespace korridor::report {

using Json = nlohmann::ordered_json;

enum class ColumnType { text, number, flag };

struct Column {
  std::string name;
  ColumnType type = ColumnType::text;
};

/// A JSON object whose lists are tables: `columns` has their columns, which a list without rows does not
/// show, with their types, which a column of nulls does not show. "ranking.by_actor" is the list by_actor in
/// the rows of ranking; it may have columns of the row it lies in.
// NOLINTNEXTLINE(bugprone-exception-escape): moving a JSON value throws only where its invariant is broken
struct Document {
  Json json;
  std::map<std::string, std::vector<Column>> columns;
  std::set<std::string> only; ///< the lists that are filled, the others are left out; empty: all
};

/// The answer of `solve`: money in the model's currency, rates in the commodity's unit per period of the
/// model, also for capacities where all goods that pass share a unit (`unit` names it); null where there is
/// no number (an unlimited capacity, welfare without values of demand, a price where nothing can come).
/// `only`: see Document.
[[nodiscard]] Document solve_document(study::Answer const& answer, std::set<std::string> only = {});

/// The answer of `compare`; its certificate is that of the second case, both stand in `before` and `after`.
/// `without_friction` is the same comparison with every dispersion 0, where there is one.
[[nodiscard]] Document compare_document(study::Answer const& before, study::Answer const& after,
                                        study::Comparison const& comparison,
                                        std::optional<study::Comparison> const& without_friction = {},
                                        std::set<std::string> only = {});

/// A cell: null where there is no number, or none that is finite.
[[nodiscard]] Json json_number(std::optional<double> number);
/// A cell: null where there is no word.
[[nodiscard]] Json json_word(std::string const& text);

/// What every document says of a proof.
[[nodiscard]] Json certificate_json(model::Certificate const& certificate);

/// The document as JSON, ended by a newline; bytes that are no UTF-8 are replaced.
[[nodiscard]] std::string json_text(Document const& document);

struct CsvFile {
  std::string name; ///< such as "flows.csv"
  std::string text;
};

/// The single values of the document, nested ones as "certificate.gap".
[[nodiscard]] std::vector<std::pair<std::string, Json>> single_values(Document const& document);

/// One file per list of the document, and "summary.csv" with its single values.
[[nodiscard]] std::vector<CsvFile> csv_files(Document const& document);

} // namespace korridor::report
