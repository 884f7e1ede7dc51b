// The interface and the web part over HTTP, on 127.0.0.1 alone.
#pragma once

#include <memory>
#include <string>

namespace korridor::serve {

class Api;

struct ServerOptions {
  int port = 0;         ///< 0: the first free one from kFirstPort on
  std::string web_root; ///< folder of the web part; empty: the embedded one
};

inline constexpr int kFirstPort = 8741;
inline constexpr int kPortsTried = 40;

class HttpServer {
public:
  /// `api` must outlive it.
  HttpServer(Api& api, ServerOptions const& options);
  HttpServer(HttpServer const&) = delete;
  HttpServer& operator=(HttpServer const&) = delete;
  ~HttpServer();

  /// Takes the port; 0 where it is taken, or all that are tried.
  [[nodiscard]] int bind();
  /// Answers until `stop`.
  void listen();
  /// What a client of our own gets at an address; empty where it gets no answer.
  [[nodiscard]] static std::string ask(int port, std::string const& path);
  /// May be called from any thread; `listen` then returns once all that is being answered is.
  void stop();

private:
  class Server;
  std::unique_ptr<Server> server_;
};

} // namespace korridor::serve
