// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/server/content/world.h"

#include "protocol/json.h"
#include "server/services/scheduled_releases.h"

#include <QJsonDocument>
#include <QTest>

namespace preggo::test {

using namespace Qt::Literals::StringLiterals;
using namespace server;

namespace {

void must(bool done)
{
    if (!done)
        qFatal("the world of the test could not be made");
}

/// Whether a path is one of a template, and what stands in its places.
bool matches(const QByteArray &pattern, const QByteArray &path, QHash<QByteArray, QString> &params)
{
    const auto wanted = pattern.split('/');
    const auto given = path.split('/');
    if (wanted.size() != given.size())
        return false;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        if (wanted[i].startsWith('{'))
            params.insert(wanted[i].mid(1, wanted[i].size() - 2), QString::fromUtf8(given[i]));
        else if (wanted[i] != given[i])
            return false;
    }
    return true;
}

} // namespace

World::World(quint64 seed)
    : rng(seed)
{
    auto opened = openServerDatabase(u":memory:"_s);
    must(opened.has_value());
    db = std::move(*opened);
    must(migrateServerDatabase(*db).has_value());
    for (auto *who : {&owner, &coParent, &contributor, &viewer, &removed, &stranger})
        *who = person();
    family = rng.mintV7<FamilyId>(clock.wallMs());
    otherFamily = rng.mintV7<FamilyId>(clock.wallMs());
    all = StreamId::all(family);
    parents = StreamId::parents(family);
    otherAll = StreamId::all(otherFamily);
    makeFamily(family, owner);
    makeFamily(otherFamily, stranger);
    join(family, coParent, Role::CoParent);
    join(family, contributor, Role::Contributor);
    join(family, viewer, Role::Viewer);
    join(family, removed, Role::Contributor);
    remove(family, removed);
}

template <typename Work> void World::write(const Work &work)
{
    effects = {};
    sql::Transaction transaction(*db);
    must(transaction.begun().has_value());
    Context context{*db, clock, rng, effects};
    must(work(context).has_value());
    must(transaction.commit().has_value());
}

int World::releaseDue()
{
    int released = 0;
    write(
        [&](Context &context) { return releaseDuePosts(context).map([&](int count) { released = count; }); });
    return released;
}

Person World::person()
{
    const Person who{rng.mintV4<UserId>(), rng.mintV4<DeviceId>()};
    write([&](Context &context) { return createUserStream(context, who.user); });
    must(db->query(u"INSERT INTO device(id, user_id, name, created_ms, seen_ms) VALUES(?,?,'phone',0,0)"_s)
             .bind(who.device)
             .bind(who.user)
             .run()
             .has_value());
    return who;
}

void World::makeFamily(FamilyId id, const Person &parent)
{
    write([&](Context &context) {
        must(createFamilyStreams(context, id).has_value());
        must(db->query(
                   u"INSERT INTO pregnancy(id, name, due_date, created_ms) VALUES(?,'Bean','2027-02-01',?)"_s)
                 .bind(id)
                 .bind(clock.wallMs())
                 .run()
                 .has_value());
        return publishFamily(context, {parent.user, parent.device, {}}, id);
    });
    join(id, parent, Role::Owner);
}

void World::join(FamilyId to, const Person &who, Role role)
{
    write([&](Context &context) {
        must(db->query(u"INSERT INTO member(pregnancy_id, user_id, name, role, abilities, since_ms) "
                       u"VALUES(?,?,?,?,?,?)"
                       " ON CONFLICT(pregnancy_id, user_id) DO UPDATE SET until_ms=NULL, role=excluded.role,"
                       " abilities=excluded.abilities"_s)
                 .bind(to)
                 .bind(who.user)
                 .bind(toWire(role))
                 .bind(toWire(role))
                 .bind(qint64(defaultAbilities(role).bits))
                 .bind(clock.wallMs())
                 .run()
                 .has_value());
        return publishMember(context, {who.user, who.device, {}}, to, who.user);
    });
}

void World::remove(FamilyId from, const Person &who)
{
    write([&](Context &context) {
        must(db->query(u"UPDATE member SET until_ms=? WHERE pregnancy_id=? AND user_id=?"_s)
                 .bind(clock.wallMs())
                 .bind(from)
                 .bind(who.user)
                 .run()
                 .has_value());
        return publishMember(context, {who.user, who.device, {}}, from, who.user);
    });
}

void World::setAbilities(const Person &who, Abilities abilities)
{
    write([&](Context &context) {
        must(db->query(u"UPDATE member SET abilities=? WHERE pregnancy_id=? AND user_id=?"_s)
                 .bind(qint64(abilities.bits))
                 .bind(family)
                 .bind(who.user)
                 .run()
                 .has_value());
        return publishMember(context, {owner.user, owner.device, {}}, family, who.user);
    });
}

AudienceId World::audience(const QVector<Person> &listed)
{
    const auto id = rng.mintV7<AudienceId>(clock.wallMs());
    write([&](Context &context) {
        must(createAudienceStream(context, family, id).has_value());
        must(db->query(u"INSERT INTO audience(id, pregnancy_id, name, created_ms) VALUES(?,?,'close',0)"_s)
                 .bind(id)
                 .bind(family)
                 .run()
                 .has_value());
        QVector<UserId> touched;
        for (const auto &who : listed) {
            touched.append(who.user);
            must(db->query(u"INSERT INTO audience_member(audience_id, user_id) VALUES(?,?)"_s)
                     .bind(id)
                     .bind(who.user)
                     .run()
                     .has_value());
        }
        return publishAudience(context, {owner.user, owner.device, {}}, id, touched);
    });
    return id;
}

MediaId World::picture(const Person &uploader)
{
    const auto id = rng.mintV7<MediaId>(clock.wallMs());
    must(db->query(u"INSERT INTO media(id, pregnancy_id, uploader, width, height, sha256, placeholder, "
                   u"variants, state,"
                   " created_ms) VALUES(?,?,?,1200,900,?,?,'[]','stored',?)"_s)
             .bind(id)
             .bind(family)
             .bind(uploader.user)
             .bind(QByteArray(32, 'x'))
             .bind(QByteArray("tiny"))
             .bind(clock.wallMs())
             .run()
             .has_value());
    return id;
}

Action World::action(ActionKind kind, const StreamId &stream, EntityId entity, const QJsonObject &payload)
{
    Action made;
    made.opId = rng.mintV7<OpId>(clock.wallMs());
    made.kind = kind;
    made.stream = stream;
    made.entityId = entity;
    made.payload = payload;
    made.orderKey = orderKeyFor(kind, stream, entity, payload);
    made.occurredAtMs = clock.wallMs();
    return made;
}

Action World::newPost(
    const StreamId &stream, const QString &text, const QVector<MediaId> &media, PostKind kind)
{
    PostCreate payload;
    payload.kind = kind;
    payload.text = text;
    payload.media = media;
    return action(ActionKind::PostCreate, stream, rng.mintV7<EntityId>(clock.wallMs()), payload.toJson());
}

Action World::newComment(const StreamId &stream, PostId post, const QString &text, CommentId parent)
{
    CommentCreate payload;
    payload.post = post;
    payload.parent = parent;
    payload.text = text;
    return action(ActionKind::CommentCreate, stream, rng.mintV7<EntityId>(clock.wallMs()), payload.toJson());
}

Action World::react(const StreamId &stream, PostId post, const Person &who, std::optional<ReactionKind> kind)
{
    return action(ActionKind::ReactionSet, stream, idCast<EntityId>(reactionIdFor(post, who.user)),
        ReactionSet{post, kind}.toJson());
}

Response World::call(const Person &who, Method method, const QByteArray &path, const QString &query,
    const QByteArray &body, const QHash<QByteArray, QByteArray> &headers)
{
    Request request;
    request.method = method;
    request.path = path;
    request.query = QUrlQuery(query);
    request.body = body;
    request.headers = headers;
    request.principal = Principal{who.user, {}, who.device};
    for (const auto &route : std::as_const(m_routes)) {
        request.params.clear();
        if (route.method != method || !matches(route.path, path, request.params))
            continue;
        effects = {};
        sql::Transaction transaction(*db);
        must(transaction.begun().has_value());
        Context context{*db, clock, rng, effects};
        const Response response = route.handler(request, context);
        if (response.status < 500)
            must(transaction.commit().has_value());
        return response;
    }
    qFatal("no such route");
}

Response World::rawPush(const Person &who, const QVector<Action> &actions, DeviceId device)
{
    PushRequest request;
    request.device = device.isNull() ? who.device : device;
    request.actions = actions;
    QVector<StreamId> streams;
    for (const auto &item : actions)
        streams.append(item.stream);
    const auto known = heads(streams);
    for (auto it = known.begin(); it != known.end(); ++it)
        request.epochs.insert(it.key(), it->epoch);
    return call(who, Method::Post, "/api/v1/sync/push", {}, toJsonBytes(request.toJson()));
}

PushReply World::push(const Person &who, const QVector<Action> &actions)
{
    const auto response = rawPush(who, actions);
    must(response.status == 200);
    const auto reply = PushReply::fromJson(bodyOf(response));
    must(reply.has_value());
    return *reply;
}

PushResult World::pushOne(const Person &who, const Action &one)
{
    return push(who, {one}).results.value(0);
}

PostId World::posted(const Person &who, const StreamId &stream, const QString &text, PostKind kind)
{
    clock.advance(1'000);
    const auto create = newPost(stream, text, {}, kind);
    must(pushOne(who, create).status == PushStatus::Applied);
    return idCast<PostId>(create.entityId);
}

Heads World::heads(const QVector<StreamId> &streams)
{
    return headsOf(*db, streams).value_or(Heads());
}

ChangesPage World::changes(const Person &who, const StreamId &stream, qint64 after, int limit)
{
    const QString query =
        u"after=%1&limit=%2&epoch=%3"_s.arg(after).arg(limit).arg(heads({stream})[stream].epoch.toString());
    const auto response =
        call(who, Method::Get, "/api/v1/streams/" + stream.toString().toLatin1() + "/changes", query);
    must(response.status == 200);
    return ChangesPage::fromJson(bodyOf(response)).value();
}

SnapshotPage World::snapshot(const Person &who, const StreamId &stream)
{
    SnapshotPage whole;
    QString token;
    do {
        const auto response =
            call(who, Method::Get, "/api/v1/streams/" + stream.toString().toLatin1() + "/snapshot",
                token.isEmpty() ? QString() : u"page="_s + token);
        must(response.status == 200);
        const auto page = SnapshotPage::fromJson(bodyOf(response)).value();
        whole.epoch = page.epoch;
        whole.asOf = page.asOf;
        whole.items.append(page.items);
        token = page.next;
    } while (!token.isEmpty());
    return whole;
}

qint64 World::number(const QString &sql)
{
    auto query = db->query(sql);
    must(query.run().has_value() && query.next());
    return query.int64(0);
}

void Replica::apply(const QVector<ChangeItem> &items)
{
    const auto keyOf = [](EntityType type, const QString &id) { return toWire(type) + u'/' + id; };
    for (const auto &item : items) {
        const QString key = keyOf(item.type, item.id.toString());
        if (item.op == ChangeOp::Upsert) {
            if (item.seq > qint64(m_rows.value(key).value(u"seq").toDouble()) || !m_rows.contains(key))
                m_rows.insert(key, item.row);
            continue;
        }
        m_rows.removeIf([&](auto it) {
            const bool hangs = it.key() == key || it.value().value(u"post").toString() == item.id.toString();
            return hangs && qint64(it.value().value(u"seq").toDouble()) < item.seq;
        });
    }
}

QMap<QString, QJsonObject> Replica::visible() const
{
    QMap<QString, QJsonObject> seen;
    for (auto it = m_rows.begin(); it != m_rows.end(); ++it) {
        const bool isComment = it.key().startsWith(u"comment/");
        const bool tombstone = it.value()[u"deleted"].toBool() && !isComment;
        const bool takenBack = it.key().startsWith(u"reaction/") && it.value()[u"kind"].isNull();
        const auto post = it.value()[u"post"].toString();
        const bool ofPost = isComment || it.key().startsWith(u"reaction/") || it.key().startsWith(u"media/");
        const auto parent = m_rows.constFind(u"post/"_s + post);
        const bool orphan = ofPost && (parent == m_rows.cend() || (*parent)[u"deleted"].toBool());
        if (!tombstone && !takenBack && !orphan)
            seen.insert(it.key(), it.value());
    }
    return seen;
}

QJsonObject bodyOf(const Response &response)
{
    return response.body ? QJsonDocument::fromJson(*response.body).object() : QJsonObject();
}

ProblemCode codeOf(const Response &response)
{
    return Problem::fromJson(bodyOf(response)).code;
}

} // namespace preggo::test
