// Any bytes as a table of a model: no crash, faults have a line inside the file, and what reads well comes
// back from writing as it was. The first byte says which table.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "korridor/io/csv.hpp"
#include "korridor/model/check.hpp"
#include "korridor/model/schema.hpp"

namespace {

bool same(korridor::model::Table const& a, korridor::model::Table const& b) {
  if (a.columns != b.columns || a.rows.size() != b.rows.size()) return false;
  for (std::size_t row = 0; row < a.rows.size(); ++row) {
    if (a.rows[row].cells != b.rows[row].cells) return false;
  }
  return true;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace korridor;
  if (size == 0) return 0;
  auto const tables = model::all_tables();
  std::string const name(tables[data[0] % tables.size()].name);
  std::string_view const bytes(reinterpret_cast<char const*>(data) + 1, size - 1);

  Findings findings;
  io::CsvTable const first = io::parse_csv(bytes, name + ".csv", name, findings);
  std::size_t lines = 1;
  for (char const c : bytes) lines += c == '\n' ? 1 : 0;
  for (Finding const& finding : findings.all()) {
    if (finding.line > lines || finding.text().empty()) std::abort();
  }
  if (!findings.has_errors()) {
    Findings again;
    io::CsvTable const second = io::parse_csv(io::csv_text(first.table), name + ".csv", name, again);
    if (again.has_errors() || !same(first.table, second.table)) std::abort();
  }
  model::Folder folder;
  folder.tables.push_back(first.table);
  Findings faults;
  model::check_tables(folder, {}, faults);
  model::check_refused(folder, faults);
  return 0;
}
