// One connection of a client, with limits on all that it may take: time, bytes, patience.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>

#include <httplib.h>

namespace korridor::serve {

/// A stream over a socket. A request must arrive whole within `kRequestTime` and `kRequestBytes`, a reply
/// must be taken at `kSlowest` or faster: a client that sends or reads byte by byte holds nothing for ever.
/// All waiting ends soon after `stopping` is set.
class Connection final : public httplib::Stream {
public:
  static constexpr std::chrono::seconds kRequestTime{10};
  static constexpr std::size_t kRequestBytes =
      (1U << 20U) + (64U << 10U);                       ///< a body of 1 MiB and its headers
  static constexpr std::chrono::seconds kReplyTime{10}; ///< and a second for each
  static constexpr std::size_t kSlowest = 64U << 10U;   ///< bytes

  Connection(socket_t socket, std::atomic<bool> const& stopping) : socket_(socket), stopping_(stopping) {}

  /// Waits until the next request begins; false when the client left, or waited longer than a connection may
  /// idle, or `crowded` says that others wait for its place.
  [[nodiscard]] bool await(std::function<bool()> const& crowded);
  /// Says goodbye and closes: what the client still sends is read for a moment, so that it can read our
  /// reply.
  void close();

  /// Ends the connection after this reply.
  void close_after_reply() { closing_ = true; }
  [[nodiscard]] bool closing() const { return closing_; }
  [[nodiscard]] bool client_left() const;

  [[nodiscard]] bool is_readable() const override;
  [[nodiscard]] bool is_writable() const override;
  ssize_t read(char* to, std::size_t size) override;
  ssize_t write(char const* from, std::size_t size) override;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  [[nodiscard]] socket_t socket() const override { return socket_; }

private:
  using Clock = std::chrono::steady_clock;
  /// Whether the socket is ready for `events` before the deadline.
  [[nodiscard]] bool ready(short events, Clock::time_point deadline) const;

  socket_t socket_;
  std::atomic<bool> const& stopping_;
  bool closing_ = false;
  Clock::time_point deadline_; ///< of the request that arrives
  std::size_t taken_ = 0;      ///< bytes of it
  std::array<char, 16384> buffer_{};
  std::size_t begin_ = 0, end_ = 0;
};

} // namespace korridor::serve
