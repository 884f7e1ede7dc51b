// korridor demo: the story of the bundled case on one screen, and three maps.
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

constexpr char const* kScenario = "cpc_shut";
constexpr char const* kClosedLink = "cpc_pipeline";

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

/// The scenario of the story, or the same closure ad hoc in a folder without it.
model::Case story_case(model::Folder const& folder) {
  model::Case what;
  model::Table const* const scenarios = folder.find("scenario");
  bool const prepared =
      scenarios != nullptr &&
      std::any_of(scenarios->rows.begin(), scenarios->rows.end(),
                  [&](model::Row const& row) { return scenarios->cell(row, "scenario_id") == kScenario; });
  if (prepared) {
    what.scenario = kScenario;
  } else {
    what.measures.push_back(
        {{"measure_id", "close_cpc_pipeline"}, {"kind", "closure"}, {"link", kClosedLink}});
  }
  return what;
}

report::TextOptions short_lists(std::size_t rows) {
  report::TextOptions options;
  options.style = output_style();
  options.top = rows;
  options.more = "";
  return options;
}

/// The actor whose way out is shut: that of the closed link's tail.
int loser(study::Answer const& base) {
  for (model::Link const& link : base.instance.links) {
    if (link.id == kClosedLink) return base.instance.nodes[static_cast<std::size_t>(link.from)].jurisdiction;
  }
  return model::kNone;
}

bool draw_pictures(study::Answer const& base, study::Answer const& shut, std::string const& version,
                   std::string const& folder, Findings& findings) {
  draw::Scene before = report::flow_scene(base, version);
  draw::Scene after = report::flow_scene(shut, version);
  draw::Scene change = report::change_scene(base, shut, version);
  draw::SvgOptions options;
  options.focus = report::window_on(base.instance, loser(base));
  report::share_widths({&before, &after, &change}, options.focus);
  auto const path = [&](char const* name) { return (fs::path(folder) / name).string(); };
  return write_picture(before, options, 1.0, path("base.png"), findings) &&
         write_picture(after, options, 1.0, path("cpc_shut.png"), findings) &&
         write_picture(change, options, 1.0, path("change.png"), findings);
}

std::string story_text(study::Answer const& base, study::Answer const& shut,
                       study::Comparison const& comparison) {
  std::string out = report::headline_text(base, short_lists(5)) + report::totals_text(base, short_lists(5));
  out += report::binding_text(base, short_lists(4));
  out += "\n" +
         report::paint(fmt::format("Now: {}", report::scenario_label(shut.instance)), report::Tone::title,
                       output_style()) +
         "\n";
  out += report::changed_totals_text(shut, comparison, short_lists(5));
  out += report::ways_out_text(base, shut, loser(base), short_lists(6));
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

std::string next_commands(std::string const& model) {
  return fmt::format(
      "\nTry next:\n"
      "  {2} solve {0}\n"
      "  {2} compare {0} --close {1} --set link:btc:capacity=60Mt/yr\n"
      "  {2} map {0} --ban 'commodity=crude origin=KAZ destination=EUU' --compare -o ban.svg\n",
      model, kClosedLink, callable_name());
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
  std::unique_ptr<study::Engine> const engine = study::make_arc_engine(*folder);
  std::optional<study::Answer> const base = answer(*engine, {}, {}, findings);
  std::optional<study::Answer> const shut =
      base ? answer(*engine, story_case(*folder), {}, findings) : std::nullopt;
  if (!shut) return fail();
  if (!draw_pictures(*base, *shut, report::data_version(*folder), run.pictures, findings)) return fail();
  print_findings(findings);
  fs::path const pictures = run.pictures;
  std::string const text =
      story_text(*base, *shut, study::compare(*base, *shut)) +
      fmt::format("\nMaps: {}, {}, {}\n", (pictures / "base.png").string(),
                  (pictures / "cpc_shut.png").string(), (pictures / "change.png").string()) +
      next_commands(model);
  if (!write_output(text)) return kInputFault;
  return std::max(status_of(*base), status_of(*shut));
}

} // namespace

void add_demo(CLI::App& app, int& status) {
  auto const run = std::make_shared<DemoRun>();
  CLI::App* const verb = app.add_subcommand(
      "demo",
      "Tell the story of the bundled case: the base year, then the Caspian pipeline shut; with three maps.");
  verb->add_option("--model", run->model, "Another model folder")->type_name("MODEL");
  verb->add_option("-o,--output", run->pictures, "Folder of the maps (demo)")->type_name("DIR");
  verb->callback([run, &status] { status = demo(*run); });
}

} // namespace korridor::app
