// Looking up, typing and unpacking files of the web part.
#include "korridor/serve/web_files.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include <zlib.h>

namespace korridor::serve {

namespace {

constexpr char const* kNotBuilt =
    "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Korridor</title>\n"
    "<h1>Korridor</h1>\n<p>The server runs, but this program was built without its web part: npm was "
    "missing, or its "
    "packages could not be had.</p>\n<p>Install Node.js 18 or later with npm, then build again: <code>make "
    "build</code>. "
    "The interface under <code>/api</code> works all the same; <code>docs/openapi.yaml</code> describes "
    "it.</p>\n";

std::string_view type_of(std::string_view path) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kTypes = {
      {{".html", "text/html; charset=utf-8"},
       {".js", "text/javascript; charset=utf-8"},
       {".css", "text/css; charset=utf-8"},
       {".json", "application/json"},
       {".svg", "image/svg+xml"},
       {".png", "image/png"},
       {".ico", "image/x-icon"},
       {".woff2", "font/woff2"},
       {".map", "application/json"},
       {".txt", "text/plain; charset=utf-8"},
       {".webmanifest", "application/manifest+json"}}};
  for (auto const& [ending, type] : kTypes) {
    if (path.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

/// "assets/index-BxYz1234.js": the name changes with the content, so that it may be kept for ever.
bool is_hashed(std::string_view path) {
  constexpr std::size_t kHash = 8;
  std::size_t const dot = path.find('.', path.rfind('/') + 1);
  if (!path.starts_with("assets/") || dot == std::string_view::npos || dot < kHash + 1) return false;
  std::string_view const hash = path.substr(dot - kHash, kHash);
  return path[dot - kHash - 1] == '-' && std::all_of(hash.begin(), hash.end(), [](unsigned char c) {
           return std::isalnum(c) != 0 || c == '_' || c == '-';
         });
}

Reply file_reply(std::string_view path, std::string body) {
  Reply reply{200, std::string(type_of(path)), std::move(body)};
  reply.headers.emplace_back("Cache-Control",
                             is_hashed(path) ? "public, max-age=31536000, immutable" : "no-cache");
  return reply;
}

std::optional<Reply> embedded(std::string const& path, bool takes_gzip) {
  std::size_t count = 0;
  EmbeddedFile const* const files = embedded_files(count);
  EmbeddedFile const* const found =
      std::find_if(files, files + count, [&](EmbeddedFile const& it) { return path == it.path; });
  if (found == files + count) return std::nullopt;
  std::string bytes(found->begin, found->end);
  if (!takes_gzip) return file_reply(path, unpacked(bytes).value_or(""));
  Reply reply = file_reply(path, std::move(bytes));
  reply.headers.emplace_back("Content-Encoding", "gzip");
  reply.headers.emplace_back("Vary", "Accept-Encoding");
  return reply;
}

} // namespace

bool is_plain_path(std::string_view path) {
  if (path.empty() || path.front() != '/' || path.find('\\') != std::string_view::npos) return false;
  if (std::any_of(path.begin(), path.end(), [](unsigned char c) { return c < 0x20; })) return false;
  // A part that begins with a dot is "..", "." or hidden; an empty one is "//".
  return path.find("/.") == std::string_view::npos && path.find("//") == std::string_view::npos;
}

std::optional<std::string> unpacked(std::string_view bytes) {
  z_stream stream{};
  constexpr int kGzip = 16 + MAX_WBITS;
  if (inflateInit2(&stream, kGzip) != Z_OK) return std::nullopt;
  std::string in(bytes);
  stream.next_in = reinterpret_cast<Bytef*>(in.data()); // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
  stream.avail_in = static_cast<uInt>(in.size());
  std::string out;
  std::array<char, 65536> part{};
  int state = Z_OK;
  while (state == Z_OK) {
    stream.next_out =
        reinterpret_cast<Bytef*>(part.data()); // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
    stream.avail_out = static_cast<uInt>(part.size());
    state = inflate(&stream, Z_NO_FLUSH);
    out.append(part.data(), part.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  if (state != Z_STREAM_END) return std::nullopt;
  return out;
}

std::optional<Reply> WebFiles::from_folder(std::string const& path) const {
  namespace fs = std::filesystem;
  std::error_code error;
  fs::path const root = fs::canonical(folder_, error);
  if (error) return std::nullopt;
  fs::path const file = fs::canonical(root / path, error);
  // A link in the folder may lead out of it.
  bool const inside =
      !error && std::mismatch(root.begin(), root.end(), file.begin(), file.end()).first == root.end();
  if (!inside || !fs::is_regular_file(file, error)) return std::nullopt;
  std::ifstream stream(file, std::ios::binary);
  return file_reply(path, {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()});
}

Reply WebFiles::get(std::string_view path, bool takes_gzip) const {
  std::string const name = path == "/" ? "index.html" : std::string(path.substr(path.empty() ? 0 : 1));
  std::optional<Reply> found;
  if (is_plain_path(path)) found = folder_.empty() ? embedded(name, takes_gzip) : from_folder(name);
  if (found) return std::move(*found);
  if (path == "/") return file_reply("index.html", kNotBuilt);
  return refusal(404, "not_found", "there is no such file");
}

} // namespace korridor::serve
