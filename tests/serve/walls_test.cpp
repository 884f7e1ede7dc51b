// Who is answered, and which file.
#include <string>

#include <doctest/doctest.h>
#include <zlib.h>

#include "korridor/serve/local_only.hpp"
#include "korridor/serve/web_files.hpp"
#include "support/temporary_folder.hpp"

namespace {

using namespace korridor;

/// Status for an asker; 200 where it is answered.
int status(std::string const& host, std::string const& origin = "", std::string const& site = "") {
  auto const refused = serve::refuse_foreign({1, host, origin, site}, true);
  return refused ? refused->status : 200;
}

std::string packed(std::string const& text) {
  std::string out(compressBound(text.size()) + 64, '\0');
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string in = text;
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

} // namespace

TEST_CASE("names of this machine are answered and others are not") {
  for (char const* const host : {"127.0.0.1", "127.0.0.1:8741", "localhost:1", "LocalHost", "[::1]:65535"})
    CHECK(status(host) == 200);
  for (char const* const host : {"", "localhost.", "localhost:", "localhost:a", "localhost:123456",
                                 "127.0.0.1.x", "127.0.0.1:1:2", "evil", "0.0.0.0"})
    CHECK(status(host) == 421);
  CHECK(serve::refuse_foreign({2, "localhost", "", ""}, true)->status == 421);
  CHECK(serve::refuse_foreign({0, "", "", ""}, false)->status == 421);
}

TEST_CASE("an origin must be that of the host and a page of another site gets no data") {
  CHECK(status("localhost:8741", "http://localhost:8741") == 200);
  CHECK(status("localhost:8741", "http://LOCALHOST:8741", "same-origin") == 200);
  for (char const* const origin :
       {"null", "http://localhost", "https://localhost:8741", "http://127.0.0.1:8741"})
    CHECK(status("localhost:8741", origin) == 403);
  CHECK(status("localhost", "", "cross-site") == 403);
  CHECK_FALSE(
      serve::refuse_foreign({1, "localhost", "", "cross-site"}, false)); // somebody follows a link to us
}

TEST_CASE("paths that could lead elsewhere are no plain ones") {
  for (char const* const path : {"/", "/index.html", "/assets/a-b_c.js"}) CHECK(serve::is_plain_path(path));
  for (char const* const path :
       {"", "x", "/..", "/../x", "/a/../b", "/.git", "//x", "/a//b", "/a\\b", "/a\nb"})
    CHECK_FALSE(serve::is_plain_path(path));
}

TEST_CASE("what gzip packed is unpacked and anything else is refused") {
  std::string const text(300000, 'x');
  CHECK(serve::unpacked(packed(text)) == text);
  CHECK(serve::unpacked(packed("")) == "");
  CHECK_FALSE(serve::unpacked("no gzip"));
  CHECK_FALSE(serve::unpacked(packed(text).substr(0, 40)));
}

TEST_CASE("files of a folder have their types and times to be kept") {
  test::TemporaryFolder const folder;
  folder.write("index.html", "<p>");
  folder.write("assets/app-BxYz1234.js", "1");
  folder.write("assets/app.js", "2");
  folder.write("data.bin", "3");
  serve::WebFiles const files(folder.path());
  auto const kept = [&](char const* path) {
    auto const reply = files.get(path, true);
    CHECK(reply.status == 200);
    return reply.headers.front().second;
  };
  CHECK(kept("/") == "no-cache");
  CHECK(kept("/assets/app.js") == "no-cache");
  CHECK(kept("/assets/app-BxYz1234.js").find("immutable") != std::string::npos);
  CHECK(files.get("/data.bin", true).type == "application/octet-stream");
  CHECK(files.get("/assets/app.js", true).type.starts_with("text/javascript"));
  CHECK(files.get("/assets", true).status == 404);
  CHECK(files.get("/none", true).status == 404);
}

TEST_CASE("without a web part the page says how to get one") {
  test::TemporaryFolder const folder;
  serve::Reply const reply = serve::WebFiles(folder.path()).get("/", true);
  CHECK(reply.status == 200);
  CHECK(reply.body.find("npm") != std::string::npos);
}
