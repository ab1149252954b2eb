// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/action_runner.h"

#include "server/services/apply.h"
#include "server/services/family_changes.h"
#include "storage/sql/transaction.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

ActionRunner::ActionRunner(Context &context, UserId user, DeviceId device)
    : m_context(context)
    , m_user(user)
    , m_device(device)
{ }

Result<std::optional<LedgerEntry>> ActionRunner::known(OpId op)
{
    if (const auto it = m_ledger.constFind(op); it != m_ledger.cend())
        return *it;
    auto entry = ledgerEntry(m_context.db, op);
    if (entry)
        m_ledger.insert(op, *entry);
    return entry;
}

Result<const MemberAccess *> ActionRunner::member(FamilyId family)
{
    auto it = m_members.find(family);
    if (it == m_members.end()) {
        auto access = memberAccess(m_context.db, family, m_user);
        if (!access)
            return tl::make_unexpected(access.error());
        it = m_members.insert(family, std::move(*access));
    }
    return it->has_value() ? &**it : nullptr;
}

/// Her own, or one of a family in which she is or was: a late copy of what she was refused may arrive when
/// she has been let in again.
Result<bool> ActionRunner::knows(const StreamId &stream) const
{
    if (stream.kind() == StreamId::Kind::User)
        return stream.userId() == m_user;
    return memberRow(m_context.db, stream.family(), m_user).map([](const auto &row) {
        return row.has_value();
    });
}

Result<bool> ActionRunner::mayRead(const StreamId &stream)
{
    if (stream.kind() == StreamId::Kind::User)
        return stream.userId() == m_user;
    const auto access = member(stream.family());
    if (!access)
        return tl::make_unexpected(access.error());
    return *access && preggo::server::mayRead(**access, stream);
}

PushResult ActionRunner::repeat(const Action &action, const LedgerEntry &entry) const
{
    PushResult result;
    result.opId = action.opId;
    result.status = PushStatus::Rejected;
    if (entry.user != m_user) {
        // Somebody else's operation looks like one that does not exist.
        result.problem = makeProblem(ProblemCode::NotFound);
    } else if (entry.fingerprint != action.fingerprint()) {
        result.problem = makeProblem(ProblemCode::KeyReused);
    } else {
        result.status = entry.status == PushStatus::Applied ? PushStatus::Duplicate : PushStatus::Rejected;
        result.seqs = entry.seqs;
        result.problem = entry.problem;
    }
    return result;
}

PushResult ActionRunner::run(const Action &action)
{
    PushResult result;
    result.opId = action.opId;
    const auto entry = known(action.opId);
    if (entry && *entry)
        return repeat(action, **entry);
    const QByteArray fingerprint = action.fingerprint();
    auto done = entry ? runNew(action, fingerprint) : Result<PushResult>(tl::make_unexpected(entry.error()));
    if (done)
        return *done;
    return refuse(action, fingerprint, done.error());
}

PushResult ActionRunner::refuse(const Action &action, const QByteArray &fingerprint, const Problem &problem)
{
    PushResult result;
    result.opId = action.opId;
    result.status = PushStatus::Retry;
    result.problem = problem;
    if (problem.isTransient())
        return result;
    if (problem.code == ProblemCode::NotFound) {
        const auto known = knows(action.stream);
        if (!known) {
            result.problem = known.error();
            return result;
        }
        if (!*known) { // a stranger: the same as no such family, and no ledger row
            result.status = PushStatus::Rejected;
            return result;
        }
    }
    const auto rejected = reject(action, fingerprint, problem);
    if (rejected)
        return *rejected;
    result.problem = rejected.error();
    return result;
}

Result<PushResult> ActionRunner::runNew(const Action &action, const QByteArray &fingerprint)
{
    const auto readable = mayRead(action.stream);
    if (!readable)
        return tl::make_unexpected(readable.error());
    if (!*readable)
        return fail(ProblemCode::NotFound);
    const MemberAccess *access = nullptr;
    if (!action.stream.family().isNull())
        access = member(action.stream.family()).value_or(nullptr);

    Effects effects;
    Context inner{m_context.db, m_context.clock, m_context.rng, effects};
    sql::Savepoint savepoint(m_context.db);
    ActionRun actionRun{inner, action, {m_user, m_device, action.opId}, access, {}};
    if (auto applied = apply(actionRun); !applied)
        return tl::make_unexpected(applied.error());
    PushResult result;
    result.opId = action.opId;
    result.status = PushStatus::Applied;
    for (auto it = actionRun.settled.cbegin(); it != actionRun.settled.cend(); ++it) {
        if (mayRead(it.key()).value_or(false))
            result.seqs.insert(it.key(), it.value());
    }
    collect(effects, result);
    if (auto stored = remember(action, fingerprint, result); !stored)
        return tl::make_unexpected(stored.error());
    if (auto released = lift(savepoint.release()); !released)
        return tl::make_unexpected(released.error());
    m_context.effects.merge(std::move(effects));
    return result;
}

void ActionRunner::collect(const Effects &effects, PushResult &result)
{
    for (const auto &change : effects.published) {
        // What an action writes where its sender cannot read is not for her: not even the seq.
        if (!mayRead(change.stream).value_or(false))
            continue;
        result.entities.append({change.stream, change.item});
        qint64 &seq = result.seqs[change.stream];
        seq = std::max(seq, change.item.seq);
    }
}

Result<PushResult> ActionRunner::reject(
    const Action &action, const QByteArray &fingerprint, const Problem &problem)
{
    PushResult result;
    result.opId = action.opId;
    result.status = PushStatus::Rejected;
    result.problem = problem;
    return remember(action, fingerprint, result).map([&] { return result; });
}

Result<void> ActionRunner::remember(
    const Action &action, const QByteArray &fingerprint, const PushResult &result)
{
    LedgerEntry entry{action.opId, m_user, toWire(action.kind), fingerprint, result.status, result.seqs,
        result.problem, m_context.clock.wallMs()};
    if (auto stored = writeLedger(m_context, entry, m_device, action.stream.family()); !stored)
        return stored;
    m_ledger.insert(action.opId, entry);
    return {};
}

Result<bool> ownsDevice(sql::Database &db, UserId user, DeviceId device)
{
    auto query = db.query(u"SELECT 1 FROM device WHERE id=? AND user_id=? AND removed_ms IS NULL"_s);
    return first(query.bind(device).bind(user));
}

} // namespace preggo::server
