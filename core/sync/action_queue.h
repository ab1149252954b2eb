// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/sync/transitions.h"
#include "storage/outbox.h"

#include <QHash>
#include <QVector>

#include <array>
#include <map>
#include <set>

namespace preggo {

/// Whether the kind makes something new, whose text must survive a refusal on screen.
[[nodiscard]] bool isCreate(ActionKind kind);
/// Whether the kind takes away what a create of the same entity made.
[[nodiscard]] bool isDelete(ActionKind kind);
/// The post that the action shows on: its target, or that of its comment or reaction. Null for others.
[[nodiscard]] PostId postOf(const Action &action);

/// The actions of outbox.db in memory, in the order of local_seq. Every change of state passes the guard
/// of transitions.h. It does no I/O: the caller writes what it changed. Main thread.
class ActionQueue
{
public:
    struct Entry
    {
        ActionRow row;
        bool committed = false; ///< its row is safe on disk; only then may it be sent
        qint64 notBeforeMs = 0; ///< steady clock
        int serverErrors = 0; ///< 5xx while it was alone in its push and others passed in between
        qint64 deliveriesSeen = 0; ///< the dispatcher's deliveries when that was counted last
        int rebases = 0; ///< in a row: the server spoke of another history than the one read
        bool closed = false; ///< its stream went while it was SENDING: it cannot be QUEUED again
        qint64 baseSeq = 0; ///< of its entity in action.stream, as far as reports told
    };
    using Order = std::set<qint64>;

    /// Takes over what was stored. Persisted times become steady ones, no further than kRetryCapMs ahead.
    void load(const OutboxContents &contents, qint64 steadyMs, qint64 wallMs);

    [[nodiscard]] qint64 takeLocalSeq() { return ++m_lastLocalSeq; }
    Entry &insert(ActionRow row, bool committed);
    void erase(OpId op);
    /// The entry as it was, in place of what stands under its op id now.
    void putBack(const Entry &entry);
    /// Applies the event; false, and nothing changed, where it cannot happen in the entry's state.
    bool apply(OpId op, ActionEvent event);
    /// For an unsent entry: other content, same op id and place.
    void replacePayload(OpId op, const QJsonObject &payload);

    [[nodiscard]] Entry *find(OpId op);
    [[nodiscard]] const Entry *find(OpId op) const;
    [[nodiscard]] const Entry &at(qint64 localSeq) const { return m_entries.at(localSeq); }
    [[nodiscard]] Entry &at(qint64 localSeq) { return m_entries.at(localSeq); }
    [[nodiscard]] const std::map<qint64, Entry> &entries() const { return m_entries; }
    [[nodiscard]] qsizetype size() const { return static_cast<qsizetype>(m_entries.size()); }

    /// Entries that show on the post.
    [[nodiscard]] const Order &ofPost(PostId post) const;
    [[nodiscard]] const Order &ofEntity(EntityId entity) const;
    /// The family's post.create entries.
    [[nodiscard]] const Order &createsOf(FamilyId family) const;
    /// QUEUED and SENDING entries of the line.
    [[nodiscard]] const Order &line(const QString &orderKey) const;
    /// All QUEUED entries of a family, or of the person's own stream (null id).
    [[nodiscard]] const Order &queuedOf(FamilyId family) const;
    [[nodiscard]] QVector<FamilyId> familiesWithQueued() const;
    [[nodiscard]] const Order &acked() const { return m_acked; }
    /// QUEUED family.pause entries of all families: they overtake everything.
    [[nodiscard]] const Order &queuedPauses() const { return m_pauses; }
    /// The create of this entity, in whatever state; null where there is none.
    [[nodiscard]] const Entry *createOf(EntityId entity) const;
    /// Entries that need this one directly.
    [[nodiscard]] QVector<OpId> dependentsOf(OpId op) const;
    /// This one and all that need it, directly or not: what makes no sense without it.
    [[nodiscard]] QVector<OpId> withDependents(OpId op) const;

    [[nodiscard]] int countOf(ActionState state) const { return m_counts[static_cast<size_t>(state)]; }

    void setMedia(const MediaOut &row) { m_media.insert(row.mediaId, row); }
    void dropMedia(MediaId media) { m_media.remove(media); }
    [[nodiscard]] const MediaOut *media(MediaId media) const;
    /// The ids of the pictures that these actions, all of them here, name.
    [[nodiscard]] QVector<MediaId> mediaOfAll(const QVector<OpId> &ops) const;
    /// Those of `media` that no entry names, `but` these.
    [[nodiscard]] QVector<MediaOut> mediaNoOtherNames(
        const QVector<MediaId> &media, const QVector<OpId> &but) const;
    [[nodiscard]] const QHash<MediaId, MediaOut> &allMedia() const { return m_media; }

private:
    void index(qint64 localSeq, const Entry &entry);
    void unindex(qint64 localSeq, const Entry &entry);
    void indexState(qint64 localSeq, const Entry &entry);
    void unindexState(qint64 localSeq, const Entry &entry);

    std::map<qint64, Entry> m_entries;
    QHash<OpId, qint64> m_seqOf;
    QHash<PostId, Order> m_byPost;
    QHash<EntityId, Order> m_byEntity;
    QHash<FamilyId, Order> m_creates;
    QHash<QString, Order> m_lines;
    QHash<FamilyId, Order> m_queued;
    QHash<OpId, QVector<OpId>> m_dependents;
    Order m_acked;
    Order m_pauses;
    std::array<int, 5> m_counts{};
    QHash<MediaId, MediaOut> m_media;
    qint64 m_lastLocalSeq = 0;
};

/// The ids of the pictures that an action's payload names.
[[nodiscard]] QVector<MediaId> mediaOf(const Action &action);

} // namespace preggo
