// cpp-httplib parses and routes; connections, limits and walls are ours.
#include "korridor/serve/http_server.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <httplib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "korridor/core/text.hpp"
#include "korridor/serve/api.hpp"
#include "korridor/serve/connection.hpp"
#include "korridor/serve/local_only.hpp"
#include "korridor/serve/web_files.hpp"

namespace korridor::serve {

namespace {

constexpr std::size_t kMostConnections = 64;
constexpr std::size_t kRequestsToldOf = 10000;
constexpr std::size_t kMostStreams = 32;
constexpr std::chrono::seconds kHeartbeat{2};
constexpr std::chrono::milliseconds kPatience{
    100};                                 ///< between two looks at whether a listener is still there
constexpr std::size_t kLongestPath = 512; // httplib matches it by std::regex, which recurses by length
constexpr std::size_t kLongestBody = 1U << 20U;
constexpr char const* kTakesGzip = "X-Takes-Gzip";

/// A thread for each connection, so many at once; others wait for one to end.
class Workers final : public httplib::TaskQueue {
public:
  explicit Workers(std::atomic<std::size_t>& waiting) : waiting_(waiting) {
    for (std::size_t i = 0; i < kMostConnections; ++i) threads_.emplace_back([this] { work(); });
  }

  void enqueue(std::function<void()> task) override {
    {
      std::lock_guard const lock(guard_);
      tasks_.push_back(std::move(task));
      note_waiting();
    }
    changed_.notify_one();
  }

  void shutdown() override {
    {
      std::lock_guard const lock(guard_);
      ending_ = true;
    }
    changed_.notify_all();
    for (std::thread& it : threads_) it.join();
  }

private:
  void work() {
    std::unique_lock lock(guard_);
    while (true) {
      ++idle_;
      changed_.wait(lock, [this] { return ending_ || !tasks_.empty(); });
      --idle_;
      if (tasks_.empty()) return;
      std::function<void()> const task = std::move(tasks_.front());
      tasks_.pop_front();
      note_waiting();
      lock.unlock();
      task();
      lock.lock();
    }
  }

  void note_waiting() { waiting_ = tasks_.size() - std::min(tasks_.size(), idle_); }

  std::atomic<std::size_t>& waiting_; ///< connections that no thread is free for
  std::mutex guard_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> tasks_;
  std::vector<std::thread> threads_;
  std::size_t idle_ = 0;
  bool ending_ = false;
};

/// The connection that this thread serves.
thread_local Connection* current = nullptr; // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

void add_walls(httplib::Request const& request, httplib::Response& response) {
  bool const is_data = request.path.starts_with("/api/");
  response.set_header(
      "Content-Security-Policy",
      is_data ? "default-src 'none'; frame-ancestors 'none'"
              : "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src "
                "'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; "
                "form-action 'none'; frame-ancestors 'none'");
  response.set_header("X-Content-Type-Options", "nosniff");
  response.set_header("Referrer-Policy", "no-referrer");
  response.set_header("Cross-Origin-Resource-Policy", "same-origin");
  response.set_header("Cross-Origin-Opener-Policy", "same-origin");
  if (!response.has_header("Cache-Control")) response.set_header("Cache-Control", "no-store");
}

void send(Reply const& reply, httplib::Response& response) {
  response.status = reply.status;
  for (auto const& [name, value] : reply.headers) response.set_header(name, value);
  response.set_content(reply.body, reply.type);
}

/// The refusal of a body that is not to be read at all; the connection ends with it.
std::optional<Reply> refuse_body(httplib::Request const& request) {
  bool const has_body = request.method == "POST";
  bool const coded = request.has_header("Transfer-Encoding") || request.has_header("Content-Encoding");
  if (coded) return refusal(415, "bad_body", "a body must come as it is, with its length");
  if (!has_body) {
    std::string const length = request.get_header_value("Content-Length");
    if (!length.empty() && length != "0") return refusal(400, "bad_body", "no body is taken here");
    return std::nullopt;
  }
  std::string const length = request.get_header_value("Content-Length");
  constexpr std::size_t kDigits = 12;
  bool const is_number = !length.empty() && length.size() <= kDigits &&
                         length.find_first_not_of("0123456789") == std::string::npos &&
                         request.get_header_value_count("Content-Length") == 1;
  if (!is_number) return refusal(411, "bad_body", "Content-Length is missing or no number");
  if (std::stoull(length) > kLongestBody) return refusal(413, "too_large", "a body may have 1 MiB");
  if (!request.get_header_value("Content-Type").starts_with("application/json"))
    return refusal(415, "bad_body", "a body must be application/json");
  return std::nullopt;
}

Asker asker_of(httplib::Request const& request) {
  return {request.get_header_value_count("Host"), request.get_header_value("Host"),
          request.get_header_value("Origin"), request.get_header_value("Sec-Fetch-Site")};
}

} // namespace

class HttpServer::Server final : public httplib::Server {
public:
  Server(Api& api, ServerOptions const& options) : api_(api), port_(options.port), files_(options.web_root) {
    new_task_queue = [this] {
      return new Workers(waiting_);
    }; // NOLINT(cppcoreguidelines-owning-memory): httplib's
    set_payload_max_length(kLongestBody);
    set_keep_alive_timeout(Connection::kIdle.count()); // what replies say; connections are ours
    set_keep_alive_max_count(kRequestsToldOf);
    // Not httplib's own options: SO_REUSEPORT would let two servers share a port.
    set_socket_options([](socket_t socket) {
      int const yes = 1;
      ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    set_tcp_nodelay(true);
    set_pre_routing_handler([this](httplib::Request const& request, httplib::Response& response) {
      return before_body(request, response);
    });
    auto const with_body = [this](httplib::Request const& request, httplib::Response& response) {
      send(api_.handle(call_of(request)), response);
    };
    Post(".*", with_body);
    set_post_routing_handler(add_walls);
    set_error_handler([](httplib::Request const& /*request*/, httplib::Response& response) {
      if (response.body.empty())
        send(refusal(response.status, response.status == 413 ? "too_large" : "bad_body",
                     "no request that is understood"),
             response);
    });
  }

  int bind() {
    int const first = port_ > 0 ? port_ : kFirstPort;
    int const last = port_ > 0 ? port_ : kFirstPort + kPortsTried - 1;
    for (int port = first; port <= last; ++port) {
      if (!bind_to_port("127.0.0.1", port)) continue;
      ::listen(svr_sock_,
               SOMAXCONN); // httplib lets five clients knock at once, and further ones wait a second
      return port;
    }
    return 0;
  }

  void end() {
    stopping_ = true;
    stop();
  }

private:
  HandlerResponse before_body(httplib::Request const& request, httplib::Response& response) {
    auto const answer = [&](Reply const& reply, bool closes) {
      if (closes) current->close_after_reply();
      send(reply, response);
      return HandlerResponse::Handled;
    };
    bool const is_data = request.path.starts_with("/api/");
    if (request.path.size() > kLongestPath)
      return answer(refusal(414, "not_found", "the address is too long"), true);
    if (auto refused = refuse_foreign(asker_of(request), is_data)) return answer(*refused, true);
    if (auto refused = refuse_body(request)) return answer(*refused, true);
    if (request.method == "POST") return HandlerResponse::Unhandled; // once its body is there
    if (request.path == "/api/events" && request.method == "GET") return stream_events(request, response);
    if (is_data) return answer(api_.handle(call_of(request)), false);
    if (request.method != "GET" && request.method != "HEAD") {
      Reply reply = refusal(405, "not_found", "this address takes GET");
      reply.headers.emplace_back("Allow", "GET");
      return answer(reply, true);
    }
    return answer(files_.get(request.path, request.has_header(kTakesGzip)), false);
  }

  /// One stream for each tab, for all runs; it holds a connection for its life.
  HandlerResponse stream_events(httplib::Request const& request, httplib::Response& response) {
    if (++streams_ > kMostStreams) {
      --streams_;
      send(refusal(503, "busy", "too many tabs listen"), response);
      return HandlerResponse::Handled;
    }
    EventLog& events = api_.runs().events();
    std::optional<long long> const last = parse_integer(request.get_header_value("Last-Event-ID"));
    auto after = std::make_shared<std::uint64_t>(last ? static_cast<std::uint64_t>(std::max(0LL, *last))
                                                      : events.last());
    auto const next = [this, &events, after](std::size_t offset, httplib::DataSink& sink) {
      std::string frames = offset == 0 ? "retry: 1000\n\n" : "";
      auto const heartbeat = std::chrono::steady_clock::now() + kHeartbeat;
      while (frames.empty() && !stopping_ && sink.is_writable() &&
             std::chrono::steady_clock::now() < heartbeat)
        frames = events.wait(*after, kPatience);
      if (stopping_ || !sink.is_writable()) return false;
      if (frames.empty()) frames = ": hb\n\n";
      return sink.write(frames.data(), frames.size());
    };
    response.set_chunked_content_provider("text/event-stream", next, [this](bool /*whole*/) { --streams_; });
    return HandlerResponse::Handled;
  }

  [[nodiscard]] static Call call_of(httplib::Request const& request) {
    Call call;
    call.method = request.method == "HEAD" ? "GET" : request.method;
    call.path = request.path;
    for (auto const& [name, value] : request.params) call.query[name] = value;
    call.body = request.body;
    call.gone = [connection = current] { return connection->client_left(); };
    return call;
  }

  bool process_and_close_socket(socket_t socket) override {
    Connection connection(socket, stopping_);
    current = &connection;
    bool good = true;
    while (good && !connection.closing() && connection.await([this] { return waiting_ > 0; })) {
      bool closed = false;
      good = process_request(connection, false, closed, [](httplib::Request& request) {
        // httplib would pack every reply, with Brotli at its slowest; nothing here crosses a network.
        bool const gzip = request.get_header_value("Accept-Encoding").find("gzip") != std::string::npos;
        for (char const* const name : {"Accept-Encoding", "Range", kTakesGzip}) request.headers.erase(name);
        if (gzip) request.headers.emplace(kTakesGzip, "1");
      });
      good = good && !closed;
    }
    current = nullptr;
    connection.close();
    return good;
  }

  Api& api_;
  int port_;
  WebFiles files_;
  std::atomic<bool> stopping_{false};
  std::atomic<std::size_t> waiting_{0};
  std::atomic<std::size_t> streams_{0};
};

HttpServer::HttpServer(Api& api, ServerOptions const& options)
    : server_(std::make_unique<Server>(api, options)) {}

HttpServer::~HttpServer() = default;

int HttpServer::bind() { return server_->bind(); }

void HttpServer::listen() { server_->listen_after_bind(); }

std::string HttpServer::ask(int port, std::string const& path) {
  httplib::Client client("127.0.0.1", port);
  constexpr int kPatienceSeconds = 120;
  client.set_read_timeout(kPatienceSeconds);
  httplib::Result const result = client.Get(path);
  return result ? result->body : "";
}

void HttpServer::stop() { server_->end(); }

} // namespace korridor::serve
