// The options of a case, and a scenario file beside them.
#include "case_options.hpp"

#include <optional>

#include "korridor/io/file.hpp"
#include "korridor/serve/scenario_file.hpp"

namespace korridor::app {

CLI::Option* add_repeatable(CLI::App& verb, std::string const& names, std::vector<std::string>& values,
                            std::string const& description) {
  return verb.add_option(names, values, description)->allow_extra_args(false);
}

void add_case_options(CLI::App& verb, CaseOptions& options) {
  char const* const group = "What is changed";
  add_repeatable(verb, "--scenario", options.scenarios, "Scenario of scenario.csv")
      ->type_name("ID")
      ->group(group);
  CLI::Option* const date = verb.add_option("--date", options.text.date,
                                            "Take what is in force on this day instead of the base period")
                                ->type_name("DATE")
                                ->group(group);
  verb.add_option("--period", options.text.period,
                  "Take this time instead of the base period: 2022, 2022-Q1, 2022-05, 2022-W07")
      ->type_name("PERIOD")
      ->excludes(date)
      ->group(group);
  add_repeatable(verb, "--close", options.text.close,
                 "Shut a link, a node, or all that an actor controls: an id or a glob such as 'link:btc*'; "
                 "link:ID, node:ID or actor:ID where ids clash")
      ->type_name("ID")
      ->group(group);
  add_repeatable(verb, "--ban", options.text.ban,
                 "Forbid trade: selectors and cells of measure.csv, such as "
                 "'commodity=crude origin=RUS destination=EUU imposer=EUU enforcement=0.9'")
      ->type_name("CELLS")
      ->group(group);
  add_repeatable(verb, "--measure", options.text.measure,
                 "Any measure by its cells, such as 'kind=tariff value=5 value_unit=USD/t link=btc'")
      ->type_name("CELLS")
      ->group(group);
  add_repeatable(verb, "--set", options.text.set,
                 "Replace one cell: table:id:column=value[unit], such as link:btc:capacity=60Mt/yr")
      ->type_name("CELL")
      ->group(group);
  add_repeatable(verb, "--lift", options.text.lift,
                 "Take a measure of measure.csv out of force, whatever dates and scenario say")
      ->type_name("ID")
      ->group(group);
  verb.add_option("--case", options.file,
                  "Take the case from a scenario file, such as the browser saves; other options add to it")
      ->type_name("FILE")
      ->group(group);
}

model::CaseText case_text(CaseOptions const& options, Findings& findings) {
  model::CaseText text;
  if (!options.file.empty()) {
    std::optional<std::string> const bytes = io::read_file(options.file, options.file, findings);
    std::optional<serve::ScenarioFile> const file =
        bytes ? serve::parse_scenario_file(*bytes, options.file, findings) : std::nullopt;
    if (file) text = file->what;
  }
  if (!options.scenarios.empty()) text.scenario = options.scenarios.back();
  if (!options.text.date.empty() || !options.text.period.empty()) {
    text.date = options.text.date;
    text.period = options.text.period;
  }
  auto const add = [](std::vector<std::string>& to, std::vector<std::string> const& from) {
    to.insert(to.end(), from.begin(), from.end());
  };
  add(text.close, options.text.close);
  add(text.ban, options.text.ban);
  add(text.measure, options.text.measure);
  add(text.set, options.text.set);
  add(text.lift, options.text.lift);
  return text;
}

model::Case to_case(model::Folder const& folder, CaseOptions const& options, Findings& findings) {
  return model::read_case(folder, case_text(options, findings), findings);
}

} // namespace korridor::app
