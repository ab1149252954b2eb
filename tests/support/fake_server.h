// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/http_transport.h"
#include "protocol/sync_messages.h"
#include "tests/support/fake_clock.h"

#include <QHash>
#include <QMap>
#include <QSet>

#include <functional>
#include <map>

namespace preggo::test {

/// The server's side of docs/sync.md in memory, as small as the client's tests allow: a ledger, streams
/// with contiguous seqs, changes, snapshots. It checks no rights but membership.
class FakeServer
{
public:
    explicit FakeServer(FakeClock &clock);
    /// The same server, in the time of another clock.
    FakeServer(const FakeServer &other, FakeClock &clock)
        : FakeServer(other)
    {
        m_clock = &clock;
    }

    FamilyId addFamily(const QVector<UserId> &members);
    void removeMember(FamilyId family, UserId user);
    /// Makes somebody a member again.
    void letIn(FamilyId family, UserId user);
    /// As if restored from a backup: everything after `seq` never happened, and the epoch is new.
    void restoreTo(const StreamId &stream, qint64 seq);
    /// Changes up to here can no longer be asked for.
    void compact(const StreamId &stream, qint64 minSeq);

    [[nodiscard]] HttpAnswer handle(const HttpRequest &request, UserId user);

    /// Writes as another member would, without a push.
    PostId addPost(FamilyId family, UserId author, const QString &text);
    /// One more picture of a post.
    MediaId addPicture(FamilyId family, UserId author, PostId post);
    CommentId addComment(FamilyId family, UserId author, PostId post, const QString &text);
    void putMedia(FamilyId family, const Media &media);
    void react(FamilyId family, UserId author, PostId post, std::optional<ReactionKind> kind);
    void removePost(FamilyId family, PostId post);
    void moveOut(const StreamId &from, PostId post);

    [[nodiscard]] Heads headsOf(UserId user) const;
    [[nodiscard]] qint64 head(const StreamId &stream) const { return m_streams.at(stream).head; }
    [[nodiscard]] EpochId epoch(const StreamId &stream) const { return m_streams.at(stream).epoch; }
    /// Live rows of a type.
    [[nodiscard]] QVector<QJsonObject> rows(const StreamId &stream, EntityType type) const;
    /// Frames since `after`, as the hub would have sent them.
    [[nodiscard]] QVector<StreamFrame> framesAfter(const StreamId &stream, qint64 after) const;

    /// Decides over an action before it is applied: a problem refuses it, transient ones make it retry.
    std::function<std::optional<Problem>(const Action &)> judge;
    /// Post ids over which the server falls.
    QSet<EntityId> poison;
    qint64 durableLag = 0; ///< how far `durable` is behind the head
    int applied = 0; ///< effects of actions
    int pushes = 0;
    int requests = 0;
    int snapshotPage = 50;

private:
    struct Stream
    {
        EpochId epoch;
        qint64 head = 0;
        qint64 minSeq = 0;
        QMap<qint64, ChangeItem> log;
        QHash<EntityId, ChangeItem> rows;
    };
    struct Known
    {
        QByteArray fingerprint;
        PushResult result;
        StreamId stream;
        qint64 seq = 0;
    };

    [[nodiscard]] HttpAnswer push(const HttpRequest &request, UserId user);
    [[nodiscard]] HttpAnswer changes(const StreamId &stream, const QString &query);
    [[nodiscard]] HttpAnswer snapshot(const StreamId &stream, const QString &query);
    [[nodiscard]] PushResult run(const Action &action, UserId user);
    [[nodiscard]] PushResult applyAction(const Action &action, UserId user);
    [[nodiscard]] std::optional<Problem> apply(const Action &action, UserId user, PushResult &result);
    ChangeItem write(const StreamId &stream, EntityType type, EntityId id, QJsonObject row);
    [[nodiscard]] QJsonObject rowOf(const StreamId &stream, EntityId id) const;
    [[nodiscard]] bool mayRead(const StreamId &stream, UserId user) const;
    void writeMembership(FamilyId family, UserId user, bool removed);

    FakeClock *m_clock;
    std::map<StreamId, Stream> m_streams;
    QHash<FamilyId, QSet<UserId>> m_members;
    QHash<OpId, Known> m_ledger;
    int m_minted = 0;
};

[[nodiscard]] HttpAnswer jsonAnswer(int status, const QJsonObject &json);
[[nodiscard]] HttpAnswer problemAnswer(const Problem &problem);
/// A repeatable id.
template <typename Id> [[nodiscard]] Id numbered(int number)
{
    return Id(QUuid::fromString(
        QStringLiteral("{00000000-0000-7000-8000-%1}").arg(number, 12, 16, QLatin1Char('0'))));
}

} // namespace preggo::test
