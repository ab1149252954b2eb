// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/entities.h"
#include "server/services/family_changes.h"

namespace preggo::server {

// Named lists of members. Each has a stream; who is put on a list or taken off gets a new membership
// row, because the streams that she may read have changed.

/// Those not deleted.
[[nodiscard]] Result<int> audiencesOf(sql::Database &db, FamilyId family);
/// Whose audience this is; nothing where there is none.
[[nodiscard]] Result<std::optional<FamilyId>> audienceFamily(sql::Database &db, AudienceId audience);
/// InvalidField where somebody on the list is no active member.
[[nodiscard]] Result<void> checkListed(sql::Database &db, FamilyId family, const QVector<UserId> &members);

[[nodiscard]] Result<void> insertAudience(Context &context, const Actor &actor, FamilyId family,
    AudienceId id, const QString &name, const QVector<UserId> &members);
[[nodiscard]] Result<void> updateAudience(Context &context, const Actor &actor, const Audience &before,
    const QString &name, const QVector<UserId> &members);
/// Rejected while posts live in its stream: they would be lost to everybody.
[[nodiscard]] Result<void> deleteAudience(
    Context &context, const Actor &actor, FamilyId family, const Audience &audience);

} // namespace preggo::server
