// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/sim/convergence.h"

#include "server/services/change_log.h"

namespace preggo::sim {

using namespace Qt::Literals::StringLiterals;

namespace {

// Pairs of questions that must have one answer: the server's tables, and the device's rows in JSON.
struct Question
{
    const char *what;
    QString server;
    QString cache;
};

const QVector<Question> &questions()
{
    static const QVector<Question> all{
        {"posts",
            u"SELECT id, seq || '/' || version || '/' || text || '/' || reaction_count || '/' || "
            u"comment_count"
            " FROM post WHERE stream_id=? AND deleted_ms IS NULL"_s,
            u"SELECT id, seq || '/' || version || '/' || json_extract(row,'$.text') || '/' || reaction_count "
            u"|| '/' ||"
            " comment_count FROM post WHERE stream_id=? AND deleted=0"_s},
        {"comments",
            u"SELECT c.id, c.seq || '/' || c.version || '/' || c.text FROM comment c JOIN post p ON "
            u"p.id=c.post_id"
            " WHERE c.stream_id=? AND c.deleted_ms IS NULL AND p.deleted_ms IS NULL"_s,
            u"SELECT c.id, c.seq || '/' || c.version || '/' || json_extract(c.row,'$.text') FROM comment c"
            " JOIN post p ON p.id=c.post AND p.stream_id=c.stream_id"
            " WHERE c.stream_id=? AND c.deleted=0 AND p.deleted=0"_s},
        {"reactions",
            u"SELECT r.id, r.seq || '/' || r.version FROM reaction r JOIN post p ON p.id=r.post_id"
            " WHERE r.stream_id=? AND r.kind IS NOT NULL AND p.deleted_ms IS NULL"_s,
            u"SELECT r.id, r.seq || '/' || r.version FROM reaction r JOIN post p ON p.id=r.post AND"
            " p.stream_id=r.stream_id WHERE r.stream_id=? AND r.kind IS NOT NULL AND p.deleted=0"_s},
        {"members",
            u"SELECT user_id, seq || '/' || version || '/' || role FROM member WHERE 'p:' || lower(substr("
            "hex(pregnancy_id),1,8) || '-' || substr(hex(pregnancy_id),9,4) || '-' || "
            "substr(hex(pregnancy_id),13,4)"
            " || '-' || substr(hex(pregnancy_id),17,4) || '-' || substr(hex(pregnancy_id),21)) || ':all' = ?"_s,
            u"SELECT id, seq || '/' || version || '/' || json_extract(row,'$.role') FROM member WHERE stream_id=?"_s},
    };
    return all;
}

QString count(sql::Database &db, const QString &text)
{
    auto query = db.query(text);
    return query.run() && query.next() ? query.text(0) : u"?"_s;
}

} // namespace

Convergence::Convergence(Verdict &verdict, const Cast &cast, const PrivacyBook &privacy, SimServer &server)
    : m_verdict(verdict)
    , m_cast(cast)
    , m_privacy(privacy)
    , m_server(server)
{ }

QVector<StreamId> Convergence::readable(UserId user) const
{
    QVector<StreamId> streams{StreamId::user(user)};
    for (const auto &family : m_cast.families) {
        for (const auto &stream : family.streams()) {
            if (m_privacy.mayRead(stream, user))
                streams.append(stream);
        }
    }
    return streams;
}

QString Convergence::lag(SimDevice &device) const
{
    const auto states = device.cache().streams();
    if (!states)
        return u"its cache cannot be read"_s;
    QHash<StreamId, StreamState> known;
    for (const auto &state : *states)
        known.insert(state.stream, state);
    const auto wanted = readable(device.user);
    const auto heads = server::headsOf(m_server.database(), wanted);
    for (const auto &stream : wanted) {
        const auto state = known.value(stream);
        const auto head = heads->value(stream);
        if (state.epoch != head.epoch)
            return u"%1 is of another epoch"_s.arg(stream.toString());
        if (state.cursor != head.head || !state.backfill.isEmpty())
            return u"%1 is at %2 of %3"_s.arg(stream.toString()).arg(state.cursor).arg(head.head);
    }
    for (const auto &state : *states) {
        if (!wanted.contains(state.stream))
            return u"%1 is still followed"_s.arg(state.stream.toString());
    }
    return {};
}

Convergence::Rows Convergence::read(sql::Database &db, const QString &text, const StreamId &stream)
{
    Rows rows;
    auto query = db.query(text);
    if (!query.bind(stream.toString()).run())
        rows.insert("error", u"the question could not be asked"_s);
    while (query.next())
        rows.insert(query.blob(0), query.text(1));
    return rows;
}

void Convergence::compareRows(SimDevice &device, const StreamId &stream, const char *what,
    const QString &serverSql, const QString &cacheSql) const
{
    const Rows theirs = read(m_server.database(), serverSql, stream);
    const Rows ours = read(device.cache().database(), cacheSql, stream);
    if (theirs == ours)
        return;
    QString difference;
    for (auto it = theirs.begin(); it != theirs.end() && difference.isEmpty(); ++it) {
        if (ours.value(it.key()) != it.value())
            difference = u"%1: “%2” instead of “%3”"_s.arg(
                QString::fromLatin1(it.key().toHex()), ours.value(it.key()), it.value());
    }
    for (auto it = ours.begin(); it != ours.end() && difference.isEmpty(); ++it) {
        if (!theirs.contains(it.key()))
            difference = u"%1: “%2” is too much"_s.arg(QString::fromLatin1(it.key().toHex()), it.value());
    }
    m_verdict.violated(u"I11: %1 of %2 differ on device %3: %4"_s.arg(
        QLatin1String(what), stream.toString(), QString::number(device.index), difference));
}

void Convergence::compare(SimDevice &device) const
{
    for (const auto &stream : readable(device.user)) {
        if (stream.kind() == StreamId::Kind::User)
            continue;
        for (const auto &question : questions())
            compareRows(device, stream, question.what, question.server, question.cache);
    }
    const QString wrong = count(device.cache().database(),
        u"SELECT count(*) FROM post p WHERE p.deleted=0 AND (p.reaction_count<>(SELECT count(*) FROM "
        u"reaction r WHERE"
        " r.stream_id=p.stream_id AND r.post=p.id AND r.kind IS NOT NULL) OR p.comment_count<>(SELECT "
        "count(*) FROM"
        " comment c WHERE c.stream_id=p.stream_id AND c.post=p.id AND c.deleted=0))"_s);
    if (wrong != u"0")
        m_verdict.violated(u"I21: %1 posts of device %2 count wrongly"_s.arg(wrong).arg(device.index));
}

void Convergence::checkServer() const
{
    auto &db = m_server.database();
    const QString wrong = count(db,
        u"SELECT count(*) FROM post p WHERE p.deleted_ms IS NULL AND (p.reaction_count<>(SELECT count(*) "
        u"FROM reaction"
        " r WHERE r.post_id=p.id AND r.kind IS NOT NULL) OR p.comment_count<>(SELECT count(*) FROM comment c "
        "WHERE"
        " c.post_id=p.id AND c.deleted_ms IS NULL))"_s);
    if (wrong != u"0")
        m_verdict.violated(u"I21: %1 posts of the server count wrongly"_s.arg(wrong));
    const QString gaps = count(db,
        u"SELECT count(*) FROM stream s WHERE s.min_seq=0 AND s.head_seq<>(SELECT count(*) FROM change c "
        u"WHERE"
        " c.stream_id=s.stream_id)"_s);
    if (gaps != u"0")
        m_verdict.violated(u"I8: %1 streams have gaps"_s.arg(gaps));
    const QString both = count(
        db, u"SELECT count(*) FROM op WHERE status='rejected' AND op_id IN (SELECT op_id FROM change)"_s);
    if (both != u"0")
        m_verdict.violated(u"I5: %1 refused actions took effect"_s.arg(both));
    const QString strayed = count(
        db, u"SELECT count(*) FROM comment c JOIN post p ON p.id=c.post_id WHERE c.stream_id<>p.stream_id"_s);
    if (strayed != u"0")
        m_verdict.violated(u"I23: %1 comments are in another stream than their post"_s.arg(strayed));
}

int Convergence::compareView(SimDevice &device) const
{
    int stale = 0;
    for (const auto &family : m_cast.families) {
        auto *window = device.window(family.id);
        if (!window || !window->atNewest() || !window->atOldest() || window->loading()
            || window->newCount() > 0)
            continue;
        FeedQuery query;
        query.family = family.id;
        query.limit = limits::kFeedPageMax;
        const auto page = device.cache().feedPage(query);
        if (!page || page->cards.size() >= limits::kFeedPageMax)
            continue;
        QSet<PostId> expected;
        for (auto card : page->cards) {
            device.engine().overlay().fold(card);
            if (!card.post.deleted)
                expected.insert(card.post.id);
        }
        for (const auto &card : device.engine().overlay().ownPending(family.id))
            expected.insert(card.post.id);
        QSet<PostId> shown;
        for (const auto &card : window->rows())
            shown.insert(card.post.id);
        for (const auto &post : std::as_const(expected)) {
            if (!shown.contains(post))
                m_verdict.violated(
                    u"I12: device %1 does not show post %2"_s.arg(device.index).arg(post.toString()));
        }
        stale += int((shown - expected).size());
    }
    return stale;
}

} // namespace preggo::sim
