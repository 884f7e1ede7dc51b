// The files of the web part: embedded in the program, or, for work on them, in a folder.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "korridor/serve/reply.hpp"

namespace korridor::serve {

/// A file as the build embeds it, packed by gzip.
struct EmbeddedFile {
  char const* path; ///< "assets/index-BxYz1234.js"
  unsigned char const* begin;
  unsigned char const* end;
};

/// The embedded files and how many there are; none where the web part was not built.
[[nodiscard]] EmbeddedFile const* embedded_files(std::size_t& count);

class WebFiles {
public:
  /// Files of the folder, or the embedded ones where it is empty.
  explicit WebFiles(std::string folder) : folder_(std::move(folder)) {}

  /// The file under a path such as "/" or "/assets/a.js"; 404 where there is none, and for "/" a page that
  /// says how the web part is built. `takes_gzip`: the client unpacks by itself.
  [[nodiscard]] Reply get(std::string_view path, bool takes_gzip) const;

private:
  [[nodiscard]] std::optional<Reply> from_folder(std::string const& path) const;
  std::string folder_;
};

/// Whether a path is a plain one below a root: no "..", no hidden part, no backslash, no control character.
[[nodiscard]] bool is_plain_path(std::string_view path);

/// Unpacks gzip; nothing where the bytes are none.
[[nodiscard]] std::optional<std::string> unpacked(std::string_view bytes);

} // namespace korridor::serve
