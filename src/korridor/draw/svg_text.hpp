// Small pieces of SVG text: escaped words, rounded numbers, paths.
#pragma once

#include "korridor/draw/geometry.hpp"

#include <string>
#include <string_view>

namespace korridor::draw {

/// Text for an element or an attribute in double quotes. What XML cannot hold (control characters, bytes that
/// are not UTF-8) becomes U+FFFD.
[[nodiscard]] std::string escaped(std::string_view text);

/// An id that XML accepts: other characters than letters, digits, '-', '_' and '.' are written as "_" and
/// their hex.
[[nodiscard]] std::string xml_id(std::string_view prefix, std::string_view id);

/// A coordinate with at most one decimal, without "-0".
[[nodiscard]] std::string coordinate(double value);

/// "M10 20l20 20 .5-3", steps in tenths; `closed` adds "Z". Empty for lines of fewer than two points.
[[nodiscard]] std::string path_data(Polyline const& line, bool closed = false);

/// An amount as people read it: "1,040", "57.3", "0.42"; a true minus sign.
[[nodiscard]] std::string amount_text(double amount);

/// The same with a sign always shown, for differences.
[[nodiscard]] std::string difference_text(double amount);

/// "86 %", "−18 %" when `signed_` also "+18 %".
[[nodiscard]] std::string percent_text(double share, bool signed_ = false);

} // namespace korridor::draw
