// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/json.h"
#include "storage/cache.h"
#include "storage/outbox.h"

#include <QTemporaryDir>

namespace preggo::test {

template <typename Id> [[nodiscard]] Id sampleId(int number)
{
    return Id(QUuid::fromString(
        QStringLiteral("{00000000-0000-7000-8000-%1}").arg(number, 12, 16, QLatin1Char('0'))));
}

inline const UserId kSelf = sampleId<UserId>(1);
inline const UserId kOther = sampleId<UserId>(2);
inline const FamilyId kFamily = sampleId<FamilyId>(10);
inline const StreamId kAll = StreamId::all(kFamily);
inline const EpochId kEpoch = sampleId<EpochId>(20);
inline constexpr qint64 kDayMs = 24LL * 3600 * 1000;
inline constexpr qint64 kStartMs = 1'750'000'000'000;

[[nodiscard]] inline ChangeItem item(
    EntityType type, EntityId id, qint64 seq, QJsonObject row, qint64 version = 0)
{
    row[QStringLiteral("seq")] = seq;
    row[QStringLiteral("version")] = version > 0 ? version : seq;
    return {seq, type, id, ChangeOp::Upsert, row};
}

[[nodiscard]] inline ChangeItem postItem(int number, qint64 seq, qint64 publishedAtMs,
    PostKind kind = PostKind::Update, bool deleted = false, qint64 version = 0)
{
    Post post;
    post.id = sampleId<PostId>(number);
    post.author = kOther;
    post.kind = kind;
    post.text = QStringLiteral("Post %1").arg(number);
    post.deleted = deleted;
    post.stamp.publishedAtMs = publishedAtMs;
    return item(EntityType::Post, idCast<EntityId>(post.id), seq, post.toJson(), version);
}

[[nodiscard]] inline ChangeItem commentItem(int number, int post, qint64 seq, bool deleted = false)
{
    Comment comment;
    comment.id = sampleId<CommentId>(number);
    comment.post = sampleId<PostId>(post);
    comment.author = kOther;
    comment.text = QStringLiteral("Comment %1").arg(number);
    comment.deleted = deleted;
    comment.stamp.publishedAtMs = kStartMs + number;
    return item(EntityType::Comment, idCast<EntityId>(comment.id), seq, comment.toJson());
}

[[nodiscard]] inline ChangeItem reactionItem(
    UserId user, int post, qint64 seq, std::optional<ReactionKind> kind)
{
    const auto id = reactionIdFor(sampleId<PostId>(post), user);
    return item(EntityType::Reaction, idCast<EntityId>(id), seq,
        Reaction{id, {}, sampleId<PostId>(post), user, kind}.toJson());
}

/// A cache that has joined one family's stream and read nothing yet: on disk, or at `place`.
struct CacheFixture
{
    QTemporaryDir dir;
    const QString place;
    std::unique_ptr<Cache> cache;
    qint64 cursor = 0;

    explicit CacheFixture(const QString &at = {})
        : place(at)
    {
        open();
        join();
    }
    [[nodiscard]] QString path() const
    {
        return place.isEmpty() ? dir.filePath(QStringLiteral("cache.db")) : place;
    }
    void open() { cache = std::move(Cache::open(path(), kSelf)->cache); }
    void join()
    {
        cursor = 0;
        static_cast<void>(cache->applySnapshot(kAll, {kEpoch, 0, {}, {}}, true, kStartMs));
    }
    /// As if it had just been made.
    void forget()
    {
        for (const auto table : {"stream", "post", "comment", "reaction", "media", "month"})
            static_cast<void>(cache->database().exec(QStringLiteral("DELETE FROM ") + QLatin1String(table)));
        join();
    }
    /// Applies items as the next page of changes, up to `to` or the last seq.
    ApplyReport apply(const QVector<ChangeItem> &items, qint64 to = 0)
    {
        for (const auto &each : items)
            to = qMax(to, each.seq);
        const auto report = cache->applyChanges(kAll, {kEpoch, cursor, to, to, false, items}, kStartMs);
        cursor = report->state.cursor;
        return *report;
    }
    /// Rows of a push reply that speaks of the epoch in use.
    sql::Outcome<ApplyReport> applyRows(const QVector<StreamChange> &rows)
    {
        Heads heads;
        for (const auto &row : rows)
            heads.insert(row.stream, {kEpoch, row.item.seq, row.item.seq});
        return cache->applyRows(rows, heads);
    }
    [[nodiscard]] qint64 count(const QString &sql)
    {
        auto query = cache->database().query(sql);
        return query.run() && query.next() ? query.int64(0) : -1;
    }
};

[[nodiscard]] inline ActionRow actionRow(int number, ActionState state = ActionState::Queued)
{
    ActionRow row;
    row.action.opId = sampleId<OpId>(number);
    row.action.kind = ActionKind::PostCreate;
    row.action.stream = kAll;
    row.action.entityId = sampleId<EntityId>(1000 + number);
    row.action.orderKey = order_key::post(idCast<PostId>(row.action.entityId));
    row.action.payload = {{QStringLiteral("kind"), QStringLiteral("update")},
        {QStringLiteral("text"), QStringLiteral("Words %1").arg(number)}};
    row.action.occurredAtMs = kStartMs;
    row.localSeq = number;
    row.state = state;
    row.createdMs = kStartMs;
    return row;
}

} // namespace preggo::test
