# korridor_flags: language level, warnings and sanitizers, linked by every target of ours.
add_library(korridor_flags INTERFACE)
target_compile_features(korridor_flags INTERFACE cxx_std_20)
target_compile_options(korridor_flags INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
                                                $<$<BOOL:${KORRIDOR_WERROR}>:-Werror>
                                                # clang's -Wconversion takes this in, that of g++ does not
                                                $<$<CXX_COMPILER_ID:Clang>:-Wno-sign-conversion>)
if(KORRIDOR_SANITIZE) # not a generator expression: "address,undefined" has a comma, and CMake then stops
  target_compile_options(korridor_flags INTERFACE -fsanitize=${KORRIDOR_SANITIZE} -fno-sanitize-recover=all
                                                  -fno-omit-frame-pointer)
  target_link_options(korridor_flags INTERFACE -fsanitize=${KORRIDOR_SANITIZE})
endif()
set(CMAKE_CXX_EXTENSIONS OFF)

# The version is written once, in project(); code reads it from "korridor/core/version.hpp".
configure_file("${CMAKE_CURRENT_LIST_DIR}/version.hpp.in" "${PROJECT_BINARY_DIR}/generated/korridor/core/version.hpp")
target_include_directories(korridor_flags INTERFACE "${PROJECT_BINARY_DIR}/generated")

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "Build type" FORCE)
endif()

find_program(KORRIDOR_CCACHE ccache)
if(KORRIDOR_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${KORRIDOR_CCACHE}")
endif()
