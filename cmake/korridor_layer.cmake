# The helper that turns a folder into a layer.

# korridor_layer(<layer> SOURCES <files> [USES <layers>] [LINKS <libraries>] [PRIVATE_LINKS <libraries>])
# makes the static library korridor_<layer>. LINKS are libraries that its headers show, PRIVATE_LINKS those they hide.
function(korridor_layer layer)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;USES;LINKS;PRIVATE_LINKS")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "korridor_layer(${layer}): unknown arguments ${arg_UNPARSED_ARGUMENTS}")
  endif()
  list(TRANSFORM arg_USES PREPEND korridor_ OUTPUT_VARIABLE used_layers)
  add_library(korridor_${layer} STATIC ${arg_SOURCES})
  target_include_directories(korridor_${layer} PUBLIC "${PROJECT_SOURCE_DIR}/src")
  target_link_libraries(korridor_${layer} PUBLIC korridor_flags ${used_layers} ${arg_LINKS} PRIVATE ${arg_PRIVATE_LINKS})
endfunction()
