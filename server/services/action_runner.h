// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/services/access.h"
#include "server/services/ledger.h"

#include <QHash>

#include <optional>

namespace preggo::server {

/// Runs the actions of one request of one person, one after another: ledger, membership, savepoint,
/// rules, ledger (docs/sync.md, section 8). Push and the doors for single actions all come through here.
/// Lives on the writer's stack for one request.
class ActionRunner
{
public:
    ActionRunner(Context &context, UserId user, DeviceId device);

    /// What the ledger has about an operation; asked of the database once.
    [[nodiscard]] Result<std::optional<LedgerEntry>> known(OpId op);
    /// Whether the person may read a stream; memberships are asked of the database once.
    [[nodiscard]] Result<bool> mayRead(const StreamId &stream);

    /// Never fails as a call: what goes wrong is the result's status and problem. A problem that is not
    /// final leaves no trace in the database.
    [[nodiscard]] PushResult run(const Action &action);

private:
    [[nodiscard]] Result<const MemberAccess *> member(FamilyId family);
    [[nodiscard]] Result<bool> knows(const StreamId &stream) const;
    [[nodiscard]] PushResult refuse(
        const Action &action, const QByteArray &fingerprint, const Problem &problem);
    [[nodiscard]] PushResult repeat(const Action &action, const LedgerEntry &entry) const;
    [[nodiscard]] Result<PushResult> runNew(const Action &action, const QByteArray &fingerprint);
    [[nodiscard]] Result<void> remember(
        const Action &action, const QByteArray &fingerprint, const PushResult &result);
    [[nodiscard]] Result<PushResult> reject(
        const Action &action, const QByteArray &fingerprint, const Problem &problem);
    void collect(const Effects &effects, PushResult &result);

    Context &m_context;
    UserId m_user;
    DeviceId m_device;
    QHash<OpId, std::optional<LedgerEntry>> m_ledger;
    QHash<FamilyId, std::optional<MemberAccess>> m_members;
};

/// Whether the device is one of the person's, and not removed.
[[nodiscard]] Result<bool> ownsDevice(sql::Database &db, UserId user, DeviceId device);

} // namespace preggo::server
