// The interface of docs/openapi.yaml without its transport: a call in, a reply out.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "korridor/model/case_text.hpp"
#include "korridor/serve/answers.hpp"
#include "korridor/serve/model_store.hpp"
#include "korridor/serve/reply.hpp"
#include "korridor/serve/runs.hpp"

namespace korridor::serve {

struct Call {
  std::string method; ///< "GET", "POST", "DELETE"
  std::string path;   ///< "/api/solve"
  std::map<std::string, std::string> query;
  std::string body;
  std::function<bool()> gone = [] { return false; }; ///< whether the client left
};

struct ApiOptions {
  std::string model;        ///< folder, as the user named it
  int threads = 1;          ///< cases solved at a time
  double time_limit = 60.0; ///< seconds of processor time for one case
  std::size_t kept = 32;    ///< answers
};

/// Any thread may call. Whatever a call holds, the answer is a reply: a refusal where it cannot be served.
class Api {
public:
  explicit Api(ApiOptions const& options);

  [[nodiscard]] Reply handle(Call const& call);
  /// Reads the model and solves its base case, so that the first call finds both.
  void warm_up();

  /// Events of runs, for a stream.
  [[nodiscard]] Runs& runs() { return runs_; }

private:
  using Handler = Reply (Api::*)(Call const&);
  [[nodiscard]] Reply route(Call const& call);
  [[nodiscard]] Reply model(Call const& call);
  [[nodiscard]] Reply base_map(Call const& call);
  [[nodiscard]] Reply solve(Call const& call);
  [[nodiscard]] Reply scope(Call const& call);
  [[nodiscard]] Reply compare(Call const& call);
  [[nodiscard]] Reply why(Call const& call);
  [[nodiscard]] Reply evidence(Call const& call);
  [[nodiscard]] Reply export_file(Call const& call);
  [[nodiscard]] Reply list_runs(Call const& call);
  [[nodiscard]] Reply start_run(Call const& call);
  /// Of "/api/runs/ID".
  [[nodiscard]] Reply one_run(Call const& call);

  /// The command line that gives the same, with the model as it was named.
  [[nodiscard]] std::string command(std::string const& verb, model::CaseText const& text) const;

  ModelStore store_;
  Answers answers_;
  Runs runs_;
  std::mutex guard_;
  std::shared_ptr<Snapshot const> told_; ///< the snapshot that `model_text_` is of
  std::string model_text_;
};

} // namespace korridor::serve
