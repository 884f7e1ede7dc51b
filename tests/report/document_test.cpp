// The JSON documents field by field and the CSV tables made from them.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "korridor/report/document.hpp"
#include "report/sample_answer.hpp"

using namespace korridor;
using report::Json;

namespace {

std::vector<std::string> keys(Json const& object) {
  std::vector<std::string> out;
  for (auto const& [key, value] : object.items()) out.push_back(key);
  return out;
}

using Names = std::vector<std::string>;

Names first(Names names, std::size_t count) {
  names.resize(std::min(count, names.size()));
  return names;
}

} // namespace

TEST_CASE("the solve document has the fields of the format in their order") {
  Json const json = report::solve_document(tests::sample_answer()).json;
  CHECK(first(keys(json), 3) == Names{"korridor", "status", "certificate"});
  CHECK(keys(json["certificate"]) ==
        Names{"objective", "bound", "gap", "max_imbalance", "max_violation", "max_complementarity"});
  for (char const* name :
       {"surplus", "welfare", "cost", "friction", "flows", "links", "prices", "unserved", "actors"}) {
    CHECK(json.contains(name));
  }
  CHECK(first(keys(json["flows"][0]), 8) == Names{"link_id", "from_node_id", "to_node_id", "commodity_id",
                                                  "origin", "via", "flow", "utilization"});
  CHECK(first(keys(json["links"][0]), 6) ==
        Names{"link_id", "from_node_id", "to_node_id", "flow", "capacity", "rent"});
  CHECK(keys(json["prices"][0]) == Names{"node_id", "commodity_id", "origin", "via", "price", "low", "high"});
  CHECK(keys(json["unserved"][0]) == Names{"demand_id", "node_id", "commodity_id", "quantity"});
  CHECK(keys(json["actors"][0]) == Names{"actor_id", "producer_surplus", "consumer_surplus", "rents", "tolls",
                                         "tariffs", "margins", "cap_discounts", "contracts", "total", "low",
                                         "high", "friction"});
}

TEST_CASE("what has no number is null") {
  Json const json = report::solve_document(tests::sample_answer()).json;
  CHECK(json["links"][1]["capacity"].is_null());
  CHECK(json["flows"][0]["via"].is_null());
  CHECK(json["flows"][1]["via"] == "B");
  CHECK(json["prices"][2]["price"].is_null());
  study::Answer answer = tests::sample_answer();
  answer.welfare.reset();
  CHECK(report::solve_document(answer).json["welfare"].is_null());
}

TEST_CASE("the row of what nobody earns is named unassigned") {
  Json const json = report::solve_document(tests::sample_answer()).json;
  CHECK(json["actors"].back()["actor_id"] == "unassigned");
}

TEST_CASE("only demand that is not served is listed as unserved") {
  study::Answer answer = tests::sample_answer();
  CHECK(report::solve_document(answer).json["unserved"][0]["quantity"] == 10e6);
  answer.demands[0].unserved = 0.0;
  CHECK(report::solve_document(answer).json["unserved"].empty());
}

TEST_CASE("numbers read back as they were") {
  study::Answer answer = tests::sample_answer();
  answer.surplus = 0.1 + 0.2;
  Json const json = Json::parse(report::json_text(report::solve_document(answer)));
  CHECK(json["surplus"].get<double>() == 0.1 + 0.2);
}

TEST_CASE("a reverse direction swaps the ends") {
  study::Answer answer = tests::sample_answer();
  answer.flows[0].forward = false;
  Json const json = report::solve_document(answer).json;
  CHECK(json["flows"][0]["from_node_id"] == "market");
  CHECK(json["flows"][0]["to_node_id"] == "field");
}

TEST_CASE("broken bytes in a title do not break the document") {
  study::Answer answer = tests::sample_answer();
  answer.instance.title = "a\xFF";
  CHECK(Json::parse(report::json_text(report::solve_document(answer)))["title"] == "a\xEF\xBF\xBD");
}

TEST_CASE("a limit hit is said in the status") {
  study::Answer answer = tests::sample_answer();
  answer.status = study::Status::limit;
  CHECK(report::solve_document(answer).json["status"] == "limit");
}

TEST_CASE("CSV has one file per list with a header even without rows") {
  study::Answer answer = tests::sample_answer();
  answer.demands[0].unserved = 0.0;
  answer.instance.nodes[0].id = "a \"quoted\", id";
  std::vector<report::CsvFile> const files = report::csv_files(report::solve_document(answer));
  Names names;
  for (report::CsvFile const& file : files) names.push_back(file.name);
  CHECK(names == Names{"summary.csv", "actors.csv", "contracts.csv", "demands.csv", "flows.csv",
                       "frictions.csv", "limits.csv", "links.csv", "nodes.csv", "price_caps.csv",
                       "prices.csv", "process_flows.csv", "processes.csv", "supplies.csv", "unserved.csv"});
  auto const text = [&](std::string const& name) {
    for (report::CsvFile const& file : files) {
      if (file.name == name) return file.text;
    }
    return std::string();
  };
  CHECK(text("unserved.csv") == "demand_id,node_id,commodity_id,quantity\n");
  CHECK(text("flows.csv") ==
        "link_id,from_node_id,to_node_id,commodity_id,origin,via,flow,utilization,mixed\n"
        "pipe,\"a \"\"quoted\"\", id\",market,crude,A,,60000000.0,1.0,false\n"
        "rail,\"a \"\"quoted\"\", id\",market,crude,A,B,10000000.0,0.0,true\n");
  CHECK(text("summary.csv").find("certificate.gap,1e-10\n") != std::string::npos);
}

TEST_CASE("the compare document has both certificates and what differs") {
  study::Answer const before = tests::sample_answer();
  study::Answer const after = tests::sample_answer(true);
  Json const json = report::compare_document(before, after, study::compare(before, after)).json;
  CHECK(first(keys(json), 3) == Names{"korridor", "status", "certificate"});
  CHECK(json["before"]["certificate"]["objective"] == 30e9);
  CHECK(json["after"]["certificate"]["objective"] == 5.5e9);
  CHECK(json["change"]["surplus"] == -24.5e9);
  CHECK(json["links"][0]["link_id"] == "pipe");
  CHECK(json["links"][0]["from_node_id"] == "field");
  CHECK(json["links"][0]["to_node_id"] == "market");
  CHECK(json["links"][0]["change"] == -60e6);
  CHECK(json["prices"][0]["unit"] == "USD/t");
  CHECK(json["unserved"][0]["after"] == 55e6);
}
