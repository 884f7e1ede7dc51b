// Ctrl-C asks a long run to end with what it has; a second one ends the program.
#pragma once

namespace korridor::app {

/// While one of these lives, the first SIGINT only sets a flag.
class Interrupt {
public:
  Interrupt();
  Interrupt(Interrupt const&) = delete;
  Interrupt& operator=(Interrupt const&) = delete;
  ~Interrupt();
  /// May be asked from any thread.
  [[nodiscard]] static bool asked();
};

} // namespace korridor::app
