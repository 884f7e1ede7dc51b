// korridor serve: a model in the browser, from a server on this machine.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spawn.h>
#include <sys/wait.h>

#include "exit_status.hpp"
#include "interrupt.hpp"
#include "korridor/serve/api.hpp"
#include "korridor/serve/http_server.hpp"
#include "terminal.hpp"
#include "verbs.hpp"

extern char** environ; // NOLINT(readability-redundant-declaration): POSIX does not declare it

namespace korridor::app {

namespace {

using namespace std::chrono_literals;

struct ServeRun {
  serve::ApiOptions api;
  serve::ServerOptions server;
  bool no_open = false;
  bool check = false;
};

/// Asks the desktop to show the page; nothing where there is none.
void open_browser(std::string const& address) {
  if (std::getenv("DISPLAY") == nullptr && std::getenv("WAYLAND_DISPLAY") == nullptr) return;
  std::string program = "xdg-open";
  std::string argument = address;
  char* arguments[] = {program.data(), argument.data(), nullptr}; // NOLINT(cppcoreguidelines-avoid-c-arrays)
  pid_t child = 0;
  if (::posix_spawnp(&child, "xdg-open", nullptr, nullptr, arguments, environ) != 0) return;
  std::thread([child] { ::waitpid(child, nullptr, 0); }).detach();
}

/// Asks for the model as a browser would, and tells what it is.
int check_answer(int port) {
  nlohmann::json const model =
      nlohmann::json::parse(serve::HttpServer::ask(port, "/api/model"), nullptr, false);
  if (!model.is_object() || !model.value("usable", false)) {
    say("korridor: the page would show that the model cannot be used; 'korridor check' lists its faults");
    return kInputFault;
  }
  std::string const title = model["title"];
  return write_output(
             fmt::format("{}: {} places, {} links\n", title, model["places"].size(), model["links"].size()))
             ? kAnswered
             : kInputFault;
}

int serve_model(ServeRun const& run) {
  serve::Api api(run.api);
  serve::HttpServer server(api, run.server);
  int const port = server.bind();
  if (port == 0) {
    say(run.server.port > 0
            ? fmt::format(
                  "korridor: port {} is taken; name another with --port, or none for the next free one",
                  run.server.port)
            : fmt::format("korridor: ports {} to {} are all taken; name another with --port",
                          serve::kFirstPort, serve::kFirstPort + serve::kPortsTried - 1));
    return kInputFault;
  }
  std::string const address = fmt::format("http://127.0.0.1:{}/", port);
  Interrupt const interrupt;
  std::thread listening([&] { server.listen(); });
  std::thread warming([&] { api.warm_up(); });
  bool const told = write_output(fmt::format("{} serves {}; Ctrl-C ends it\n", address, run.api.model));
  int status = told ? kAnswered : kInputFault;
  if (told && run.check) {
    status = check_answer(port);
  } else if (told) {
    if (!run.no_open) open_browser(address);
    while (!Interrupt::asked()) std::this_thread::sleep_for(50ms);
  }
  // A case that is being solved cannot be stopped, and nothing of it is kept.
  std::thread([status] {
    std::this_thread::sleep_for(1s);
    std::_Exit(status);
  }).detach();
  api.runs().cancel_all();
  server.stop();
  listening.join();
  warming.join();
  return status;
}

} // namespace

void add_serve(CLI::App& app, int& status) {
  auto const run = std::make_shared<ServeRun>();
  CLI::App* const verb = app.add_subcommand(
      "serve",
      "Show a model in the browser: a map that answers what-ifs while you ask them. The server listens "
      "on this machine alone.");
  verb->add_option("model", run->api.model, "Model folder")->type_name("MODEL")->required();
  verb->add_option("--port", run->server.port,
                   fmt::format("Port to listen on ({} or the next free one)", serve::kFirstPort))
      ->check(CLI::Range(1, 65535))
      ->type_name("N");
  verb->add_flag("--no-open", run->no_open, "Do not open the browser");
  verb->add_flag("--check", run->check, "Start, ask for the model once as the browser would, and end");
  verb->add_option("--web-root", run->server.web_root,
                   "Serve the files of this folder in place of the built-in page")
      ->check(CLI::ExistingDirectory)
      ->type_name("DIR");
  run->api.threads = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  verb->add_option("--threads", run->api.threads, "Cases solved at a time (one per core)")
      ->check(CLI::Range(1, 1024))
      ->type_name("N");
  verb->callback([run, &status] { status = serve_model(*run); });
}

} // namespace korridor::app
