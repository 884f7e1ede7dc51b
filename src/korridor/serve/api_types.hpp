// Types of requests and their strict readers; written by tools/api_types.py from docs/openapi.yaml, not by
// hand.
#pragma once

#include <array>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "korridor/model/case_text.hpp"
#include "korridor/serve/json_input.hpp"

namespace korridor::serve {

[[nodiscard]] inline model::CaseText read_case(JsonSpot const& at) {
  model::CaseText out;
  if (!at.is_object({"scenario", "date", "period", "close", "ban", "measure", "set", "lift"}, {})) return out;
  if (auto const it = at.find("scenario")) out.scenario = it->text();
  if (auto const it = at.find("date")) out.date = it->text();
  if (auto const it = at.find("period")) out.period = it->text();
  if (auto const it = at.find("close")) out.close = it->texts();
  if (auto const it = at.find("ban")) out.ban = it->texts();
  if (auto const it = at.find("measure")) out.measure = it->texts();
  if (auto const it = at.find("set")) out.set = it->texts();
  if (auto const it = at.find("lift")) out.lift = it->texts();
  return out;
}

struct SolveRequest {
  model::CaseText what;
  std::vector<std::string> parts; ///< Lists of the answer to send, such as links or prices; none is all
  std::string node_id;            ///< Only rows of lists that bear on this place
  std::string link_id;            ///< Only rows of lists that bear on this link
  bool intervals = false;         ///< Look for the ends of price and actor intervals
};

[[nodiscard]] inline SolveRequest read_solve_request(JsonSpot const& at) {
  SolveRequest out;
  if (!at.is_object({"case", "parts", "node_id", "link_id", "intervals"}, {})) return out;
  if (auto const it = at.find("case")) out.what = read_case(*it);
  if (auto const it = at.find("parts")) out.parts = it->texts();
  if (auto const it = at.find("node_id")) out.node_id = it->text();
  if (auto const it = at.find("link_id")) out.link_id = it->text();
  if (auto const it = at.find("intervals")) out.intervals = it->flag();
  return out;
}

struct CompareRequest {
  model::CaseText before;
  model::CaseText after;
  std::vector<std::string> parts;
};

[[nodiscard]] inline CompareRequest read_compare_request(JsonSpot const& at) {
  CompareRequest out;
  if (!at.is_object({"before", "after", "parts"}, {"after"})) return out;
  if (auto const it = at.find("before")) out.before = read_case(*it);
  if (auto const it = at.find("after")) out.after = read_case(*it);
  if (auto const it = at.find("parts")) out.parts = it->texts();
  return out;
}

struct WhyRequest {
  model::CaseText what;
  std::string element; ///< link:cpc_kaz, or an id that only one table has
  std::string column;  ///< A column of its table, such as capacity: then nothing is solved
};

[[nodiscard]] inline WhyRequest read_why_request(JsonSpot const& at) {
  WhyRequest out;
  if (!at.is_object({"case", "element", "column"}, {"element"})) return out;
  if (auto const it = at.find("case")) out.what = read_case(*it);
  if (auto const it = at.find("element")) out.element = it->text();
  if (auto const it = at.find("column")) out.column = it->text();
  return out;
}

struct ScopeRequest {
  model::CaseText what;
};

[[nodiscard]] inline ScopeRequest read_scope_request(JsonSpot const& at) {
  ScopeRequest out;
  if (!at.is_object({"case"}, {})) return out;
  if (auto const it = at.find("case")) out.what = read_case(*it);
  return out;
}

enum class ExportFormat { svg, png, csv, geojson, gpkg, report };
inline constexpr std::array<std::string_view, 6> kExportFormatWords{"svg",     "png",  "csv",
                                                                    "geojson", "gpkg", "report"};

enum class ExportMode { flow, change };
inline constexpr std::array<std::string_view, 2> kExportModeWords{"flow", "change"};

enum class ExportLanguage { en, de };
inline constexpr std::array<std::string_view, 2> kExportLanguageWords{"en", "de"};

struct ExportRequest {
  ExportFormat format = ExportFormat::svg;
  model::CaseText what;
  model::CaseText before;
  ExportMode mode = ExportMode::flow; ///< Pictures and reports of what differs from before
  std::string list = "links";         ///< csv: which list of the answer, such as flows
  std::string focus;                  ///< west,south,east,north in degrees, or an actor's id
  double scale = 2.0;                 ///< Pixels of a PNG for each unit
  ExportLanguage language = ExportLanguage::en;
};

[[nodiscard]] inline ExportRequest read_export_request(JsonSpot const& at) {
  ExportRequest out;
  if (!at.is_object({"format", "case", "before", "mode", "list", "focus", "scale", "language"}, {"format"}))
    return out;
  if (auto const it = at.find("format"))
    out.format = static_cast<ExportFormat>(it->choice(kExportFormatWords));
  if (auto const it = at.find("case")) out.what = read_case(*it);
  if (auto const it = at.find("before")) out.before = read_case(*it);
  if (auto const it = at.find("mode")) out.mode = static_cast<ExportMode>(it->choice(kExportModeWords));
  if (auto const it = at.find("list")) out.list = it->text();
  if (auto const it = at.find("focus")) out.focus = it->text();
  if (auto const it = at.find("scale")) out.scale = it->number(0.1, 4.0);
  if (auto const it = at.find("language"))
    out.language = static_cast<ExportLanguage>(it->choice(kExportLanguageWords));
  return out;
}

enum class RankKind { link, node, controller, measure };
inline constexpr std::array<std::string_view, 4> kRankKindWords{"link", "node", "controller", "measure"};

struct RankRequest {
  std::vector<RankKind> kinds;
  bool pairs = false;
  std::string commodity;
  std::string actor;
  int top = 0;
};

[[nodiscard]] inline RankRequest read_rank_request(JsonSpot const& at) {
  RankRequest out;
  if (!at.is_object({"kinds", "pairs", "commodity", "actor", "top"}, {})) return out;
  if (auto const it = at.find("kinds")) {
    for (JsonSpot const& one : it->items())
      out.kinds.push_back(static_cast<RankKind>(one.choice(kRankKindWords)));
  }
  if (auto const it = at.find("pairs")) out.pairs = it->flag();
  if (auto const it = at.find("commodity")) out.commodity = it->text();
  if (auto const it = at.find("actor")) out.actor = it->text();
  if (auto const it = at.find("top")) out.top = it->integer(0, 10000);
  return out;
}

enum class RunKind { rank };
inline constexpr std::array<std::string_view, 1> kRunKindWords{"rank"};

struct RunRequest {
  RunKind kind = RunKind::rank;
  model::CaseText what;
  RankRequest rank;
};

[[nodiscard]] inline RunRequest read_run_request(JsonSpot const& at) {
  RunRequest out;
  if (!at.is_object({"kind", "case", "rank"}, {"kind"})) return out;
  if (auto const it = at.find("kind")) out.kind = static_cast<RunKind>(it->choice(kRunKindWords));
  if (auto const it = at.find("case")) out.what = read_case(*it);
  if (auto const it = at.find("rank")) out.rank = read_rank_request(*it);
  return out;
}

/// A case kept as a text file; `--case FILE` of the command line reads it.
struct ScenarioFile {
  int korridor_case = {};
  std::string title;
  std::string notes;
  model::CaseText what;
};

[[nodiscard]] inline ScenarioFile read_scenario_file(JsonSpot const& at) {
  ScenarioFile out;
  if (!at.is_object({"korridor_case", "title", "notes", "case"}, {"korridor_case", "case"})) return out;
  if (auto const it = at.find("korridor_case")) out.korridor_case = it->integer(1, 1);
  if (auto const it = at.find("title")) out.title = it->text();
  if (auto const it = at.find("notes")) out.notes = it->text();
  if (auto const it = at.find("case")) out.what = read_case(*it);
  return out;
}

} // namespace korridor::serve
