// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/cache/access_cache.h"
#include "server/cache/head_table.h"
#include "server/services/service.h"

namespace preggo::server {

/// Where memory stood before a read of the database began. What changed since is not remembered.
struct ReadStamp
{
    quint64 access = 0;
    quint64 heads = 0;
};

/// Who may read which streams, and how far they are: from memory where it is known, else from the
/// database. Safe from any thread; the database is the calling thread's.
class AccessDirectory
{
public:
    AccessDirectory();

    /// From memory; nothing where it is not known there. Never blocks.
    [[nodiscard]] std::optional<QVector<StreamId>> remembered(FamilyId family, UserId user) const;
    /// Take it before the reading transaction begins.
    [[nodiscard]] ReadStamp stamp() const;
    /// The readable streams, from memory or the database; empty for those who are no members.
    [[nodiscard]] Result<QVector<StreamId>> readable(
        sql::Database &db, ReadStamp stamp, FamilyId family, UserId user);
    /// Those of `wanted` that the user may read.
    [[nodiscard]] Result<QVector<StreamId>> readableOf(
        sql::Database &db, ReadStamp stamp, UserId user, const QVector<StreamId> &wanted);
    /// The heads of streams, from memory or the database. Unknown streams are left out.
    [[nodiscard]] Result<Heads> heads(sql::Database &db, ReadStamp stamp, const QVector<StreamId> &streams);
    /// The heads that memory holds.
    [[nodiscard]] Heads rememberedHeads(const QVector<StreamId> &streams) const;
    [[nodiscard]] const HeadTable &headTable() const { return m_heads; }
    /// After COMMIT and before anything is told: forgets what changed, raises the heads.
    void committed(const Effects &effects);
    /// Another process made a backup perhaps: what is durable of the streams in memory.
    void backedUp(const Heads &heads) { m_heads.backedUp(heads); }

private:
    AccessCache m_access;
    HeadTable m_heads;
};

} // namespace preggo::server
