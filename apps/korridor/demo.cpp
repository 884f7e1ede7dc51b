// korridor demo: the story of a case, its base year against one scenario, on one screen and three maps.
#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "answering.hpp"
#include "exit_status.hpp"
#include "korridor/io/folder.hpp"
#include "korridor/report/compare_text.hpp"
#include "korridor/report/data_version.hpp"
#include "korridor/report/label.hpp"
#include "korridor/report/map_scene.hpp"
#include "korridor/report/map_window.hpp"
#include "korridor/study/compare.hpp"
#include "picture.hpp"
#include "terminal.hpp"
#include "verbs.hpp"

namespace korridor::app {

namespace {

namespace fs = std::filesystem;

struct DemoRun {
  std::string model;
  std::string pictures = "demo";
};

/// The bundled case: in the current folder, beside a build folder of the source tree, or installed.
std::string bundled_model() {
  std::error_code error;
  fs::path const program = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (fs::path const& place : {fs::path("models"), program / "../../models", program / "../models",
                                program / "../share/korridor/models"}) {
    fs::path const model = place / "kazakhstan";
    if (fs::is_regular_file(model / "korridor.toml", error)) return model.lexically_normal().string();
  }
  return "models/kazakhstan"; // reading it says what is wrong
}

/// The scenario that the story tells: the one that korridor.toml names, else the first of the folder.
std::optional<std::string> story_of(model::Folder const& folder, Findings& findings) {
  if (!folder.settings.story.empty()) return folder.settings.story;
  model::Table const* const scenarios = folder.find("scenario");
  if (scenarios != nullptr && !scenarios->rows.empty()) {
    return scenarios->cell(scenarios->rows.front(), "scenario_id");
  }
  findings.error("E505", "scenario.csv", 0, "scenario_id", "", "holds no scenario, so there is no story",
                 "write one, as by 'korridor solve MODEL --close ID --save NAME'");
  return std::nullopt;
}

report::TextOptions short_lists(std::size_t rows) {
  report::TextOptions options;
  options.style = output_style();
  options.top = rows;
  options.more = "";
  return options;
}

struct Story {
  std::string scenario;
  int loser = model::kNone;
};

bool draw_pictures(study::Answer const& base, study::Answer const& shut, Story const& story,
                   std::string const& version, std::string const& folder, Findings& findings) {
  draw::Scene before = report::flow_scene(base, version);
  draw::Scene after = report::flow_scene(shut, version);
  draw::Scene change = report::change_scene(base, shut, version);
  draw::SvgOptions options;
  if (story.loser != model::kNone) options.focus = report::window_on(base.instance, story.loser);
  report::share_widths({&before, &after, &change}, options.focus);
  auto const path = [&](char const* name) { return (fs::path(folder) / name).string(); };
  return write_picture(before, options, 1.0, path("base.png"), findings) &&
         write_picture(after, options, 1.0, path((story.scenario + ".png").c_str()), findings) &&
         write_picture(change, options, 1.0, path("change.png"), findings);
}

std::string story_text(study::Answer const& base, study::Answer const& shut,
                       study::Comparison const& comparison, int loser) {
  std::string out = report::headline_text(base, short_lists(5)) + report::totals_text(base, short_lists(5));
  out += report::binding_text(base, short_lists(4));
  out += "\n" +
         report::paint(fmt::format("Now: {}", report::scenario_label(shut.instance)), report::Tone::title,
                       output_style()) +
         "\n";
  out += report::changed_totals_text(shut, comparison, short_lists(5));
  if (loser != model::kNone) out += report::ways_out_text(base, shut, loser, short_lists(6));
  out += report::changed_actors_text(shut, comparison, short_lists(6));
  out += report::binding_text(shut, short_lists(4));
  out += report::certificate_text(shut, short_lists(5));
  return out;
}

// How the reader can call this program from here: by its path below the current folder, or as installed.
std::string callable_name() {
  std::error_code error;
  fs::path const near = fs::proximate(fs::read_symlink("/proc/self/exe", error), error);
  bool const below = !error && !near.empty() && *near.begin() != "..";
  return below && near.has_parent_path() ? near.string() : "korridor";
}

std::string next_commands(std::string const& model, std::string const& scenario, std::string const& focus) {
  std::string out = fmt::format("\nTry next:\n"
                                "  {1} solve {0}\n"
                                "  {1} compare {0} --scenario {2}\n"
                                "  {1} serve {0}\n",
                                model, callable_name(), scenario);
  if (!focus.empty()) {
    out += fmt::format("  {1} map {0} --focus {2} -o {2}.svg\n", model, callable_name(), focus);
  }
  return out;
}

int demo(DemoRun const& run) {
  Findings findings;
  auto const fail = [&] {
    print_findings(findings);
    return kInputFault;
  };
  std::string const model = run.model.empty() ? bundled_model() : run.model;
  std::optional<model::Folder> const folder = io::read_folder(model, findings);
  if (!folder) return fail();
  std::unique_ptr<study::Engine> const engine = study::make_engine(*folder);
  std::optional<study::Answer> const base = answer(*engine, {}, {}, findings);
  Story story;
  std::optional<study::Answer> shut;
  if (std::optional<std::string> const scenario = base ? story_of(*folder, findings) : std::nullopt) {
    story.scenario = *scenario;
    model::Case what;
    what.scenario = *scenario;
    shut = answer(*engine, what, {}, findings);
  }
  if (!shut) return fail();
  study::Comparison const comparison = study::compare(*base, *shut);
  story.loser = study::hardest_hit(*base, comparison);
  if (!draw_pictures(*base, *shut, story, report::data_version(*folder), run.pictures, findings))
    return fail();
  print_findings(findings);
  fs::path const pictures = run.pictures;
  std::string const focus =
      story.loser == model::kNone ? "" : base->instance.actors[static_cast<std::size_t>(story.loser)].id;
  std::string const text =
      story_text(*base, *shut, comparison, story.loser) +
      fmt::format("\nMaps: {}, {}, {}\n", (pictures / "base.png").string(),
                  (pictures / (story.scenario + ".png")).string(), (pictures / "change.png").string()) +
      next_commands(model, story.scenario, focus);
  if (!write_output(text)) return kInputFault;
  return std::max(status_of(*base), status_of(*shut));
}

} // namespace

void add_demo(CLI::App& app, int& status) {
  auto const run = std::make_shared<DemoRun>();
  CLI::App* const verb = app.add_subcommand(
      "demo",
      "Tell the story of a case, the bundled one by default: its base year, then one scenario; with three "
      "maps.");
  verb->add_option("--model", run->model, "Another model folder")->type_name("MODEL");
  verb->add_option("-o,--output", run->pictures, "Folder of the maps (demo)")->type_name("DIR");
  verb->callback([run, &status] { status = demo(*run); });
}

} // namespace korridor::app
