// main() of every test executable, compiled once. A filter that matches no test fails, so that a name which
// CTest cannot hand over whole is not counted as passed.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

namespace {

unsigned matched_count = 0;

struct CountMatches : doctest::IReporter {
  explicit CountMatches(doctest::ContextOptions const& /*options*/) {}
  void report_query(doctest::QueryData const& /*query*/) override {}
  void test_run_start() override {}
  void test_run_end(doctest::TestRunStats const& stats) override {
    matched_count = stats.numTestCasesPassingFilters;
  }
  void test_case_start(doctest::TestCaseData const& /*test*/) override {}
  void test_case_reenter(doctest::TestCaseData const& /*test*/) override {}
  void test_case_end(doctest::CurrentTestCaseStats const& /*stats*/) override {}
  void test_case_exception(doctest::TestCaseException const& /*exception*/) override {}
  void subcase_start(doctest::SubcaseSignature const& /*subcase*/) override {}
  void subcase_end() override {}
  void log_assert(doctest::AssertData const& /*assertion*/) override {}
  void log_message(doctest::MessageData const& /*message*/) override {}
  void test_case_skipped(doctest::TestCaseData const& /*test*/) override {}
};

REGISTER_LISTENER("count_matches", 1, CountMatches);

} // namespace

int main(int argc, char** argv) {
  doctest::Context context(argc, argv);
  int const status = context.run();
  if (context.shouldExit()) return status; // a query such as --list-test-cases
  return matched_count == 0 ? 1 : status;
}
