// Taking a measure out of the tables, and putting it in as if it had been asked for.
#include "korridor/study/without_measure.hpp"

#include <algorithm>

#include "korridor/core/text.hpp"

namespace korridor::study {

namespace {

bool in_force(model::Instance const& instance, std::string const& measure) {
  return std::any_of(instance.measures.begin(), instance.measures.end(),
                     [&](model::Measure const& it) { return it.id == measure; });
}

// The folder without the measure's row and without the rows of scenarios that name it.
model::Folder taken_out(model::Folder folder, std::string const& measure) {
  for (char const* const name : {"measure", "scenario"}) {
    model::Table* const table = folder.find(name);
    if (table == nullptr) continue;
    std::erase_if(table->rows,
                  [&](model::Row const& row) { return trimmed(table->cell(row, "measure_id")) == measure; });
  }
  return folder;
}

model::MeasureCells cells_of(model::Folder const& folder, std::string const& measure) {
  model::MeasureCells cells;
  model::Table const* const table = folder.find("measure");
  for (model::Row const& row : table->rows) {
    if (trimmed(table->cell(row, "measure_id")) != measure) continue;
    for (std::string const& column : table->columns) {
      if (!table->cell(row, column).empty()) cells[column] = table->cell(row, column);
    }
  }
  return cells;
}

} // namespace

std::optional<std::pair<Answer, Answer>> with_and_without(model::Folder const& folder,
                                                          model::Case const& what, std::string const& measure,
                                                          SolveOptions const& options, Findings& findings) {
  std::optional<Answer> with = make_engine(folder)->answer(what, options, findings);
  if (!with) return std::nullopt;
  if (in_force(with->instance, measure)) {
    model::Folder const rest = taken_out(folder, measure);
    std::optional<Answer> without = make_engine(rest)->answer(what, options, findings);
    if (!without) return std::nullopt;
    return std::pair{std::move(*without), std::move(*with)};
  }
  model::Folder const rest = taken_out(folder, measure);
  model::Case asked = what;
  asked.measures.push_back(cells_of(folder, measure));
  std::optional<Answer> put_in = make_engine(rest)->answer(asked, options, findings);
  if (!put_in) return std::nullopt;
  return std::pair{std::move(*with), std::move(*put_in)};
}

} // namespace korridor::study
