# The web part: built by npm into build/web, embedded in the program. Sets KORRIDOR_WEB_SOURCES.
#
# KORRIDOR_WEB AUTO builds it where npm is, and goes on without where that fails; ON fails then; OFF embeds what build/web
# holds already, if anything.
set(KORRIDOR_WEB AUTO CACHE STRING "Build the web part with npm: AUTO, ON or OFF")
find_package(Python3 REQUIRED COMPONENTS Interpreter)
find_program(KORRIDOR_NPM npm)
set(web_folder "${PROJECT_SOURCE_DIR}/web")
set(web_output "${PROJECT_SOURCE_DIR}/build/web")
set(web_made "${PROJECT_BINARY_DIR}/web")
set(web_stamp)

if(NOT EXISTS "${web_folder}/package.json" OR KORRIDOR_WEB STREQUAL "OFF")
  message(STATUS "Web part: not built; what build/web holds is embedded")
elseif(NOT KORRIDOR_NPM)
  if(KORRIDOR_WEB STREQUAL "ON")
    message(FATAL_ERROR "KORRIDOR_WEB is ON and there is no npm: install Node.js 18 or later with npm")
  endif()
  message(STATUS "Web part: left out, for there is no npm; 'korridor serve' says so on its page")
else()
  file(GLOB_RECURSE web_sources CONFIGURE_DEPENDS "${web_folder}/src/*" "${web_folder}/public/*" "${web_folder}/*.html"
       "${web_folder}/*.ts" "${web_folder}/*.js" "${web_folder}/*.json")
  list(FILTER web_sources EXCLUDE REGEX "/node_modules/")
  set(web_stamp "${web_made}/built")
  add_custom_command(
    OUTPUT "${web_stamp}"
    COMMAND "${CMAKE_COMMAND}" -DNPM=${KORRIDOR_NPM} -DFOLDER=${web_folder} -DSTAMP=${web_stamp} -DMUST=${KORRIDOR_WEB}
            -P "${PROJECT_SOURCE_DIR}/cmake/build_web.cmake"
    DEPENDS ${web_sources} "${PROJECT_SOURCE_DIR}/docs/openapi.yaml" "${PROJECT_SOURCE_DIR}/cmake/build_web.cmake"
    COMMENT "Building the web part"
    VERBATIM)
endif()

set(KORRIDOR_WEB_SOURCES "${web_made}/web_table.cpp" "${web_made}/web_files.S")
add_custom_command(
  OUTPUT ${KORRIDOR_WEB_SOURCES}
  BYPRODUCTS "${web_made}/web.d"
  COMMAND Python3::Interpreter "${PROJECT_SOURCE_DIR}/tools/embed_web" "${web_output}" "${web_made}"
  DEPENDS "${PROJECT_SOURCE_DIR}/tools/embed_web" ${web_stamp}
  DEPFILE "${web_made}/web.d"
  COMMENT "Embedding the web part"
  VERBATIM)
set_source_files_properties("${web_made}/web_files.S" PROPERTIES OBJECT_DEPENDS "${web_made}/web_table.cpp")
