# SPDX-FileCopyrightText: 2026 The Preggo authors
# SPDX-License-Identifier: Apache-2.0
# Functions that make the project's targets. They carry the layering rule: a target sees the
# headers of its own folder and of what it links, and of nothing else.

# preggo_include_root(<target>): makes <build>/include/<target>/<folder> a link to the current
# source folder and adds it to the target's public include path, so that
# #include "core/sync/engine.h" compiles only for those that link the target.
function(preggo_include_root target)
  file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
  set(root ${CMAKE_BINARY_DIR}/include/${target})
  get_filename_component(parent ${root}/${folder} DIRECTORY)
  file(MAKE_DIRECTORY ${parent})
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${root}/${folder} SYMBOLIC)
  get_target_property(type ${target} TYPE)
  if(type STREQUAL "INTERFACE_LIBRARY")
    target_include_directories(${target} INTERFACE ${root})
  else()
    target_include_directories(${target} PUBLIC ${root})
  endif()
endfunction()

# preggo_precompiled(<target> [headers...]): the headers that nearly all sources share, compiled once
# for the whole tree; or the given ones, for this target alone.
function(preggo_precompiled target)
  if(ARGN)
    target_precompile_headers(${target} PRIVATE ${ARGN})
  else()
    target_precompile_headers(${target} REUSE_FROM preggo_common_headers)
  endif()
endfunction()

# preggo_unity(<target>): its sources are compiled in batches.
function(preggo_unity target)
  set_target_properties(${target} PROPERTIES
    UNITY_BUILD ${PREGGO_UNITY} UNITY_BUILD_BATCH_SIZE ${PREGGO_UNITY_BATCH})
endfunction()

# preggo_library(<target> SOURCES ... [PUBLIC libs...] [PRIVATE libs...] [PCH headers...] [MOC])
function(preggo_library target)
  cmake_parse_arguments(A "MOC" "" "SOURCES;PUBLIC;PRIVATE;PCH" ${ARGN})
  add_library(${target} STATIC ${A_SOURCES})
  preggo_include_root(${target})
  target_link_libraries(${target} PUBLIC ${A_PUBLIC} PRIVATE ${A_PRIVATE})
  set_target_properties(${target} PROPERTIES AUTOMOC ${A_MOC})
  preggo_precompiled(${target} ${A_PCH})
  preggo_unity(${target})
endfunction()

# preggo_test(<name> LABEL <unit|qml|e2e|crash|server|sim|slow> SOURCES ... LIBS ... [TIMEOUT s] [SERIAL])
function(preggo_test name)
  cmake_parse_arguments(A "SERIAL" "LABEL;TIMEOUT" "SOURCES;LIBS" ${ARGN})
  if(NOT A_TIMEOUT)
    set(A_TIMEOUT 60)
  endif()
  math(EXPR A_TIMEOUT "${A_TIMEOUT} * ${PREGGO_PATIENCE}")
  math(EXPR function_limit "300000 * ${PREGGO_PATIENCE}") # Qt Test's own, in milliseconds
  add_executable(${name} ${A_SOURCES})
  set_target_properties(${name} PROPERTIES AUTOMOC ON)
  # Gui and Network because what Qt Test's headers hold depends on them, and all tests share the compiled ones.
  target_link_libraries(${name} PRIVATE ${A_LIBS} Qt6::Test Qt6::Gui Qt6::Network)
  # The shared headers were compiled for a library. Qt up to 6.7 asks for it by itself.
  target_compile_options(${name} PRIVATE -fPIC)
  target_precompile_headers(${name} REUSE_FROM preggo_test_headers)
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES
    LABELS ${A_LABEL} TIMEOUT ${A_TIMEOUT} RUN_SERIAL "${A_SERIAL}"
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QT_LOGGING_RULES=qt.qpa.*=false;LC_ALL=C.UTF-8"
    ENVIRONMENT_MODIFICATION "QTEST_FUNCTION_TIMEOUT=set:${function_limit}")
endfunction()
