// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/apply.h"
#include "server/services/user_rows.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<void> checkOwnStream(const ActionRun &run)
{
    if (run.action.stream != StreamId::user(run.actor.user))
        return fail(ProblemCode::InvalidField, u"This belongs to your own stream."_s, u"stream"_s);
    return {};
}

/// Publishes the row that `text` finds for the person and `key`.
Result<void> publishOwn(ActionRun &run, EntityType type, EntityId id, qint64 seq, const QString &text,
    const QString &key, QJsonObject (*read)(const sql::Query &))
{
    QJsonObject row;
    {
        auto query = run.context.db.query(text);
        const auto found = first(query.bind(run.actor.user).bind(key));
        if (!found)
            return tl::make_unexpected(found.error());
        row = read(query);
    }
    return lift(publish(run.context, run.action.stream, {seq, type, id, ChangeOp::Upsert, row}));
}

Result<bool> hasRoomForPref(ActionRun &run, const QString &key)
{
    auto query = run.context.db.query(u"SELECT COUNT(*) FROM pref WHERE user_id=? AND key<>?"_s);
    return first(query.bind(run.actor.user).bind(key)).map([&](bool) {
        return query.int64(0) < limits::kPrefsPerUser;
    });
}

/// A max register: an older mark changes nothing.
Result<bool> isNewMark(ActionRun &run, const ReadMark &mark)
{
    auto query = run.context.db.query(
        u"SELECT post_published_ms, post_id, seq FROM read_mark WHERE user_id=? AND stream_id=?"_s);
    const auto found = first(query.bind(run.actor.user).bind(mark.stream));
    if (!found)
        return tl::make_unexpected(found.error());
    if (!*found)
        return true;
    const auto old = std::pair(query.int64(0), query.blob(1));
    if (old < std::pair(mark.publishedAtMs, mark.id.toBytes()))
        return true;
    run.settled.insert(run.action.stream, query.int64(2));
    return false;
}

} // namespace

Result<void> applyReadMark(ActionRun &run)
{
    const auto mark = ReadMark::fromJson(run.action.payload);
    if (!mark)
        return tl::make_unexpected(mark.error());
    if (auto own = checkOwnStream(run); !own)
        return own;
    const auto readable = mayRead(run.context.db, mark->stream, run.actor.user);
    if (!readable)
        return tl::make_unexpected(readable.error());
    if (!*readable)
        return fail(ProblemCode::NotFound);
    const auto isNew = isNewMark(run, *mark);
    if (!isNew || !*isNew)
        return isNew.map([](bool) {});
    const EntityId id = registerIdFor(run.actor.user, run.action.orderKey);
    const auto seq = run.nextSeq(run.action.stream, EntityType::ReadMark, id);
    if (!seq)
        return tl::make_unexpected(seq.error());
    auto query = run.context.db.query(
        u"INSERT INTO read_mark(user_id, stream_id, id, post_published_ms, post_id, seq, version, "
        u"published_ms)"
        " VALUES(?,?,?,?,?,?,1,?) ON CONFLICT(user_id, stream_id) DO UPDATE SET"
        " post_published_ms=excluded.post_published_ms, post_id=excluded.post_id, seq=excluded.seq,"
        " version=version+1, published_ms=excluded.published_ms"_s);
    query.bind(run.actor.user).bind(mark->stream).bind(id).bind(mark->publishedAtMs).bind(mark->id);
    if (auto done = preggo::server::run(query.bind(*seq).bind(run.now())); !done)
        return done;
    static const QString text =
        selectText(kReadMarkColumns, u"FROM read_mark WHERE user_id=? AND stream_id=?");
    return publishOwn(run, EntityType::ReadMark, id, *seq, text, mark->stream.toString(), readMarkAt);
}

Result<void> applyPrefSet(ActionRun &run)
{
    const auto pref = PrefSet::fromJson(run.action.payload);
    if (!pref)
        return tl::make_unexpected(pref.error());
    if (auto own = checkOwnStream(run); !own)
        return own;
    const auto room = hasRoomForPref(run, pref->key);
    if (!room)
        return tl::make_unexpected(room.error());
    if (!*room)
        return fail(ProblemCode::LimitReached);
    const EntityId id = registerIdFor(run.actor.user, run.action.orderKey);
    const auto seq = run.nextSeq(run.action.stream, EntityType::Pref, id);
    if (!seq)
        return tl::make_unexpected(seq.error());
    const QByteArray value = QJsonDocument(QJsonArray{pref->value}).toJson(QJsonDocument::Compact);
    auto query = run.context.db.query(
        u"INSERT INTO pref(user_id, key, id, value, seq, version, published_ms) VALUES(?,?,?,?,?,1,?)"
        " ON CONFLICT(user_id, key) DO UPDATE SET value=excluded.value, seq=excluded.seq, version=version+1,"
        " published_ms=excluded.published_ms"_s);
    query.bind(run.actor.user).bind(pref->key).bind(id).bind(QString::fromUtf8(value)).bind(*seq);
    if (auto done = preggo::server::run(query.bind(run.now())); !done)
        return done;
    static const QString text = selectText(kPrefColumns, u"FROM pref WHERE user_id=? AND key=?");
    return publishOwn(run, EntityType::Pref, id, *seq, text, pref->key, prefAt);
}

} // namespace preggo::server
