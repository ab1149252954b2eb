// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/payloads.h"
#include "protocol/sync_messages.h"
#include "server/data/server_database.h"
#include "server/services/content_routes.h"
#include "server/services/family_changes.h"
#include "storage/sql/transaction.h"
#include "tests/support/fake_clock.h"

#include <QHash>

namespace preggo::test {

/// One person with one device.
struct Person
{
    UserId user;
    DeviceId device;
};

/// A server without a shell: a database in memory, the routes of content, a family with a member of
/// each role, somebody who was removed and a stranger with a family of her own. Repeatable by its seed.
class World
{
public:
    explicit World(quint64 seed = 1);

    // People
    Person owner, coParent, contributor, viewer, removed, stranger;
    FamilyId family, otherFamily;
    StreamId all, parents, otherAll;

    [[nodiscard]] Person person();
    void join(FamilyId to, const Person &who, Role role);
    void remove(FamilyId from, const Person &who);
    void setAbilities(const Person &who, Abilities abilities);
    [[nodiscard]] AudienceId audience(const QVector<Person> &listed);
    [[nodiscard]] MediaId picture(const Person &uploader);

    // Actions, with everything filled in
    [[nodiscard]] Action action(
        ActionKind kind, const StreamId &stream, EntityId entity, const QJsonObject &payload = {});
    [[nodiscard]] Action newPost(const StreamId &stream, const QString &text = QStringLiteral("hello"),
        const QVector<MediaId> &media = {}, PostKind kind = PostKind::Update);
    [[nodiscard]] Action newComment(const StreamId &stream, PostId post,
        const QString &text = QStringLiteral("hi"), CommentId parent = {});
    [[nodiscard]] Action react(
        const StreamId &stream, PostId post, const Person &who, std::optional<ReactionKind> kind);

    // Requests. Writes run in a transaction that commits below 500, like the shell's.
    server::Response call(const Person &who, server::Method method, const QByteArray &path,
        const QString &query = {}, const QByteArray &body = {},
        const QHash<QByteArray, QByteArray> &headers = {});
    server::Response rawPush(const Person &who, const QVector<Action> &actions, DeviceId device = {});
    /// A push that must be answered with 200.
    PushReply push(const Person &who, const QVector<Action> &actions);
    /// The result of one action.
    PushResult pushOne(const Person &who, const Action &action);
    /// Creates a post and returns its id.
    PostId posted(const Person &who, const StreamId &stream, const QString &text = QStringLiteral("hello"),
        PostKind kind = PostKind::Update);

    /// From now on answers about streams hold so much.
    void setPageSizes(const server::PageSizes &sizes) { m_routes = server::contentRoutes(sizes); }
    /// What maintenance does: how many posts went out.
    int releaseDue();
    [[nodiscard]] Heads heads(const QVector<StreamId> &streams);
    [[nodiscard]] ChangesPage changes(
        const Person &who, const StreamId &stream, qint64 after, int limit = 500);
    /// All pages of a snapshot, one after another.
    [[nodiscard]] SnapshotPage snapshot(const Person &who, const StreamId &stream);
    [[nodiscard]] qint64 number(const QString &sql);

    FakeClock clock;
    SeededRng rng;
    std::unique_ptr<sql::Database> db;
    server::Effects effects; ///< of the last call

private:
    void makeFamily(FamilyId id, const Person &owner);
    template <typename Work> void write(const Work &work);
    QVector<server::Route> m_routes = server::contentRoutes();
};

/// What a reader of a stream sees: rows by type and id. Rows apply by seq, as docs/sync.md says.
class Replica
{
public:
    void apply(const QVector<ChangeItem> &items);
    /// Without tombstones, taken-back reactions and what hangs on deleted posts.
    [[nodiscard]] QMap<QString, QJsonObject> visible() const;

private:
    QMap<QString, QJsonObject> m_rows;
};

[[nodiscard]] QJsonObject bodyOf(const server::Response &response);
[[nodiscard]] ProblemCode codeOf(const server::Response &response);

} // namespace preggo::test
