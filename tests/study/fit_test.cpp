// Fitting: known parameters found again, what counts, labels, refusals.
#include <doctest/doctest.h>

#include <cmath>
#include <utility>

#include "korridor/core/text.hpp"
#include "korridor/study/fit.hpp"
#include "korridor/study/search.hpp"
#include "support/network.hpp"

namespace korridor::test {

namespace {

using study::Fit;
using study::FitOptions;
using study::FitRow;
using study::Label;

void observe(Network& network, std::string const& id, int year, double quantity, Cells more = {}) {
  more.insert({"variable", "flow"});
  more.insert({"id", id});
  more.insert({"commodity_id", "gas"});
  more.insert({"date_from", std::to_string(year) + "-01-01"});
  more.insert({"date_to", std::to_string(year) + "-12-31"});
  more.insert({"quantity", number_text(quantity)});
  network.row("observed", more);
}

// Two ways from a to b at 4 and 5, 60 of 100 go; demand is 50 in 2022 (known_answer/friction_test.cpp):
// with dispersion d the cheap way carries x = (Q/100 * 5 d + 1) / (0.09 d).
constexpr double kTrue = 2.0;
double cheap_way(double demand, double dispersion) {
  return (0.05 * demand * dispersion + 1.0) / (0.09 * dispersion);
}

Network two_ways() {
  Network network;
  network.row("commodity", {{"commodity_id", "gas"}, {"unit", "t"}, {"dispersion", "0.5"}});
  network.node("a").node("b");
  network.supply("a", "100", "10", {{"commodity_id", "gas"}});
  network.demand("b", "60", "100", {{"commodity_id", "gas"}, {"demand_id", "market"}});
  network.row("series", {{"table", "demand"},
                         {"id", "market"},
                         {"column", "quantity"},
                         {"date_from", "2022-01-01"},
                         {"date_to", "2022-12-31"},
                         {"value", "50"}});
  network.link("cheap", "a", "b", {{"cost", "4"}}).link("dear", "a", "b", {{"cost", "5"}});
  network.row("parameter", {{"parameter_id", "gas_dispersion"},
                            {"table", "commodity"},
                            {"ids", "gas"},
                            {"column", "dispersion"},
                            {"rule", "set"},
                            {"value", "0.5"},
                            {"low", "0.45"},
                            {"high", "6"},
                            {"fit", "1"}});
  return network;
}

Network observed_ways() {
  Network network = two_ways();
  observe(network, "cheap", 2022, cheap_way(50, kTrue));
  observe(network, "dear", 2022, 50 - cheap_way(50, kTrue));
  observe(network, "cheap", 2023, cheap_way(60, kTrue), {{"sample", "test"}});
  observe(network, "dear", 2023, 60 - cheap_way(60, kTrue), {{"sample", "test"}});
  return network;
}

std::pair<std::optional<Fit>, Findings> run(Network const& network, FitOptions options = {}) {
  Findings findings;
  std::optional<Fit> fit = study::fit(network.folder(), options, findings);
  return {std::move(fit), std::move(findings)};
}

} // namespace

TEST_CASE("a dispersion is found again from the shares that it makes, and foretells the next year") {
  FitOptions options;
  options.evaluations = 60;
  auto const [fit, findings] = run(observed_ways(), options);
  REQUIRE_MESSAGE(fit, text_of(findings));
  REQUIRE(fit->parameters.size() == 1);
  CHECK(fit->independent == 2);
  CHECK(fit->parameters[0].value == doctest::Approx(kTrue).epsilon(0.03));
  CHECK(fit->squares < 1e-3);
  CHECK(fit->squares < fit->squares_before);
  REQUIRE(fit->years.size() == 2);
  CHECK(fit->years[0].in_fit);
  CHECK(fit->years[1].rows == 2);
  CHECK(*fit->years[1].skill() > 0.99); // taking last year's figures misses that demand grew by a fifth
  CHECK(fit->years[1].friction > 0.0);
  for (FitRow const& row : fit->rows) {
    CHECK(row.label == (row.observation.year == "2022" ? Label::fitted : Label::predicted));
    if (row.observation.id == "dear") CHECK(row.without_friction == doctest::Approx(0.0));
  }
}

TEST_CASE("the same input gives the same fit to the last bit") {
  FitOptions options;
  options.evaluations = 20;
  auto const first = run(observed_ways(), options).first;
  auto const second = run(observed_ways(), options).first;
  REQUIRE(first);
  CHECK(first->parameters[0].value == second->parameters[0].value);
  CHECK(first->squares == second->squares);
}

TEST_CASE("a flow that no parameter moves, or that a capacity of its size holds, is implied by input") {
  Network network = observed_ways();
  network.node("c").link("bc", "b", "c", {{"cost", "1"}});
  network.demand("c", "7", "200", {{"commodity_id", "gas"}});
  observe(network, "bc", 2023, 9.0);
  FitOptions options;
  options.evaluations = 4;
  auto const [fit, findings] = run(network, options);
  REQUIRE_MESSAGE(fit, text_of(findings));
  for (FitRow const& row : fit->rows) {
    if (row.observation.id == "bc") CHECK(row.label == Label::implied);
  }
}

TEST_CASE("a flow that an agreement makes so large is by contract, other ways of other goods are not") {
  // Nobody would carry gas to c for 2; the contract asks for 5 there, and 5 of what the ways to b carry is
  // its.
  Network network = observed_ways();
  network.row("actor", {{"actor_id", "CCC"}});
  network.node("c", {{"jurisdiction", "CCC"}}).link("bc", "b", "c", {{"cost", "1"}});
  network.demand("c", "7", "2", {{"commodity_id", "gas"}, {"demand_id", "at_c"}});
  network.row("contract", {{"contract_id", "deal"},
                           {"commodity_id", "gas"},
                           {"demand", "at_c"},
                           {"min", "5"},
                           {"penalty", "50"}});
  observe(network, "bc", 2023, 9.0);
  FitOptions options;
  options.evaluations = 4;
  auto const [fit, findings] = run(network, options);
  REQUIRE_MESSAGE(fit, text_of(findings));
  for (FitRow const& row : fit->rows) {
    CHECK((row.label == Label::contract) == (row.observation.id == "bc"));
    if (row.observation.id == "bc") CHECK(row.modelled == doctest::Approx(5));
  }
}

TEST_CASE("more parameters than half the independent observations are refused") {
  Network network = observed_ways();
  network.row("parameter", {{"parameter_id", "dear_cost"},
                            {"table", "link"},
                            {"ids", "dear"},
                            {"column", "cost"},
                            {"low", "0.5"},
                            {"high", "2"},
                            {"fit", "1"}});
  auto const [fit, findings] = run(network);
  CHECK_FALSE(fit);
  CHECK(findings.has("E668"));
  CHECK(text_of(findings).find("2 independent observations") != std::string::npos);
}

TEST_CASE("observations inside others, and second ones of the same flow, are shown and not counted") {
  Network network = observed_ways();
  observe(network, "cheap", 2022, 10.0, {{"date_to", "2022-03-31"}, {"nested_in", "cheap.2022"}});
  observe(network, "dear", 2022, 30.0, {{"date_to", "2022-11-30"}});
  FitOptions options;
  options.evaluations = 1;
  auto const [fit, findings] = run(network, options);
  REQUIRE_MESSAGE(fit, text_of(findings));
  CHECK(fit->independent == 2);
  CHECK(fit->rows.size() == 6);
}

TEST_CASE("a total of some days is compared as a rate, in its own unit") {
  Network network = two_ways();
  observe(network, "cheap", 2023, 0.015, {{"unit", "kt"}, {"date_to", "2023-03-31"}});
  observe(network, "b", 2023, 60.0);
  FitOptions options;
  options.evaluations = 1;
  options.fit_until = "2023";
  auto const [fit, findings] = run(network, options);
  REQUIRE_MESSAGE(fit, text_of(findings));
  REQUIRE(fit->rows.size() == 2);
  CHECK(fit->rows[0].observation.rate == doctest::Approx(0.015 * 365 / 90));
  CHECK(fit->rows[0].modelled == doctest::Approx(0.001 * cheap_way(60, 0.5)).epsilon(1e-4));
  CHECK(fit->rows[1].modelled == doctest::Approx(60.0)); // at a node: what leaves it or is used there
}

TEST_CASE("observations that cannot be read are faults with their line and column") {
  Network network = observed_ways();
  observe(network, "chaep", 2022, 1.0);
  observe(network, "cheap", 2022, 1.0, {{"date_to", "2023-02-01"}});
  observe(network, "cheap", 2022, 1.0, {{"unit", "bbl"}});
  observe(network, "cheap", 2022, 1.0, {{"commodity_id", "gasoline"}});
  auto const [fit, findings] = run(network);
  CHECK_FALSE(fit);
  CHECK(findings.error_count() == 3);
  CHECK(findings.has("W665"));
  std::string const text = text_of(findings);
  for (char const* const wanted : {"observed.csv:6 id: 'chaep'", "observed.csv:7 date_to",
                                   "observed.csv:8 unit", "observed.csv:9 commodity_id"}) {
    INFO(text);
    CHECK(text.find(wanted) != std::string::npos);
  }
}

TEST_CASE("fitted values are written with their provenance and read again") {
  FitOptions options;
  options.evaluations = 20;
  Network const network = observed_ways();
  Findings findings;
  std::optional<Fit> const fit = study::fit(network.folder(), options, findings);
  REQUIRE_MESSAGE(fit, text_of(findings));
  model::Folder const once = study::with_fitted(network.folder(), *fit);
  model::Folder const twice = study::with_fitted(once, *fit);
  model::Table const& parameters = *twice.find("parameter");
  CHECK(parse_number(parameters.cell(parameters.rows[0], "value")).value == fit->parameters[0].value);
  model::Table const& provenance = *twice.find("provenance");
  REQUIRE(provenance.rows.size() == 1); // the earlier one is replaced
  CHECK(provenance.cell(provenance.rows[0], "method") == "fitted");
}

TEST_CASE("the search finds the least of a bowl and stays in its box") {
  study::Box const box{{-1.0, 0.0}, {3.0, 1.0}};
  auto const bowl = [](std::vector<double> const& x) {
    return std::pow(x[0] - 1.25, 2) + std::pow(x[1] - 2.0, 2);
  };
  study::Found const found = study::search_box(bowl, {0.0, 0.0}, box, 200);
  CHECK(found.x[0] == doctest::Approx(1.25).epsilon(0.01));
  CHECK(found.x[1] == 1.0);
  CHECK(found.evaluations <= 200);
}

} // namespace korridor::test
