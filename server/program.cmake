# SPDX-FileCopyrightText: 2026 The Preggo authors
# SPDX-License-Identifier: Apache-2.0
# preggo-server: options and composition root.
if(NOT TARGET preggo_server_media OR NOT TARGET preggo_server_accounts
   OR NOT EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/services/content_routes.cpp)
  message(STATUS "preggo-server: some rooms are missing, not built")
  return()
endif()
find_package(CLI11 REQUIRED)
add_executable(preggo_server
  main.cpp backend.cpp commands.cpp data_directory.cpp maintenance.cpp options.cpp token_authenticator.cpp)
preggo_include_root(preggo_server)
set_target_properties(preggo_server PROPERTIES OUTPUT_NAME preggo-server)
target_link_libraries(preggo_server PRIVATE
  preggo_server_http preggo_server_accounts preggo_server_media preggo_server_backup preggo_server_data CLI11::CLI11)
