// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/coalesce.h"

#include "protocol/payloads.h"

#include <algorithm>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Its row is on the disk too: a write that is still under way may fail, and what was merged into it would go
/// with it.
bool isUnsent(const ActionQueue::Entry &entry)
{
    return entry.committed && entry.row.state == ActionState::Queued && entry.row.sentCount == 0;
}

/// What a change to a payload of another version means is not known here.
bool isChangeable(const ActionQueue::Entry &entry)
{
    return isUnsent(entry) && entry.row.action.v == infoOf(entry.row.action.kind).version;
}

/// The last entry of the action's line, where it may still be changed.
const ActionQueue::Entry *unsentTail(const ActionQueue &queue, const Action &action)
{
    const auto &line = queue.line(action.orderKey);
    if (line.empty())
        return nullptr;
    const auto &tail = queue.at(*line.rbegin());
    return isChangeable(tail) ? &tail : nullptr;
}

bool sameKindAndEntity(const Action &a, const Action &b)
{
    return a.kind == b.kind && a.entityId == b.entityId && a.stream == b.stream;
}

Coalescing replace(const ActionQueue::Entry &target, QJsonObject payload)
{
    Coalescing result;
    result.kind = Coalescing::Kind::Replace;
    result.target = target.row.action.opId;
    result.payload = std::move(payload);
    return result;
}

QJsonObject overwritten(QJsonObject base, const QJsonObject &changes)
{
    for (auto it = changes.begin(); it != changes.end(); ++it)
        base[it.key()] = it.value();
    return base;
}

/// The server never had it and will not get it: a delete has nothing to take back there. What is parked
/// would keep its delete waiting for ever.
bool isMoot(const ActionQueue::Entry &create)
{
    return isUnsent(create) || (create.row.state == ActionState::Parked && create.row.surelyNotApplied());
}

/// Such a create and all that hangs on it vanish with their delete.
Coalescing cancelCreate(const ActionQueue &queue, const Action &action)
{
    const auto *create = queue.createOf(action.entityId);
    if (!create || !isMoot(*create))
        return {};
    Coalescing result;
    result.kind = Coalescing::Kind::Cancel;
    result.cancelled = queue.withDependents(create->row.action.opId);
    const bool allUnsent = std::all_of(result.cancelled.cbegin(), result.cancelled.cend(), [&](OpId op) {
        const auto *entry = queue.find(op);
        return entry->committed && entry->row.surelyNotApplied();
    });
    return allUnsent ? result : Coalescing();
}

Coalescing mergeEdit(const ActionQueue &queue, const Action &action)
{
    const auto *tail = unsentTail(queue, action);
    const auto *create = queue.createOf(action.entityId);
    if (create && isChangeable(*create) && (!tail || tail == create))
        return replace(*create, overwritten(create->row.action.payload, action.payload));
    if (tail && sameKindAndEntity(tail->row.action, action))
        return replace(*tail, overwritten(tail->row.action.payload, action.payload));
    return {};
}

/// A restore undoes a delete that was never sent, and the other way round.
Coalescing cancelOpposite(const ActionQueue &queue, const Action &action, ActionKind opposite)
{
    const auto *tail = unsentTail(queue, action);
    if (!tail || tail->row.action.kind != opposite || tail->row.action.entityId != action.entityId)
        return {};
    Coalescing result;
    result.kind = Coalescing::Kind::Cancel;
    result.cancelled = {tail->row.action.opId};
    return result;
}

Coalescing highestMark(const ActionQueue &queue, const Action &action)
{
    const auto *tail = unsentTail(queue, action);
    if (!tail)
        return {};
    const auto published = [](const QJsonObject &mark) { return mark[u"published_at"_s].toDouble(); };
    const QJsonObject &old = tail->row.action.payload;
    return replace(*tail, published(old) >= published(action.payload) ? old : action.payload);
}

Coalescing lastStays(const ActionQueue &queue, const Action &action)
{
    const auto *tail = unsentTail(queue, action);
    return tail && sameKindAndEntity(tail->row.action, action) ? replace(*tail, action.payload)
                                                               : Coalescing();
}

} // namespace

Coalescing coalesce(const ActionQueue &queue, const Action &action)
{
    if (action.kind == ActionKind::PostRestore)
        return cancelOpposite(queue, action, ActionKind::PostDelete);
    if (action.kind == ActionKind::CommentRestore)
        return cancelOpposite(queue, action, ActionKind::CommentDelete);
    switch (infoOf(action.kind).whileUnsent) {
    case WhileUnsent::Stays:
        return {};
    case WhileUnsent::Merges:
        return mergeEdit(queue, action);
    case WhileUnsent::LastStays:
        return lastStays(queue, action);
    case WhileUnsent::HighestStays:
        return highestMark(queue, action);
    case WhileUnsent::CancelsCreate:
        return cancelCreate(queue, action);
    }
    Q_UNREACHABLE();
}

} // namespace preggo
