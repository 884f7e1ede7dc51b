// The signal handler and its flag.
#include "interrupt.hpp"

#include <atomic>
#include <csignal>

namespace korridor::app {

namespace {

std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may touch nothing else");

void on_interrupt(int signal) {
  interrupted = true;
  std::signal(signal, SIG_DFL);
}

} // namespace

Interrupt::Interrupt() {
  interrupted = false;
  // Where a shell ignores it for us, in the background, it stays ignored.
  if (std::signal(SIGINT, on_interrupt) == SIG_IGN) std::signal(SIGINT, SIG_IGN);
}

Interrupt::~Interrupt() { std::signal(SIGINT, SIG_DFL); }

bool Interrupt::asked() { return interrupted; }

} // namespace korridor::app
