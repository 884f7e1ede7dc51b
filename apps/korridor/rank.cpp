// korridor rank: which passage, place, holder or measure matters most.
#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "answering.hpp"
#include "case_options.hpp"
#include "exit_status.hpp"
#include "interrupt.hpp"
#include "korridor/draw/bar_chart.hpp"
#include "korridor/io/folder.hpp"
#include "korridor/report/data_version.hpp"
#include "korridor/report/rank_chart.hpp"
#include "korridor/report/rank_document.hpp"
#include "korridor/report/rank_text.hpp"
#include "picture.hpp"
#include "terminal.hpp"
#include "verbs.hpp"

namespace korridor::app {

namespace {

struct RankRun {
  std::string model;
  std::vector<std::string> kinds;
  int k = 1;
  study::RankOptions rank;
  CaseOptions what;
  SolverOptions solver;
  OutputOptions output;
  CLI::Option const* top = nullptr;
  std::string picture;
  double scale = 1.0;
};

void read_kinds(RankRun const& run, study::RankOptions& options) {
  options.pairs = run.k == 2;
  for (std::string const& kind : run.kinds) {
    if (kind == "pair") options.pairs = true;
    if (kind == "link") options.kinds.push_back(study::RankKind::link);
    if (kind == "node") options.kinds.push_back(study::RankKind::node);
    if (kind == "controller") options.kinds.push_back(study::RankKind::controller);
    if (kind == "measure") options.kinds.push_back(study::RankKind::measure);
  }
  bool const measures =
      std::find(options.kinds.begin(), options.kinds.end(), study::RankKind::measure) != options.kinds.end();
  if (options.pairs && measures)
    throw CLI::ValidationError("--kind", "pairs are of links, nodes and controllers");
}

std::string time_text(double seconds) {
  constexpr double kMinute = 60.0;
  if (seconds < kMinute) return fmt::format("{:.0f} s", seconds);
  return fmt::format("{:.0f} min", seconds / kMinute);
}

/// Tells how far a stage is and how long it still takes, a few times a second.
class Progress {
public:
  void operator()(study::RankProgress const& at) {
    using namespace std::chrono_literals;
    auto const now = Clock::now();
    if (at.stage != stage_) {
      stage_ = at.stage;
      begin_ = now;
      first_ = at.done;
    }
    if (now - shown_ < 200ms) return;
    shown_ = now;
    double const spent = std::chrono::duration<double>(now - begin_).count();
    std::size_t const done = at.done - first_ + 1;
    double const left = spent / static_cast<double>(done) * static_cast<double>(at.total - at.done);
    show_progress(fmt::format("{}: {} of {}, at most {} left", at.stage, at.done, at.total, time_text(left)));
  }

private:
  using Clock = std::chrono::steady_clock;
  std::string stage_;
  std::size_t first_ = 0;
  Clock::time_point begin_, shown_;
};

void tell_failures(study::Ranking const& ranking) {
  for (study::RankRow const& row : ranking.rows) {
    if (row.status != study::RankStatus::failed) continue;
    say(fmt::format("failed: {}: {}", report::elements_label(ranking.base.instance, row), row.message));
  }
}

int rank(RankRun const& run) {
  if (run.what.scenarios.size() > 1)
    throw CLI::ValidationError("--scenario", "is given twice; compare takes two");
  Findings findings;
  auto const fail = [&] {
    print_findings(findings);
    return kInputFault;
  };
  if (!run.picture.empty()) check_picture_name(run.picture);
  study::RankOptions options = run.rank;
  read_kinds(run, options);
  options.top = run.top->count() > 0 ? run.output.top : 0;
  std::optional<model::Folder> const folder = io::read_folder(run.model, findings);
  if (!folder) return fail();
  model::Case const what = to_case(*folder, run.what, findings);
  if (findings.has_errors()) return fail();

  options.solve = run.solver.to_solve_options();
  options.time_limit = run.solver.time_limit;
  options.stop = Interrupt::asked;
  Progress progress;
  options.progress = [&](study::RankProgress const& at) { progress(at); };
  std::optional<study::Ranking> found;
  {
    Interrupt const interrupt;
    found = study::rank(*folder, what, options, findings);
  }
  show_progress("");
  if (!found) return fail();

  report::Document const document = report::rank_document(*found);
  if (!write_csv(document, run.output.csv_folder, findings)) return fail();
  if (!run.picture.empty()) {
    draw::BarChart const chart =
        report::rank_chart(*found, run.output.to_text_options().top, report::data_version(*folder));
    if (!write_picture(draw::write_bar_chart(chart), run.scale, run.picture, findings)) return fail();
    say("wrote " + run.picture);
  }
  print_findings(findings);
  tell_failures(*found);
  if (found->counts.not_reached > 0) {
    say(fmt::format("ended early: {} cases were not reached; what is done follows",
                    found->counts.not_reached));
  }
  bool const written = show(document, run.output, [&](report::TextOptions const& shown) {
    return report::rank_text(*found, shown);
  });
  if (!written) return kInputFault;
  return found->whole() ? status_of(found->base) : kLimitHit;
}

} // namespace

void add_rank(CLI::App& app, int& status) {
  auto const run = std::make_shared<RankRun>();
  CLI::App* const verb = app.add_subcommand("rank", "Rank passages, places, holders and measures: close each "
                                                    "one, or lift it, and say what that changes for "
                                                    "everybody, with the best way round.");
  verb->add_option("model", run->model, "Model folder")->type_name("MODEL")->required();
  char const* const group = "What is ranked";
  add_repeatable(
      *verb, "--kind", run->kinds,
      "Only links, nodes, controllers (all that an actor can stop), or measures (lifted); 'pair' is --k 2. "
      "All but pairs")
      ->check(CLI::IsMember({"link", "node", "controller", "measure", "pair"}))
      ->type_name("link|node|controller|measure|pair")
      ->group(group);
  verb->add_option("--k", run->k,
                   "How many are closed together, 1 or 2 (1); pairs are of links unless --kind says else")
      ->check(CLI::Range(1, 2))
      ->type_name("N")
      ->group(group);
  verb->add_option("--commodity", run->rank.commodity, "Close for this commodity or group alone")
      ->type_name("ID")
      ->group(group);
  verb->add_option("--actor", run->rank.actor, "Rank by what this actor loses, not by J")
      ->type_name("ID")
      ->group(group);
  run->rank.threads = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  verb->add_option("--threads", run->rank.threads, "Cases solved at a time; changes no result (one per core)")
      ->check(CLI::Range(1, 1024))
      ->type_name("N")
      ->group("How it is solved");
  add_case_options(*verb, run->what);
  add_solver_options(*verb, run->solver);
  add_output_options(*verb, run->output,
                     "Only the N most harmful of each kind: what bounds prove to lie below is not solved");
  verb->add_option("-o,--output", run->picture, "Also draw the bars: name.svg or name.png")
      ->type_name("FILE")
      ->group("What is shown");
  verb->add_option("--scale", run->scale, "Pixels of a PNG for each unit of the picture, up to 8 (1)")
      ->check(CLI::Range(0.1, 8.0))
      ->type_name("NUMBER")
      ->group("What is shown");
  run->top = verb->get_option("--top");
  verb->callback([run, &status] { status = rank(*run); });
}

} // namespace korridor::app
