# SPDX-FileCopyrightText: 2026 The Preggo authors
# SPDX-License-Identifier: Apache-2.0
# Compiler settings that hold for every target.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
# moc runs where a target asks for it: most have nothing for it to read.
set(CMAKE_AUTOMOC OFF)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(QT_QML_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/qml_modules)

# Several sources a compiler run: most of a run is spent on headers.
option(PREGGO_UNITY "Compile several sources at once (off: quicker after a small change)" ON)
set(PREGGO_UNITY_BATCH 8)

find_program(PREGGO_CCACHE ccache)
if(PREGGO_CCACHE)
  # Precompiled headers are cached too; paths are taken relative to the checkout so that
  # several build folders share what they have in common.
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros
    CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 CCACHE_DEPEND=1 ${PREGGO_CCACHE})
endif()

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND NOT APPLE)
  find_program(PREGGO_MOLD mold)
  if(PREGGO_MOLD)
    add_link_options(-fuse-ld=mold)
  endif()
endif()

add_compile_definitions(
  QT_NO_KEYWORDS
  QT_NO_CAST_FROM_ASCII
  QT_NO_CAST_TO_ASCII
  QT_NO_URL_CAST_FROM_STRING
  QT_NO_FOREACH
  QT_DISABLE_DEPRECATED_BEFORE=0x060400
  PREGGO_VERSION="${PROJECT_VERSION}")

if(NOT MSVC)
  add_compile_options(-Wall -Wextra -Wpedantic -Wnon-virtual-dtor -Woverloaded-virtual
    -Wimplicit-fallthrough -Wshadow
    -Wno-missing-field-initializers) # an aggregate's other members have defaults
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-fpch-preprocess)
  endif()
  # Threads everywhere: a precompiled header is shared by those alone that agree on it.
  add_compile_options(-pthread)
  if(PREGGO_WERROR)
    add_compile_options(-Werror)
  endif()
endif()

# A test's limit is meant for a plain build; under a sanitizer it takes several times as long.
set(PREGGO_PATIENCE 1)
if(PREGGO_SANITIZE)
  set(PREGGO_PATIENCE 5)
  add_compile_options(-fsanitize=${PREGGO_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${PREGGO_SANITIZE})
  if(PREGGO_SANITIZE MATCHES thread)
    add_compile_options(-Wno-tsan) # Asio has fences that GCC does not instrument
  endif()
endif()

if(PREGGO_FUZZ)
  # Casts of numbers that do not fit are no part of "undefined", and what a peer sends is full of such numbers.
  set(checks address,undefined,float-cast-overflow)
  add_compile_options(-fsanitize=fuzzer-no-link,${checks} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${checks})
endif()
