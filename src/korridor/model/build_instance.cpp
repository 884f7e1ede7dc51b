// From folder to instance: the period, the tables as the case has them, then one step per kind of table.
#include "korridor/model/case.hpp"

#include <algorithm>
#include <set>

#include "korridor/core/text.hpp"
#include "korridor/model/ad_hoc.hpp"
#include "korridor/model/build.hpp"

namespace korridor::model {

namespace {

// Ad hoc measures as a table, so that they are read like the folder's.
Table to_table(std::vector<MeasureCells> const& measures) {
  std::set<std::string> columns;
  for (MeasureCells const& cells : measures) {
    for (auto const& [column, text] : cells) {
      columns.insert(column);
    }
  }
  Table table{"measure", {columns.begin(), columns.end()}, {}};
  for (MeasureCells const& cells : measures) {
    Row row;
    for (std::string const& column : table.columns) {
      auto const cell = cells.find(column);
      row.cells.push_back(cell == cells.end() ? std::string{} : cell->second);
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

// A model that names no period gets a common year of 365 days, in which nothing can be dated.
constexpr Period kNominalYear{Day{std::chrono::year{2001} / 1 / 1}, Day{std::chrono::year{2001} / 12 / 31}};

void read_calendar(Build& build) {
  Settings const& settings = build.folder.settings;
  Instance& instance = build.instance;
  auto const settings_error = [&](std::string_view key, std::string const& value, std::string remedy) {
    build.faults.error("E309", {"korridor.toml", 0, std::string(key)}, value, "names no period",
                       std::move(remedy));
  };
  auto const unit = parse_calendar_unit(settings.period);
  if (!unit) {
    settings_error("period", settings.period, "write day, week, month, quarter or year");
  }
  build.calendar.model_unit = unit.value_or(CalendarUnit::year);
  build.calendar.period = {kNominalYear.first,
                           calendar_period(kNominalYear.first, build.calendar.model_unit).last};
  instance.title = settings.title;
  instance.currency = settings.currency;
  instance.period = settings.period;
  instance.period_label = settings.base_period;
  constexpr char const* kPeriods = "write 2023, 2023-Q1, 2023-05, 2023-W07 or 2023-05-17";
  if (!build.what.period.empty()) {
    auto const period = parse_period(build.what.period);
    if (!period) {
      build.faults.error("E309", {"command line", 0, "period"}, build.what.period, "names no period",
                         kPeriods);
    }
    build.calendar.period = period.value_or(build.calendar.period);
    build.has_calendar = true;
    instance.period_label = build.what.period;
  } else if (!settings.base_period.empty()) {
    auto const period = parse_period(settings.base_period);
    if (!period) settings_error("base_period", settings.base_period, kPeriods);
    build.calendar.period = period.value_or(build.calendar.period);
    build.has_calendar = true;
  } else if (auto const from = parse_day(settings.start), to = parse_day(settings.end);
             from && to && *from <= *to) {
    build.calendar.period = {*from, *to};
    build.has_calendar = true;
    instance.period_label = settings.start + '/' + settings.end;
  }
  if (!build.what.date.empty()) {
    auto const day = parse_day(build.what.date);
    if (!day) {
      build.faults.error("E309", {"command line", 0, "date"}, build.what.date, "is not a day",
                         "write it as 2023-05-17");
    }
    build.calendar.period = day ? Period{*day, *day} : build.calendar.period;
    build.has_calendar = true;
    instance.period_label = build.what.date;
  }
  instance.day_count = build.calendar.period.day_count();
}

} // namespace

CaseTables::CaseTables(Folder const& folder, Case const& what)
    : ad_hoc_table_(to_table(ad_hoc_measures(folder, what))), folder_(&folder) {
  ad_hoc_.emplace("measure", &ad_hoc_table_, "command line");
}

TableView& CaseTables::get(std::string_view name) {
  auto at = views_.find(name);
  if (at == views_.end()) {
    at = views_.emplace(std::string(name), TableView(name, folder_->find(name), std::string(name) + ".csv"))
             .first;
  }
  return at->second;
}

Picked Build::pick(Vocabulary const& vocabulary, std::string_view cell, Place const& place) {
  Picked picked = vocabulary.pick(
      cell, [&](std::string const& item, std::string const& message, std::string const& remedy,
                std::string const& code) { faults.error(code, place, item, message, remedy); });
  if (&vocabulary == &actors && refuse_partial_blocs) {
    for (int const group : picked.groups) {
      if (partial_bloc[static_cast<std::size_t>(group)]) {
        faults.error("E525", place, vocabulary.group(group).name,
                     "is a bloc whose members change inside the period",
                     "ask for one day with --date, or for the course of time with replay");
      }
    }
  }
  return picked;
}

int Build::find(Vocabulary const& vocabulary, TableView const& view, std::size_t row,
                std::string_view column) {
  std::string_view const id = view.text(row, column);
  if (id.empty()) {
    return kNone;
  }
  int const position = vocabulary.find(id);
  if (position == kNone) {
    faults.error("E305", view.place(row, column), id, "is no known " + vocabulary.noun(),
                 vocabulary.suggest(id));
  }
  return position;
}

std::vector<int> Build::find_all(Vocabulary const& vocabulary, TableView const& view, std::size_t row,
                                 std::string_view column) {
  std::vector<int> positions;
  for (std::string_view const id : split_list(view.text(row, column))) {
    int const position = vocabulary.find(id);
    if (position == kNone) {
      faults.error("E305", view.place(row, column), id, "is no known " + vocabulary.noun(),
                   vocabulary.suggest(id));
    } else {
      positions.push_back(position);
    }
  }
  std::sort(positions.begin(), positions.end());
  positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
  return positions;
}

std::vector<int> Build::find_with_members(TableView const& view, std::size_t row, std::string_view column) {
  std::vector<bool> in(instance.actors.size());
  for (int const actor : find_all(actors, view, row, column)) {
    Picked const picked = pick(actors, actors.name(actor), view.place(row, column));
    for (std::size_t a = 0; a < in.size(); ++a) {
      in[a] = in[a] || picked.wanted[a];
    }
  }
  std::vector<int> positions;
  for (std::size_t a = 0; a < in.size(); ++a) {
    if (in[a]) {
      positions.push_back(static_cast<int>(a));
    }
  }
  return positions;
}

std::vector<Share> Build::shares(TableView const& view, std::size_t row, std::string_view column) {
  std::vector<Share> shares;
  auto const items = split_list(view.text(row, column));
  double total = 0.0;
  bool sound = true;
  for (std::string_view const item : items) {
    std::size_t const colon = item.find(':');
    std::string_view const id = trimmed(item.substr(0, colon));
    int const actor = actors.find(id);
    ParsedNumber const share =
        colon != std::string_view::npos ? parse_number(item.substr(colon + 1)) : ParsedNumber{1.0, {}};
    if (actor == kNone) {
      faults.error("E305", view.place(row, column), id, "is no known actor", actors.suggest(id));
    }
    sound = sound && share && share.value > 0.0 && (colon != std::string_view::npos || items.size() == 1);
    total += share.value;
    shares.push_back({actor, share.value});
  }
  constexpr double kRounding = 1e-6; // shares are written with a few decimals
  if (!items.empty() && (!sound || total < 1.0 - kRounding || total > 1.0 + kRounding)) {
    faults.error("E313", view.place(row, column), view.text(row, column), "are not shares that add up to 1",
                 "write them as RUS:0.31;KAZ:0.69");
  }
  for (Share& share : shares) {
    share.share /= total;
  }
  return shares;
}

bool Build::lacks_calendar(Place const& place, std::string_view value) {
  if (!has_calendar) {
    faults.error("E509", place, value, "is a date in a model that names no period",
                 "give base_period in korridor.toml");
  }
  return !has_calendar;
}

std::optional<Instance> build_instance(Folder const& folder, Case const& what, Findings& findings) {
  std::size_t const errors_before = findings.error_count();
  check_refused(folder, findings);
  bool const is_refused = findings.error_count() > errors_before;
  Build build(folder, what, findings);
  read_calendar(build);
  build.money =
      mean_rates(folder.find("exchange"), folder.settings.currency, build.calendar.period, build.faults);
  apply_changes(build);
  build_actors(build);
  build_commodities(build);
  build_nodes(build);
  build_links(build);
  build_processes(build);
  build_market(build);
  build_capacities(build);
  build_limits(build);
  build_contracts(build);
  build_reexports(build);
  build_measures(build);
  if (build.faults.has_errors() || is_refused) {
    return std::nullopt;
  }
  return std::move(build.instance);
}

} // namespace korridor::model
