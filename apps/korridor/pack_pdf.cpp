// Reads the table of objects, packs those that are no streams, and writes a new table as a stream.
//
// Complexity: linear in the file.
#include "pack_pdf.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include <zlib.h>

#include "korridor/core/text.hpp"

namespace korridor::app {

namespace {

constexpr std::size_t kEntry = 20;        ///< bytes of an entry of the plain table
constexpr std::size_t kInOneStream = 200; ///< objects: a reader unpacks a stream whole to get one
constexpr std::string_view kWhite = "\n\r\t ";

/// An object of the file as it stands between `obj` and `endobj`.
struct Object {
  std::size_t number = 0;
  std::string_view whole; ///< with both words
  std::string_view body;
};

struct File {
  std::size_t size = 0;     ///< object numbers are below it
  std::string_view trailer; ///< entries of its dictionary
  std::vector<Object> objects;
};

std::optional<std::size_t> number_at(std::string_view text) {
  text = text.substr(std::min(text.find_first_not_of(kWhite), text.size()));
  std::optional<long long> const value = parse_integer(text.substr(0, text.find_first_not_of("0123456789")));
  return value && *value >= 0 ? std::optional(static_cast<std::size_t>(*value)) : std::nullopt;
}

std::string_view trimmed_white(std::string_view text) {
  std::size_t const begin = std::min(text.find_first_not_of(kWhite), text.size());
  return text.substr(begin, text.find_last_not_of(kWhite) + 1 - begin);
}

std::optional<Object> object_of(std::string_view text) {
  std::size_t const open = text.find(" 0 obj");
  std::size_t const close = text.rfind("endobj");
  std::optional<std::size_t> const number = number_at(text);
  if (!number || open > kEntry || close == std::string_view::npos) return std::nullopt;
  std::size_t const begin = open + std::string_view(" 0 obj").size();
  return Object{*number, text.substr(0, close + std::string_view("endobj").size()),
                trimmed_white(text.substr(begin, close - begin))};
}

/// One table of one part, as a browser writes it; nothing for any other file.
std::optional<File> read(std::string_view text) {
  std::size_t const last = text.rfind("startxref");
  if (!text.starts_with("%PDF-1.") || last == std::string_view::npos) return std::nullopt;
  std::optional<std::size_t> const table =
      number_at(text.substr(last + std::string_view("startxref").size()));
  if (!table || *table >= last || !text.substr(*table).starts_with("xref\n0 ")) return std::nullopt;
  std::optional<std::size_t> const size =
      number_at(text.substr(*table + std::string_view("xref\n0 ").size()));
  std::size_t const entries = text.find('\n', *table + std::string_view("xref\n0 ").size()) + 1;
  if (!size || *size > (last - entries) / kEntry) return std::nullopt;
  std::string_view const trailer =
      trimmed_white(text.substr(entries + *size * kEntry, last - entries - *size * kEntry));
  constexpr std::string_view kOpen = "trailer\n<<";
  if (!trailer.starts_with(kOpen) || !trailer.ends_with(">>") ||
      trailer.find("/Prev") != std::string_view::npos || trailer.find("/Encrypt") != std::string_view::npos)
    return std::nullopt;

  File file{*size, trailer.substr(kOpen.size(), trailer.size() - kOpen.size() - 2), {}};
  std::vector<std::size_t> offsets;
  for (std::size_t i = 0; i < *size; ++i) {
    std::string_view const entry = text.substr(entries + i * kEntry, kEntry);
    if (entry[17] == 'n') offsets.push_back(number_at(entry).value_or(*table));
  }
  std::sort(offsets.begin(), offsets.end());
  offsets.push_back(*table);
  for (std::size_t i = 0; i + 1 < offsets.size(); ++i) {
    if (offsets[i] >= offsets[i + 1]) return std::nullopt;
    std::optional<Object> const object = object_of(text.substr(offsets[i], offsets[i + 1] - offsets[i]));
    if (!object || object->number >= *size) return std::nullopt;
    file.objects.push_back(*object);
  }
  return file;
}

bool is_stream(Object const& object) { return object.body.ends_with("endstream"); }

/// Streams that repeat another, by number: outlined letters have one for each size that they are drawn in.
std::map<std::size_t, std::size_t> repeated_streams(std::vector<Object> const& objects) {
  std::map<std::string_view, std::size_t> first;
  std::map<std::size_t, std::size_t> repeated;
  for (Object const& object : objects) {
    if (!is_stream(object)) continue;
    auto const [it, is_new] = first.try_emplace(object.body, object.number);
    if (!is_new) repeated[object.number] = it->second;
  }
  return repeated;
}

/// The text with each reference to a repeated stream turned to the first one. `12 0 R` inside a string would
/// be none, so a text with a string stays as it is.
std::string redirected(std::string_view text, std::map<std::size_t, std::size_t> const& repeated) {
  std::string out;
  constexpr std::string_view kReference = " 0 R";
  std::size_t done = 0;
  for (std::size_t at = text.find(kReference);
       at != std::string_view::npos && text.find('(') == std::string_view::npos;
       at = text.find(kReference, at + 1)) {
    std::size_t const before = text.find_last_not_of("0123456789", at - 1);
    std::size_t const begin = before == std::string_view::npos ? 0 : before + 1;
    auto const found = repeated.find(number_at(text.substr(begin)).value_or(0));
    if (begin >= at || found == repeated.end()) continue;
    out.append(text.substr(done, begin - done)) += std::to_string(found->second);
    done = at;
  }
  return out.append(text.substr(done));
}

/// Whether a reference to an object stands in a text.
bool refers(std::string_view text, std::size_t number) {
  std::string const reference = std::to_string(number) + " 0 R";
  for (std::size_t at = text.find(reference); at != std::string_view::npos;
       at = text.find(reference, at + 1)) {
    if (at == 0 || text[at - 1] < '0' || text[at - 1] > '9') return true;
  }
  return false;
}

std::string packed(std::string const& text) {
  uLongf size = compressBound(text.size());
  std::string out(size, '\0');
  compress2(
      reinterpret_cast<Bytef*>(out.data()),
      &size, // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast): zlib's bytes
      reinterpret_cast<Bytef const*>(text.data()), // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
      text.size(), Z_BEST_COMPRESSION);
  out.resize(size);
  return out;
}

/// What goes into an object stream.
struct Plain {
  std::size_t number = 0;
  std::string body;
};

/// Where an object is: free (0), at an offset (1), or at a place of an object stream (2).
struct Place {
  unsigned kind = 0;
  std::size_t where = 0, index = 0;
};

class Writer {
public:
  Writer(std::string_view head, std::size_t size) : out_(head), places_(size) {}

  void copy(Object const& object) {
    places_[object.number] = {1, out_.size(), 0};
    out_.append(object.whole) += '\n';
  }

  void pack(std::vector<Plain> const& objects) {
    std::string head, bodies;
    for (Plain const& object : objects) {
      places_[object.number] = {2, places_.size(), static_cast<std::size_t>(&object - objects.data())};
      head += std::to_string(object.number) + ' ' + std::to_string(bodies.size()) + ' ';
      bodies.append(object.body) += '\n';
    }
    add_stream("/Type /ObjStm /N " + std::to_string(objects.size()) + " /First " +
                   std::to_string(head.size()),
               head + bodies);
  }

  std::string finish(std::string_view trailer) {
    std::size_t const table = out_.size();
    places_.push_back({1, table, 0});
    std::string entries;
    for (Place const& it : places_) {
      entries += static_cast<char>(it.kind);
      for (int shift = 24; shift >= 0; shift -= 8)
        entries += static_cast<char>((it.where >> static_cast<unsigned>(shift)) & 0xffU);
      for (int shift = 8; shift >= 0; shift -= 8)
        entries += static_cast<char>((it.index >> static_cast<unsigned>(shift)) & 0xffU);
    }
    std::size_t const size = places_.size();
    places_.pop_back(); // add_stream notes it again
    add_stream("/Type /XRef /W [1 4 2] /Size " + std::to_string(size) + without_size(trailer), entries);
    return out_ + "startxref\n" + std::to_string(table) + "\n%%EOF\n";
  }

private:
  void add_stream(std::string const& entries, std::string const& text) {
    std::string const bytes = packed(text);
    std::size_t const number = places_.size();
    places_.push_back({1, out_.size(), 0});
    out_ += std::to_string(number) + " 0 obj\n<<" + entries + " /Filter /FlateDecode /Length " +
            std::to_string(bytes.size()) + ">>\nstream\n" + bytes + "\nendstream\nendobj\n";
  }

  static std::string without_size(std::string_view trailer) {
    std::size_t const at = trailer.find("/Size");
    if (at == std::string_view::npos) return std::string(trailer);
    std::size_t const digits = trailer.find_first_of("0123456789", at);
    std::size_t const end = std::min(trailer.find_first_not_of("0123456789", digits), trailer.size());
    return std::string(trailer.substr(0, at)) + ' ' + std::string(trailer.substr(end));
  }

  std::string out_;
  std::vector<Place> places_; ///< [number]
};

} // namespace

std::string pack_pdf(std::string const& file) {
  std::optional<File> const found = read(file);
  if (!found || found->objects.empty()) return file;
  std::string_view const text = file;
  auto const first = static_cast<std::size_t>(found->objects.front().whole.data() - text.data());
  std::string head = file.substr(0, first);
  if (head[7] < '5') head[7] = '5'; // %PDF-1.4
  Writer writer(head, found->size);
  std::map<std::size_t, std::size_t> const repeated = repeated_streams(found->objects);
  std::set<std::size_t> needed; // repeated ones that something refers to still
  std::vector<Plain> plain;
  for (Object const& object : found->objects) {
    if (is_stream(object) || object.body.find('(') != std::string_view::npos) {
      for (auto const& [number, first_one] : repeated) {
        if (refers(is_stream(object) ? object.body.substr(0, object.body.find("stream")) : object.body,
                   number))
          needed.insert(number);
      }
    }
    if (is_stream(object)) continue;
    plain.push_back({object.number, redirected(object.body, repeated)});
    if (plain.size() == kInOneStream) {
      writer.pack(plain);
      plain.clear();
    }
  }
  for (Object const& object : found->objects) {
    if (is_stream(object) && (repeated.count(object.number) == 0 || needed.count(object.number) > 0))
      writer.copy(object);
  }
  if (!plain.empty()) writer.pack(plain);
  return writer.finish(found->trailer);
}

} // namespace korridor::app
