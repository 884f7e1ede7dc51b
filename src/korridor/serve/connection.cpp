// Sockets by poll, recv and send.
#include "korridor/serve/connection.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace korridor::serve {

namespace {

using namespace std::chrono_literals;

constexpr auto kLook = 50ms; ///< between two looks at whether the server stops
constexpr auto kIdle = 20s;  ///< a connection may wait for its next request
constexpr auto kGoodbye = 300ms;

} // namespace

bool Connection::ready(short events, Clock::time_point deadline) const {
  while (!stopping_) {
    auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    if (left <= 0ms) return false;
    pollfd it{socket_, events, 0};
    int const found =
        ::poll(&it, 1, static_cast<int>(std::min<std::chrono::milliseconds>(left, kLook).count()));
    if (found > 0) return true;
    if (found < 0 && errno != EINTR) return false;
  }
  return false;
}

bool Connection::await(std::function<bool()> const& crowded) {
  // Who has just come must ask soon; who has asked before may be sent away for others.
  bool const is_first = deadline_ == Clock::time_point();
  auto const end = Clock::now() + (is_first ? kRequestTime : kIdle);
  while (begin_ == end_ && !ready(POLLIN, std::min(Clock::now() + kLook, end))) {
    if (stopping_ || Clock::now() >= end || (!is_first && crowded())) return false;
  }
  if (begin_ == end_ && client_left()) return false;
  deadline_ = Clock::now() + kRequestTime;
  taken_ = 0;
  return true;
}

void Connection::close() {
  ::shutdown(socket_, SHUT_WR);
  auto const deadline = Clock::now() + kGoodbye;
  while (ready(POLLIN, deadline)) {
    if (::recv(socket_, buffer_.data(), buffer_.size(), MSG_DONTWAIT) <= 0) break;
  }
  ::close(socket_);
}

bool Connection::client_left() const {
  char byte = 0;
  ssize_t const found = ::recv(socket_, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return found == 0 || (found < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
}

bool Connection::is_readable() const { return begin_ < end_ || ready(POLLIN, Clock::now() + 1ms); }

bool Connection::is_writable() const {
  pollfd it{socket_, POLLOUT, 0};
  return ::poll(&it, 1, 0) > 0 && !client_left();
}

ssize_t Connection::read(char* to, std::size_t size) {
  if (begin_ == end_) {
    if (!ready(POLLIN, deadline_)) return -1;
    ssize_t const got = ::recv(socket_, buffer_.data(), buffer_.size(), 0);
    if (got <= 0) return got;
    begin_ = 0;
    end_ = static_cast<std::size_t>(got);
  }
  std::size_t const part = std::min(size, end_ - begin_);
  taken_ += part;
  if (taken_ > kRequestBytes) return -1;
  std::memcpy(to, buffer_.data() + begin_, part);
  begin_ += part;
  return static_cast<ssize_t>(part);
}

ssize_t Connection::write(char const* from, std::size_t size) {
  auto const deadline = Clock::now() + kReplyTime + std::chrono::seconds(size / kSlowest);
  std::size_t sent = 0;
  while (sent < size) {
    ssize_t const part = ::send(socket_, from + sent, size - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (part > 0) {
      sent += static_cast<std::size_t>(part);
      continue;
    }
    bool const full = part < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
    if (!full || !ready(POLLOUT, deadline)) {
      closing_ = true;
      return -1;
    }
  }
  return static_cast<ssize_t>(size);
}

void Connection::get_remote_ip_and_port(std::string& ip, int& port) const {
  ip = "127.0.0.1"; // the server listens nowhere else
  port = 0;
}

void Connection::get_local_ip_and_port(std::string& ip, int& port) const { get_remote_ip_and_port(ip, port); }

} // namespace korridor::serve
