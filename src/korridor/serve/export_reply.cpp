// Formats and what they are made from.
#include "korridor/serve/export_reply.hpp"

#include <filesystem>
#include <mutex>
#include <set>

#include "korridor/core/text.hpp"
#include "korridor/draw/render_png.hpp"
#include "korridor/draw/write_svg.hpp"
#include "korridor/report/geojson.hpp"
#include "korridor/report/geopackage.hpp"
#include "korridor/report/html_report.hpp"
#include "korridor/report/map_window.hpp"
#include "korridor/report/placed_document.hpp"
#include "korridor/serve/request.hpp"
#include "korridor/study/compare.hpp"

namespace korridor::serve {

namespace {

using study::Answer;

Reply bad_input(Findings const& findings) {
  return refusal(422, "bad_input", "the file cannot be made", findings);
}

Reply file(std::string type, std::string bytes, std::string const& name) {
  Reply reply{200, std::move(type), std::move(bytes)};
  reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "\"");
  return reply;
}

/// "kazakhstan" of "models/kazakhstan/", as a name that any disk takes.
std::string model_name(Snapshot const& snapshot) {
  std::filesystem::path path = std::filesystem::path(snapshot.folder->path).lexically_normal();
  if (!path.has_filename()) path = path.parent_path();
  std::string out;
  for (char const c : path.filename().string()) {
    bool const plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
    if (plain) out += c;
  }
  return out.empty() ? "model" : out;
}

/// `before` is null but in the mode of changes.
Reply picture(Snapshot const& snapshot, ExportRequest const& request, Answer const* before,
              Answer const& after, std::string const& name) {
  Findings findings;
  std::optional<report::Map> const map =
      before == nullptr ? report::flow_map(after, snapshot.version, request.focus, findings)
                        : report::change_map(*before, after, snapshot.version, request.focus, findings);
  if (!map) return bad_input(findings);
  for (std::string const& fault : draw::check_scene(map->scene, map->options))
    findings.error("E920", "--focus", 0, "", "", fault, "mend the model or the window");
  if (findings.has_errors()) return bad_input(findings);
  std::string svg = draw::write_svg(map->scene, map->options);
  if (request.format == ExportFormat::svg) return file("image/svg+xml", std::move(svg), name + ".svg");
  // One at a time: at the largest scale a picture takes a hundred megabytes.
  static std::mutex guard;
  std::lock_guard const lock(guard);
  draw::Png png = draw::render_png(svg, request.scale);
  if (!png.bytes.empty()) return file("image/png", std::move(png.bytes), name + ".png");
  findings.error("E921", "body", 0, "/scale", "", "cannot be drawn: " + png.error,
                 "try svg, or a smaller scale");
  return bad_input(findings);
}

/// The page of `korridor report`, with the command line that writes it.
Reply page(Snapshot const& snapshot, ExportRequest const& request, Answer const* before, Answer const& after,
           std::string const& name) {
  Findings findings;
  report::ReportInput input{*snapshot.folder, after,
                            model::read_case(*snapshot.folder, request.what, findings)};
  input.before = before;
  if (before != nullptr) input.what_before = model::read_case(*snapshot.folder, request.before, findings);
  if (!request.focus.empty()) input.window = report::parse_window(request.focus, after.instance, findings);
  if (findings.has_errors()) return bad_input(findings);
  input.language =
      request.language == ExportLanguage::de ? report::Language::german : report::Language::english;
  // The command line compares a case with the plain one of its day; another pair has no command.
  model::CaseText plain;
  plain.date = request.what.date;
  plain.period = request.what.period;
  bool const told = before == nullptr ? request.what == plain : request.before == plain;
  if (told) {
    input.command = "korridor report " + model::shell_word(snapshot.folder->path);
    if (std::string const options = model::case_options(request.what); !options.empty())
      input.command += " " + options;
    input.command += " -o " + name + ".html";
  }
  return file("text/html; charset=utf-8", report::html_report(input), name + ".html");
}

Reply table(ExportRequest const& request, Answer const* before, Answer const& after,
            std::string const& name) {
  std::set<std::string> const only{request.list};
  report::Document const document =
      before == nullptr ? report::solve_document(after, only)
                        : report::compare_document(*before, after, study::compare(*before, after), {}, only);
  std::vector<std::string> known;
  for (auto const& [list, columns] : document.columns) known.push_back(list);
  for (report::CsvFile& it : report::csv_files(document)) {
    if (it.name == request.list + ".csv" && document.columns.count(request.list) > 0)
      return file("text/csv; charset=utf-8", std::move(it.text), name + "-" + it.name);
  }
  Findings findings;
  findings.error("E954", "body", 0, "/list", request.list, "is no list of the answer",
                 did_you_mean(nearest(request.list, known), "see what an answer without 'parts' has"));
  return bad_input(findings);
}

} // namespace

Reply export_reply(Snapshot const& snapshot, ExportRequest const& request, Ask const& ask) {
  bool const is_picture = request.format == ExportFormat::svg || request.format == ExportFormat::png;
  bool const is_report = request.format == ExportFormat::report;
  bool const changes =
      request.mode == ExportMode::change && (is_picture || is_report || request.format == ExportFormat::csv);
  // Tables have the ends of intervals, as those of the command line.
  bool const intervals =
      !is_picture && !is_report && !changes && request.list != "links" && request.list != "flows";
  std::shared_ptr<Outcome const> const after =
      ask(request.what, {intervals || request.format == ExportFormat::gpkg});
  if (!after->answer) return refusal_of(*after);
  std::shared_ptr<Outcome const> const before = changes ? ask(request.before, {}) : nullptr;
  if (before && !before->answer) return refusal_of(*before);
  Answer const* const old = before ? before->answer.get() : nullptr;
  std::string const name = model_name(snapshot) + (changes ? "-change" : "");
  if (is_picture) return picture(snapshot, request, old, *after->answer, name);
  if (is_report) return page(snapshot, request, old, *after->answer, name);
  if (request.format == ExportFormat::csv) return table(request, old, *after->answer, name);
  report::PlacedDocument const placed = report::placed_document(*after->answer, snapshot.version);
  if (request.format == ExportFormat::geojson)
    return file("application/geo+json", report::geojson(placed), name + ".geojson");
  return file("application/geopackage+sqlite3", report::geopackage(placed), name + ".gpkg");
}

} // namespace korridor::serve
