// The ways in which an arc programme can be solved.
#pragma once

namespace korridor::solve {

/// `automatic`: by paths where the programme can be written so, else by simplex on the arc programme.
enum class Method { automatic, arc, path };

} // namespace korridor::solve
