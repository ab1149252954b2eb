// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/services/change_log.h"

namespace preggo::server {

// What members, audiences and families look like to their readers. A service writes the row of the
// table first, then calls one of these, in the same savepoint: they take the seq, raise the version,
// publish, and record in Effects whose rights changed.

/// Makes the streams p:<family>:all and p:<family>:parents.
[[nodiscard]] Result<void> createFamilyStreams(Context &context, FamilyId family);
/// Makes p:<family>:a:<audience>.
[[nodiscard]] Result<void> createAudienceStream(Context &context, FamilyId family, AudienceId audience);
/// Makes u:<user>.
[[nodiscard]] Result<void> createUserStream(Context &context, UserId user);

/// After INSERT or UPDATE of a row of `pregnancy`.
[[nodiscard]] Result<void> publishFamily(Context &context, const Actor &actor, FamilyId family);
/// After INSERT or UPDATE of a row of `member`, removal (until_ms) included. Publishes the member in
/// p:<family>:all and the membership in the person's own stream.
[[nodiscard]] Result<void> publishMember(Context &context, const Actor &actor, FamilyId family, UserId user);
/// After INSERT or UPDATE of a row of `audience` or its lists. `touched` are the people who were put on
/// the list or taken off; for a new or deleted audience the parents too.
[[nodiscard]] Result<void> publishAudience(
    Context &context, const Actor &actor, AudienceId audience, const QVector<UserId> &touched);

/// Family and membership as they travel; nothing where there is no row.
[[nodiscard]] Result<std::optional<Family>> familyRow(sql::Database &db, FamilyId family, bool forParents);
[[nodiscard]] Result<std::optional<Member>> memberRow(sql::Database &db, FamilyId family, UserId user);
[[nodiscard]] Result<std::optional<Membership>> membershipRow(
    sql::Database &db, FamilyId family, UserId user);
[[nodiscard]] Result<std::optional<Audience>> audienceRow(sql::Database &db, AudienceId audience);

} // namespace preggo::server
