// A hand-written state machine over bytes: a library would not say where a quote began.
#include "korridor/io/csv.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "korridor/core/text.hpp"

namespace korridor::io {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kMostFaults = 100;

std::string hex_byte(char byte) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  auto const value = static_cast<unsigned char>(byte);
  return std::string("0x") + kDigits[value >> 4U] + kDigits[value & 15U];
}

/// One row as it stands in the file.
struct Record {
  std::vector<std::string> cells;
  std::size_t cell_count = 0; ///< also those beyond the last column wanted, which are not stored
  std::size_t line = 0;
  bool blank = true; ///< nothing between two line ends
};

class Parser {
public:
  Parser(std::string_view bytes, std::string const& file, Findings& findings)
      : bytes_(bytes), file_(file), findings_(findings) {}

  CsvTable parse(std::string const& table_name) {
    CsvTable result;
    result.table.name = table_name;
    if (bytes_.substr(0, kByteOrderMark.size()) == kByteOrderMark) at_ = kByteOrderMark.size();
    check_bytes();
    bool has_header = false;
    while (at_ < bytes_.size()) {
      Record record = next_record(has_header ? result.table.columns.size() : kMostColumns);
      if (record.blank) continue;
      if (!has_header) {
        has_header = true;
        take_header(std::move(record), result.table);
      } else {
        take_row(std::move(record), result.table);
      }
    }
    if (!has_header)
      fault("E211", 1, "", "", "has no header row", "write the column names on the first line");
    if (fault_count_ > kMostFaults) {
      findings_.error("E215", file_, 0, "", "",
                      "has " + std::to_string(fault_count_ - kMostFaults) + " more faults of form",
                      "mend those shown first");
    }
    result.whole = whole_;
    return result;
  }

private:
  void fault(std::string_view code, std::size_t line, std::string column, std::string_view value,
             std::string message, std::string remedy) {
    if (++fault_count_ > kMostFaults) return;
    findings_.error(std::string(code), file_, line, std::move(column), std::string(value), std::move(message),
                    std::move(remedy));
  }

  // Bytes that no text file holds are told once each; the cells around them are still read.
  void check_bytes() {
    auto const line_of = [&](std::size_t position) {
      return 1 + static_cast<std::size_t>(
                     std::count(bytes_.begin(), bytes_.begin() + static_cast<long>(position), '\n'));
    };
    if (auto const bad = find_invalid_utf8(bytes_)) {
      fault("E201", line_of(*bad), "", hex_byte(bytes_[*bad]),
            "is not UTF-8 (byte " + std::to_string(*bad + 1) + " of the file)",
            "save the file as UTF-8; from Latin-1: iconv -f LATIN1 -t UTF-8");
    }
    std::size_t const nul = bytes_.find('\0');
    if (nul != std::string_view::npos) {
      fault("E202", line_of(nul), "", "",
            "holds a NUL byte (byte " + std::to_string(nul + 1) + " of the file)",
            "save it as plain text in UTF-8; it may be UTF-16, or damaged");
    }
  }

  // Cells beyond `wanted` are counted only.
  Record next_record(std::size_t wanted) {
    Record record;
    record.line = line_;
    bool more = true;
    while (more) {
      std::string cell;
      bool const quoted = at_ < bytes_.size() && bytes_[at_] == '"';
      if (quoted) read_quoted(cell);
      more = read_plain(cell, quoted);
      record.blank = record.blank && !more && !quoted && cell.empty();
      ++record.cell_count;
      if (record.cells.size() < wanted) record.cells.push_back(std::move(cell));
    }
    return record;
  }

  // Adds bytes to a cell up to its limit; says once when there are more.
  void append(std::string& cell, std::string_view piece) {
    if (cell.size() + piece.size() <= kLongestCell) {
      cell += piece;
    } else if (!is_too_long_) {
      is_too_long_ = true;
      whole_ = false; // a misplaced quote may have swallowed rows
      fault("E210", line_, "", piece.substr(0, 20),
            "is in a cell of more than " + std::to_string(kLongestCell) + " bytes",
            "shorten it; a quote may be missing or out of place");
    }
  }

  void read_quoted(std::string& cell) {
    quote_line_ = line_;
    ++at_;
    is_too_long_ = false;
    for (;;) {
      std::size_t const quote = bytes_.find('"', at_);
      std::string_view const piece =
          bytes_.substr(at_, quote == std::string_view::npos ? quote : quote - at_);
      append(cell, piece);
      line_ += static_cast<std::size_t>(std::count(piece.begin(), piece.end(), '\n'));
      if (quote == std::string_view::npos) {
        at_ = bytes_.size();
        whole_ = false;
        fault("E203", quote_line_, "", '"' + cell.substr(0, 20), "begins with a quote that is never closed",
              "close it, and double quotes inside the cell: \"\"");
        return;
      }
      at_ = quote + 1;
      if (at_ >= bytes_.size() || bytes_[at_] != '"') return;
      append(cell, "\"");
      ++at_;
    }
  }

  // Reads up to the next comma or line end; true when a comma follows and so another cell.
  bool read_plain(std::string& cell, bool after_quote) {
    if (!after_quote) is_too_long_ = false;
    std::size_t const end = std::min(bytes_.find_first_of(",\n", at_), bytes_.size());
    std::string_view piece = bytes_.substr(at_, end - at_);
    bool const line_ends = end == bytes_.size() || bytes_[end] == '\n';
    if (line_ends && !piece.empty() && piece.back() == '\r') piece.remove_suffix(1);
    if (!piece.empty()) check_plain(piece, after_quote);
    append(cell, piece);
    at_ = end + 1;
    if (line_ends) ++line_;
    return !line_ends;
  }

  void check_plain(std::string_view piece, bool after_quote) {
    if (after_quote) {
      std::string message = "stands between a closing quote and the next comma";
      if (line_ != quote_line_) {
        whole_ = false; // the quote has swallowed rows
        message += ", on line " + std::to_string(line_) + "; the quote was opened on this line";
      }
      fault("E204", quote_line_, "", piece.substr(0, 20), message,
            "put it inside the quotes; a quote inside a cell is doubled: \"\"");
    } else if (piece.find('"') != std::string_view::npos) {
      fault("E205", line_, "", piece.substr(0, 40), "has a quote but does not begin with one",
            "put the whole cell in quotes and double those inside: \"\"");
    }
    if (piece.find('\r') != std::string_view::npos) {
      fault("E212", line_, "", "", "has a carriage return without a line feed", "end lines with LF or CRLF");
    }
  }

  void take_header(Record record, model::Table& table) {
    if (record.cell_count > kMostColumns) {
      whole_ = false;
      fault("E206", record.line, "", "", "has " + std::to_string(record.cell_count) + " columns",
            "a table has at most " + std::to_string(kMostColumns));
    }
    std::unordered_set<std::string_view> seen;
    table.columns = std::move(record.cells);
    for (std::size_t position = 0; position < table.columns.size(); ++position) {
      std::string const& name = table.columns[position];
      if (name.empty()) {
        fault("E209", record.line, "", "", "has no name for column " + std::to_string(position + 1),
              "name it, or take the column out");
      } else if (!seen.insert(name).second) {
        fault("E208", record.line, name, "", "occurs twice in the header", "rename one or take it out");
      }
    }
  }

  void take_row(Record record, model::Table& table) {
    std::size_t const wanted = table.columns.size();
    if (record.cell_count != wanted) {
      bool const is_long = record.cell_count > wanted;
      std::string const message =
          "has " + std::to_string(record.cell_count) + " cells, the header has " + std::to_string(wanted);
      std::string const remedy =
          is_long ? "put cells that hold a comma in quotes" : "write a comma for each empty cell";
      fault(is_long ? "E206" : "E207", record.line, "", "", message, remedy);
    }
    record.cells.resize(wanted);
    table.rows.push_back({std::move(record.cells), record.line});
  }

  std::string_view bytes_;
  std::string const& file_;
  Findings& findings_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t quote_line_ = 1; // where the last quoted cell began
  std::size_t fault_count_ = 0;
  bool whole_ = true;
  bool is_too_long_ = false; // the cell being read has been reported
};

void append_cell(std::string& out, std::string_view cell, bool first_of_file, bool only_cell) {
  bool const looks_like_mark = first_of_file && cell.substr(0, kByteOrderMark.size()) == kByteOrderMark;
  bool const needs_quotes = looks_like_mark || (only_cell && cell.empty()) ||
                            cell.find_first_of(",\"\r\n") != std::string_view::npos;
  if (!needs_quotes) {
    out += cell;
    return;
  }
  out += '"';
  for (char const c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

} // namespace

CsvTable parse_csv(std::string_view bytes, std::string const& file, std::string const& table_name,
                   Findings& findings) {
  return Parser(bytes, file, findings).parse(table_name);
}

std::string csv_text(model::Table const& table) {
  std::string out;
  auto const append_row = [&](std::vector<std::string> const& cells) {
    for (std::size_t position = 0; position < cells.size(); ++position) {
      if (position > 0) out += ',';
      append_cell(out, cells[position], out.empty(), cells.size() == 1);
    }
    out += '\n';
  };
  append_row(table.columns);
  for (model::Row const& row : table.rows) append_row(row.cells);
  return out;
}

} // namespace korridor::io
