# SPDX-FileCopyrightText: 2026 The Preggo authors
# SPDX-License-Identifier: Apache-2.0
# What nearly every source includes, compiled once and lent to the targets.
set(preggo_common
  <QByteArray> <QCoreApplication> <QDateTime> <QHash> <QJsonArray> <QJsonDocument> <QJsonObject> <QMetaObject>
  <QObject> <QSet> <QString> <QTimer> <QUrl> <QUuid> <QVariant> <QVector> <algorithm> <chrono> <functional> <map>
  <memory> <optional> <string> <tl/expected.hpp> <variant> <vector>)

add_library(preggo_common_headers STATIC cmake/common_headers.cpp)
target_link_libraries(preggo_common_headers PRIVATE Qt6::Core)
target_precompile_headers(preggo_common_headers PRIVATE ${preggo_common})

if(PREGGO_TESTS)
  # Qt Test tells every target its own folder, which would keep them from sharing; no test looks for data by it.
  set_property(TARGET Qt6::Test PROPERTY INTERFACE_COMPILE_DEFINITIONS QT_TESTLIB_LIB)
  add_library(preggo_test_headers STATIC cmake/common_headers.cpp)
  target_link_libraries(preggo_test_headers PRIVATE Qt6::Test Qt6::Gui Qt6::Network)
  target_precompile_headers(preggo_test_headers PRIVATE
    ${preggo_common} <QSignalSpy> <QTemporaryDir> <QTest>)
endif()
