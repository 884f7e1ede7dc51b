// Writing: the same folder back, and nothing half-written whatever goes wrong.
#include "korridor/io/folder.hpp"

#include <csignal>
#include <filesystem>
#include <random>
#include <string>

#include <doctest/doctest.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include "korridor/io/file.hpp"
#include "support/temporary_folder.hpp"

using namespace korridor;

namespace {

constexpr char const* kSettings = "# a remark that stays\ntitle   = \"Two nodes\"\nperiod = 'year'\n";

void write_small_model(test::TemporaryFolder const& folder, std::string const& where) {
  folder.write(where + "/korridor.toml", kSettings);
  folder.write(where + "/node.csv",
               "\xEF\xBB\xBFnode_id,my_own,x_coord,y_coord\r\na,\"x, y\",0,0\r\nb,,1,\"1\"\r\n");
  folder.write(where + "/link.csv", "link_id,from_node_id,to_node_id\nl,a,b\n");
  folder.write(where + "/commodity.csv", "commodity_id,unit\nc,t\n");
}

model::Folder read(std::string const& path) {
  Findings findings;
  auto folder = io::read_folder(path, findings);
  for (Finding const& finding : findings.all()) INFO(finding.text());
  REQUIRE(folder);
  return *folder;
}

bool same_tables(model::Folder const& a, model::Folder const& b) {
  if (a.tables.size() != b.tables.size() || a.toml_text != b.toml_text) return false;
  for (std::size_t at = 0; at < a.tables.size(); ++at) {
    model::Table const& x = a.tables[at];
    model::Table const& y = b.tables[at];
    if (x.name != y.name || x.columns != y.columns || x.rows.size() != y.rows.size()) return false;
    for (std::size_t row = 0; row < x.rows.size(); ++row) {
      if (x.rows[row].cells != y.rows[row].cells) return false;
    }
  }
  return true;
}

// Files of this process may not grow beyond a size while this lives.
class SizeLimit {
public:
  explicit SizeLimit(rlim_t bytes) {
    handler_ = std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    rlimit const limit{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  SizeLimit(SizeLimit const&) = delete;
  SizeLimit& operator=(SizeLimit const&) = delete;
  ~SizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

private:
  rlimit before_{};
  void (*handler_)(int) = nullptr;
};

} // namespace

TEST_CASE("reading and writing loses no column and no cell and no settings text") {
  test::TemporaryFolder const folder;
  write_small_model(folder, "in");
  model::Folder const before = read(folder.path("in"));
  Findings findings;
  REQUIRE(io::write_folder(before, folder.path("out"), findings));
  CHECK(same_tables(before, read(folder.path("out"))));
  CHECK(folder.read("out/korridor.toml") == kSettings);
  CHECK(folder.read("out/node.csv") == "node_id,my_own,x_coord,y_coord\na,\"x, y\",0,0\nb,,1,1\n");
  CHECK(folder.entry_count() == 2); // nothing of the staging is left
}

TEST_CASE("a folder of random cells comes back as it was") {
  std::vector<std::string> const pieces{",",  "\"", "\n", "\r\n", " ", "a", "Ü",
                                        "哈", ";",  "'",  "#",    "=", "\t"};
  for (unsigned seed = 1; seed <= 30; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    auto const text = [&] {
      std::string out;
      for (std::size_t count = random() % 6; count > 0; --count) out += pieces[random() % pieces.size()];
      return out;
    };
    test::TemporaryFolder const folder;
    write_small_model(folder, "in");
    model::Folder before = read(folder.path("in"));
    model::Table notes{"evidence", {"evidence_id", "source", "statement", "own column"}, {}};
    for (unsigned row = 0; row < 5; ++row) {
      notes.rows.push_back({{"e" + std::to_string(row), "s" + text() + ".", "t" + text() + ".", text()}, 0});
    }
    before.tables.insert(before.tables.begin() + 1, notes);
    Findings findings;
    REQUIRE(io::write_folder(before, folder.path("out"), findings));
    CHECK(same_tables(before, read(folder.path("out"))));
  }
}

TEST_CASE("files that already say the same are left as they are") {
  test::TemporaryFolder const folder;
  write_small_model(folder, "in");
  std::string const quoted_otherwise = folder.read("in/node.csv");
  model::Folder model = read(folder.path("in"));
  model.find("link")->rows.push_back({{"back", "b", "a"}, 0});
  folder.write("in/README.md", "of the author\n");
  Findings findings;
  REQUIRE(io::write_folder(model, folder.path("in"), findings));
  CHECK(folder.read("in/node.csv") == quoted_otherwise);
  CHECK(folder.read("in/link.csv") == "link_id,from_node_id,to_node_id\nl,a,b\nback,b,a\n");
  CHECK(folder.read("in/README.md") == "of the author\n");
}

TEST_CASE("a table that would stay behind stops the writing") {
  test::TemporaryFolder const folder;
  write_small_model(folder, "in");
  model::Folder const model = read(folder.path("in"));
  folder.write("out/supply.csv", "node_id,commodity_id,capacity\na,c,5\n");
  Findings findings;
  CHECK_FALSE(io::write_folder(model, folder.path("out"), findings));
  CHECK(findings.has("E704"));
  CHECK_FALSE(std::filesystem::exists(folder.path("out/node.csv")));
}

TEST_CASE("an output that cannot be written is an error and nothing appears") {
  test::TemporaryFolder const folder;
  write_small_model(folder, "in");
  model::Folder const model = read(folder.path("in"));
  folder.write("file", "x");
  for (std::string const& path : {folder.path("file"), folder.path("file/model"),
                                  folder.path("no/such/place"), std::string("/proc/korridor")}) {
    CAPTURE(path);
    Findings findings;
    CHECK_FALSE(io::write_folder(model, path, findings));
    CHECK(findings.has_errors());
    CHECK_FALSE(io::write_file_atomically(path + "/x.json", "{}", findings));
    CHECK(findings.has("E701"));
  }
  CHECK(folder.read("file") == "x");
  CHECK(folder.entry_count() == 2);
  Findings findings;
  CHECK_FALSE(io::write_file_atomically(folder.path("in"), "{}", findings)); // a folder
  CHECK(findings.has("E701"));
}

TEST_CASE("when a file does not fit the old one stays whole") {
  test::TemporaryFolder const folder;
  folder.write("answer.json", "old");
  write_small_model(folder, "in");
  model::Folder model = read(folder.path("in"));
  for (int row = 0; row < 2000; ++row) {
    model.find("node")->rows.push_back({{"n" + std::to_string(row), "", "1", "2"}, 0});
  }
  std::string const node_before = folder.read("in/node.csv");
  Findings file_findings;
  Findings folder_findings;
  Findings new_findings;
  {
    SizeLimit const limit(4096);
    CHECK_FALSE(
        io::write_file_atomically(folder.path("answer.json"), std::string(10000, 'x'), file_findings));
    CHECK_FALSE(io::write_folder(model, folder.path("in"), folder_findings));
    CHECK_FALSE(io::write_folder(model, folder.path("new"), new_findings));
  }
  CHECK(file_findings.has("E702"));
  CHECK(folder_findings.has("E702"));
  CHECK(new_findings.has("E702"));
  CHECK(folder.read("answer.json") == "old");
  CHECK(folder.read("in/node.csv") == node_before);
  CHECK_FALSE(std::filesystem::exists(folder.path("new")));
  CHECK(folder.entry_count() == 2);
}

TEST_CASE("a disk that is full is an error and the device stays a device") {
  if (!std::filesystem::exists("/dev/full")) return;
  Findings findings;
  CHECK_FALSE(io::write_file_atomically("/dev/full", "bytes", findings));
  CHECK(findings.has("E702"));
  CHECK(std::filesystem::is_character_file("/dev/full"));
}

TEST_CASE("on a full file system the old file stays whole") {
  test::TemporaryFolder const folder;
  std::string const disk = folder.path("disk");
  std::filesystem::create_directory(disk);
  if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=64k") != 0)
    return; // needs a right that few users have
  folder.write("disk/answer.json", "old");
  Findings findings;
  CHECK_FALSE(io::write_file_atomically(disk + "/answer.json", std::string(200'000, 'x'), findings));
  std::string const after = folder.read("disk/answer.json");
  std::size_t const left =
      static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(disk), {}));
  ::umount(disk.c_str());
  CHECK(findings.has("E702"));
  CHECK(after == "old");
  CHECK(left == 1);
}

TEST_CASE("a replaced file keeps its permissions and a link to it stays a link") {
  test::TemporaryFolder const folder;
  folder.write("target.csv", "old");
  std::filesystem::permissions(folder.path("target.csv"), std::filesystem::perms(0640));
  std::filesystem::create_symlink("target.csv", folder.path("link.csv"));
  Findings findings;
  REQUIRE(io::write_file_atomically(folder.path("link.csv"), "new", findings));
  CHECK(std::filesystem::is_symlink(folder.path("link.csv")));
  CHECK(folder.read("target.csv") == "new");
  CHECK(std::filesystem::status(folder.path("target.csv")).permissions() == std::filesystem::perms(0640));
}

TEST_CASE("a cell that could not be read again is not written") {
  test::TemporaryFolder const folder;
  write_small_model(folder, "in");
  model::Folder model = read(folder.path("in"));
  model.find("node")->rows[0].cells[1] = "caf\xE9";
  Findings findings;
  CHECK_FALSE(io::write_folder(model, folder.path("out"), findings));
  CHECK(findings.has("E703"));
  CHECK_FALSE(std::filesystem::exists(folder.path("out")));
}
