// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/entities.h"
#include "server/services/sql_result.h"
#include "storage/sql/database.h"

namespace preggo::server {

// Rows that have no value type of their own, as they travel: what is a person's own, and reports.

inline constexpr QStringView kPrefColumns = u"id, key, value, seq, version, published_ms";
[[nodiscard]] QJsonObject prefAt(const sql::Query &query);

inline constexpr QStringView kReadMarkColumns =
    u"id, stream_id, post_published_ms, post_id, seq, version, published_ms";
[[nodiscard]] QJsonObject readMarkAt(const sql::Query &query);

inline constexpr QStringView kDeviceColumns =
    u"id, kind, name, created_ms, seen_ms, removed_ms, seq, version";
[[nodiscard]] QJsonObject deviceAt(const sql::Query &query);

inline constexpr QStringView kReportColumns =
    u"id, reporter, target_type, target, reason, seq, version, published_ms";
[[nodiscard]] QJsonObject reportAt(const sql::Query &query);

} // namespace preggo::server
