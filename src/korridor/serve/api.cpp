// Which address is which handler, and the handlers of model and cases.
#include "korridor/serve/api.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <string_view>
#include <utility>

#include "korridor/draw/base_map.hpp"
#include "korridor/serve/api_types.hpp"
#include "korridor/serve/model_reply.hpp"
#include "korridor/serve/request.hpp"
#include "korridor/serve/scope.hpp"
#include "korridor/serve/solve_reply.hpp"

namespace korridor::serve {

namespace {

constexpr std::string_view kRunPath = "/api/runs/";

Reply not_allowed(std::string const& allowed) {
  Reply reply = refusal(405, "not_found", "this address takes " + allowed);
  reply.headers.emplace_back("Allow", allowed);
  return reply;
}

} // namespace

Api::Api(ApiOptions const& options)
    : store_(options.model), answers_(options.threads, options.time_limit, options.kept),
      // A run leaves a core for those who look at the map meanwhile.
      runs_(std::max(1, options.threads - 1)) {}

Reply Api::handle(Call const& call) {
  try {
    return route(call);
  } catch (std::exception const& error) {
    return refusal(500, "internal", std::string("a fault of Korridor, not of the request: ") + error.what());
  }
}

Reply Api::route(Call const& call) {
  struct Route {
    std::string_view method;
    std::string_view path;
    Handler handler;
  };
  static constexpr std::array<Route, 10> kRoutes = {{{"GET", "/api/model", &Api::model},
                                                     {"GET", "/api/basemap", &Api::base_map},
                                                     {"POST", "/api/solve", &Api::solve},
                                                     {"POST", "/api/compare", &Api::compare},
                                                     {"POST", "/api/why", &Api::why},
                                                     {"POST", "/api/scope", &Api::scope},
                                                     {"GET", "/api/evidence", &Api::evidence},
                                                     {"POST", "/api/export", &Api::export_file},
                                                     {"GET", "/api/runs", &Api::list_runs},
                                                     {"POST", "/api/runs", &Api::start_run}}};
  if (call.path.starts_with(kRunPath)) return one_run(call);
  if (call.path == "/api/events") return not_allowed("GET"); // the transport streams them
  std::string allowed;
  for (Route const& it : kRoutes) {
    if (it.path != call.path) continue;
    if (it.method == call.method) return (this->*it.handler)(call);
    allowed += (allowed.empty() ? "" : ", ") + std::string(it.method);
  }
  if (allowed.empty()) return refusal(404, "not_found", "there is no such address");
  return not_allowed(allowed);
}

void Api::warm_up() {
  std::shared_ptr<Snapshot const> const snapshot = store_.current();
  if (snapshot->usable()) static_cast<void>(answers_.get(snapshot, {}, {}, [] { return false; }));
}

std::string Api::command(std::string const& verb, model::CaseText const& text) const {
  std::string const options = model::case_options(text);
  return "korridor " + verb + " " + model::shell_word(store_.path()) + (options.empty() ? "" : " " + options);
}

Reply Api::model(Call const& call) {
  std::shared_ptr<Snapshot const> const snapshot = store_.current();
  {
    std::lock_guard const lock(guard_);
    if (told_ == snapshot) return {200, "application/json", model_text_};
  }
  if (!snapshot->usable()) return json_reply(model_json(*snapshot, nullptr));
  std::shared_ptr<Outcome const> const base = answers_.get(snapshot, {}, {}, call.gone);
  if (base->kind != Outcome::Kind::answered && base->kind != Outcome::Kind::fault) return refusal_of(*base);
  Json json = model_json(*snapshot, base->answer.get());
  if (!base->answer) { // the tables are sound, but the base case cannot be solved
    json["usable"] = false;
    json["findings"] = findings_json(base->findings);
  }
  Reply reply = json_reply(json);
  std::lock_guard const lock(guard_);
  told_ = snapshot;
  model_text_ = reply.body;
  return reply;
}

Reply Api::base_map(Call const& /*call*/) {
  Reply reply{200, "text/plain; charset=utf-8", std::string(draw::base_map_text())};
  // It changes with the program alone, which the address does not name: for an hour.
  reply.headers.emplace_back("Cache-Control", "max-age=3600");
  return reply;
}

Reply Api::solve(Call const& call) {
  Reply refused;
  auto const request = read_body(call.body, read_solve_request, refused);
  if (!request) return refused;
  std::shared_ptr<Snapshot const> const snapshot = store_.current();
  std::shared_ptr<Outcome const> const outcome =
      answers_.get(snapshot, request->what, {request->intervals, false}, call.gone);
  if (!outcome->answer) return refusal_of(*outcome);
  return solve_reply(*snapshot, *request, *outcome->answer);
}

Reply Api::scope(Call const& call) {
  Reply refused;
  auto const request = read_body(call.body, read_scope_request, refused);
  if (!request) return refused;
  std::shared_ptr<Snapshot const> const snapshot = store_.current();
  if (!snapshot->usable()) return refusal_of({Outcome::Kind::fault, nullptr, nullptr, snapshot->findings});
  Outcome outcome;
  std::optional<Json> const scope =
      case_scope(*snapshot, request->what, command("solve", request->what), outcome.findings);
  return scope ? json_reply(*scope) : refusal_of(outcome);
}

Reply Api::list_runs(Call const& /*call*/) { return json_reply(runs_.list()); }

Reply Api::start_run(Call const& call) {
  Reply refused;
  auto const request = read_body(call.body, read_run_request, refused);
  if (!request) return refused;
  std::shared_ptr<Snapshot const> const snapshot = store_.current();
  if (!snapshot->usable()) return refusal_of({Outcome::Kind::fault, nullptr, nullptr, snapshot->findings});
  Outcome outcome;
  model::Case const what = model::read_case(*snapshot->folder, request->what, outcome.findings);
  study::RankOptions options;
  for (RankKind const kind : request->rank.kinds)
    options.kinds.push_back(static_cast<study::RankKind>(kind)); // the words stand in the same order
  options.pairs = request->rank.pairs;
  options.commodity = request->rank.commodity;
  options.actor = request->rank.actor;
  options.top = static_cast<std::size_t>(request->rank.top);
  bool const lifts =
      std::find(options.kinds.begin(), options.kinds.end(), study::RankKind::measure) != options.kinds.end();
  if (options.pairs && lifts) {
    outcome.findings.error("E954", "body", 0, "/rank/kinds", "measure", "has no pairs",
                           "pairs are of links, nodes and controllers");
  }
  if (outcome.findings.has_errors()) return refusal_of(outcome);
  std::optional<Json> const run = runs_.start(snapshot, what, options);
  if (!run) return refusal(429, "busy", "two runs are under way; cancel one or wait");
  return json_reply(*run, 202);
}

Reply Api::one_run(Call const& call) {
  std::string const id = call.path.substr(kRunPath.size());
  if (call.method != "GET" && call.method != "DELETE") return not_allowed("GET, DELETE");
  std::optional<Json> const run = call.method == "GET" ? runs_.find(id) : runs_.cancel(id);
  if (!run) return refusal(404, "not_found", "there is no such run");
  return json_reply(*run, call.method == "GET" ? 200 : 202);
}

} // namespace korridor::serve
