// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/action_queue.h"

#include "protocol/limits.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

const ActionQueue::Order kEmptyOrder;

template <typename Key>
const ActionQueue::Order &orderIn(const QHash<Key, ActionQueue::Order> &index, const Key &key)
{
    const auto it = index.constFind(key);
    return it == index.constEnd() ? kEmptyOrder : *it;
}

template <typename Key>
void removeFrom(QHash<Key, ActionQueue::Order> &index, const Key &key, qint64 localSeq)
{
    const auto it = index.find(key);
    if (it == index.end())
        return;
    it->erase(localSeq);
    if (it->empty())
        index.erase(it);
}

} // namespace

bool isCreate(ActionKind kind)
{
    return kind == ActionKind::PostCreate || kind == ActionKind::CommentCreate;
}

bool isDelete(ActionKind kind)
{
    return kind == ActionKind::PostDelete || kind == ActionKind::CommentDelete;
}

PostId postOf(const Action &action)
{
    switch (action.kind) {
    case ActionKind::PostCreate:
    case ActionKind::PostEdit:
    case ActionKind::PostDelete:
    case ActionKind::PostRestore:
    case ActionKind::PostMove:
    case ActionKind::PostHold:
    case ActionKind::PostRelease:
        return idCast<PostId>(action.entityId);
    case ActionKind::CommentCreate:
    case ActionKind::CommentEdit:
    case ActionKind::CommentDelete:
    case ActionKind::CommentRestore:
    case ActionKind::ReactionSet:
        return PostId::parse(action.payload[u"post"_s].toString()).value_or(PostId());
    case ActionKind::ReadMark:
    case ActionKind::FamilyUpdate:
    case ActionKind::FamilyPause:
    case ActionKind::ReportCreate:
    case ActionKind::PrefSet:
    case ActionKind::Unknown:
        return {};
    }
    Q_UNREACHABLE();
}

QVector<MediaId> mediaOf(const Action &action)
{
    QVector<MediaId> ids;
    if (action.kind != ActionKind::PostCreate && action.kind != ActionKind::PostEdit
        && action.kind != ActionKind::Unknown)
        return ids;
    for (const auto &value : action.payload[u"media"_s].toArray()) {
        if (const auto id = MediaId::parse(value.toString()))
            ids.append(*id);
    }
    return ids;
}

void ActionQueue::load(const OutboxContents &contents, qint64 steadyMs, qint64 wallMs)
{
    for (const auto &row : contents.actions) {
        Entry &entry = insert(row, true);
        // A wall clock that jumped must not hold an action back for years.
        entry.notBeforeMs = steadyMs + std::clamp<qint64>(row.nextAtMs - wallMs, 0, limits::kRetryCapMs);
    }
    for (const auto &row : contents.media)
        setMedia(row);
    m_lastLocalSeq = std::max(m_lastLocalSeq, contents.lastLocalSeq);
}

ActionQueue::Entry &ActionQueue::insert(ActionRow row, bool committed)
{
    const qint64 localSeq = row.localSeq;
    m_lastLocalSeq = std::max(m_lastLocalSeq, localSeq);
    Entry entry;
    entry.row = std::move(row);
    entry.committed = committed;
    Entry &stored = m_entries.insert_or_assign(localSeq, std::move(entry)).first->second;
    index(localSeq, stored);
    return stored;
}

void ActionQueue::erase(OpId op)
{
    const auto it = m_seqOf.constFind(op);
    if (it == m_seqOf.constEnd())
        return;
    const qint64 localSeq = *it;
    unindex(localSeq, m_entries.at(localSeq));
    m_entries.erase(localSeq);
}

void ActionQueue::putBack(const Entry &entry)
{
    erase(entry.row.action.opId);
    insert(entry.row, entry.committed) = entry;
}

bool ActionQueue::apply(OpId op, ActionEvent event)
{
    Entry *entry = find(op);
    const auto state = entry ? after(entry->row.state, event) : std::nullopt;
    if (!state)
        return false;
    const qint64 localSeq = entry->row.localSeq;
    unindexState(localSeq, *entry);
    entry->row.state = *state;
    indexState(localSeq, *entry);
    return true;
}

void ActionQueue::replacePayload(OpId op, const QJsonObject &payload)
{
    Entry *entry = find(op);
    if (entry && entry->row.sentCount == 0)
        entry->row.action.payload = payload;
}

ActionQueue::Entry *ActionQueue::find(OpId op)
{
    const auto it = m_seqOf.constFind(op);
    return it == m_seqOf.constEnd() ? nullptr : &m_entries.at(*it);
}

const ActionQueue::Entry *ActionQueue::find(OpId op) const
{
    const auto it = m_seqOf.constFind(op);
    return it == m_seqOf.constEnd() ? nullptr : &m_entries.at(*it);
}

void ActionQueue::index(qint64 localSeq, const Entry &entry)
{
    const Action &action = entry.row.action;
    m_seqOf.insert(action.opId, localSeq);
    if (const PostId post = postOf(action); !post.isNull())
        m_byPost[post].insert(localSeq);
    m_byEntity[action.entityId].insert(localSeq);
    if (action.kind == ActionKind::PostCreate)
        m_creates[action.stream.family()].insert(localSeq);
    for (const auto &need : action.needs)
        m_dependents[need].append(action.opId);
    indexState(localSeq, entry);
}

void ActionQueue::unindex(qint64 localSeq, const Entry &entry)
{
    const Action &action = entry.row.action;
    unindexState(localSeq, entry);
    for (const auto &need : action.needs) {
        m_dependents[need].removeAll(action.opId);
    }
    if (const PostId post = postOf(action); !post.isNull())
        removeFrom(m_byPost, post, localSeq);
    removeFrom(m_byEntity, action.entityId, localSeq);
    removeFrom(m_creates, action.stream.family(), localSeq);
    m_seqOf.remove(action.opId);
}

void ActionQueue::indexState(qint64 localSeq, const Entry &entry)
{
    const ActionRow &row = entry.row;
    ++m_counts[static_cast<size_t>(row.state)];
    if (row.state == ActionState::Queued || row.state == ActionState::Sending)
        m_lines[row.action.orderKey].insert(localSeq);
    if (row.state == ActionState::Queued)
        m_queued[row.action.stream.family()].insert(localSeq);
    if (row.state == ActionState::Queued && row.action.kind == ActionKind::FamilyPause)
        m_pauses.insert(localSeq);
    if (row.state == ActionState::Acked)
        m_acked.insert(localSeq);
}

void ActionQueue::unindexState(qint64 localSeq, const Entry &entry)
{
    const ActionRow &row = entry.row;
    --m_counts[static_cast<size_t>(row.state)];
    removeFrom(m_lines, row.action.orderKey, localSeq);
    removeFrom(m_queued, row.action.stream.family(), localSeq);
    m_acked.erase(localSeq);
    m_pauses.erase(localSeq);
}

const ActionQueue::Order &ActionQueue::ofPost(PostId post) const
{
    return orderIn(m_byPost, post);
}

const ActionQueue::Order &ActionQueue::ofEntity(EntityId entity) const
{
    return orderIn(m_byEntity, entity);
}

const ActionQueue::Order &ActionQueue::createsOf(FamilyId family) const
{
    return orderIn(m_creates, family);
}

const ActionQueue::Order &ActionQueue::line(const QString &orderKey) const
{
    return orderIn(m_lines, orderKey);
}

const ActionQueue::Order &ActionQueue::queuedOf(FamilyId family) const
{
    return orderIn(m_queued, family);
}

QVector<FamilyId> ActionQueue::familiesWithQueued() const
{
    QVector<FamilyId> families = m_queued.keys();
    std::sort(families.begin(), families.end());
    return families;
}

const ActionQueue::Entry *ActionQueue::createOf(EntityId entity) const
{
    const Entry *found = nullptr;
    for (const qint64 localSeq : ofEntity(entity)) {
        const Entry &entry = m_entries.at(localSeq);
        if (isCreate(entry.row.action.kind))
            found = &entry;
    }
    return found;
}

QVector<OpId> ActionQueue::dependentsOf(OpId op) const
{
    return m_dependents.value(op);
}

QVector<OpId> ActionQueue::withDependents(OpId op) const
{
    QVector<OpId> all{op};
    QSet<OpId> seen{op};
    for (qsizetype i = 0; i < all.size(); ++i) {
        for (const auto &dependent : dependentsOf(all[i])) {
            if (!seen.contains(dependent)) {
                seen.insert(dependent);
                all.append(dependent);
            }
        }
    }
    return all;
}

QVector<MediaOut> ActionQueue::mediaNoOtherNames(
    const QVector<MediaId> &media, const QVector<OpId> &but) const
{
    QSet<MediaId> named;
    for (const auto &[localSeq, entry] : m_entries) {
        if (media.isEmpty() || but.contains(entry.row.action.opId))
            continue;
        for (const auto &id : mediaOf(entry.row.action))
            named.insert(id);
    }
    QVector<MediaOut> rows;
    for (const auto &id : media) {
        if (const MediaOut *row = this->media(id); row && !named.contains(id))
            rows.append(*row);
    }
    return rows;
}

QVector<MediaId> ActionQueue::mediaOfAll(const QVector<OpId> &ops) const
{
    QVector<MediaId> ids;
    for (const auto &op : ops) {
        ids += mediaOf(find(op)->row.action);
    }
    return ids;
}

const MediaOut *ActionQueue::media(MediaId media) const
{
    const auto it = m_media.constFind(media);
    return it == m_media.constEnd() ? nullptr : &*it;
}

} // namespace preggo
