# Helpers for tests. A test name is a sentence without semicolon, quote or backslash, and is one CTest test.
if(KORRIDOR_TESTS)
  include(doctest)
endif()

# korridor_test(<name> SOURCES <files> [LINKS <targets>] [RUNS_PROGRAM])
# makes one doctest executable; main() comes from tests/support. Every test sees KORRIDOR_SOURCE_DIR, the root of the
# repository; with RUNS_PROGRAM also KORRIDOR_PROGRAM, the path of the program, which is then built first.
function(korridor_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "RUNS_PROGRAM" "" "SOURCES;LINKS")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "korridor_test(${name}): unknown arguments ${arg_UNPARSED_ARGUMENTS}")
  endif()
  add_executable(${name} ${arg_SOURCES})
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/tests")
  target_compile_definitions(${name} PRIVATE KORRIDOR_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE korridor_flags korridor_test_main ${arg_LINKS})
  if(arg_RUNS_PROGRAM)
    target_compile_definitions(${name} PRIVATE KORRIDOR_PROGRAM="$<TARGET_FILE:korridor>")
    add_dependencies(${name} korridor)
  endif()
  doctest_discover_tests(${name} TEST_PREFIX "${name}." PROPERTIES TIMEOUT 900)
endfunction()
