// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/entities.h"
#include "storage/sql/database.h"

namespace preggo::server {

// What a family's streams and the u: streams hold beside posts: the columns of each table, and the
// function that reads them in that order.

inline constexpr QStringView kFamilyColumns =
    u"id, name, due_date, share_due_date, zone, pause, seq, version,"
    u" parents_seq, parents_version, created_ms";
/// `forParents` gives the row of p:<family>:parents, which always has the due date.
[[nodiscard]] Family familyAt(const sql::Query &query, bool forParents);

inline constexpr QStringView kMemberColumns =
    u"user_id, name, relation, role, abilities, seq, version, since_ms, until_ms";
[[nodiscard]] Member memberAt(const sql::Query &query);

inline constexpr QStringView kMembershipColumns =
    u"pregnancy_id, role, abilities, streams, removed, seq, version, published_ms";
[[nodiscard]] Membership membershipAt(const sql::Query &query);

inline constexpr QStringView kAudienceColumns = u"id, name, seq, version, created_ms, deleted_ms";
/// Without its members: see audienceMembers().
[[nodiscard]] Audience audienceAt(const sql::Query &query);
[[nodiscard]] Result<QVector<UserId>> audienceMembers(sql::Database &db, AudienceId audience);

} // namespace preggo::server
