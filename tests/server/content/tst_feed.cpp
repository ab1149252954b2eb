// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/server/content/world.h"

#include "protocol/json.h"
#include "server/services/media_rows.h"

#include <QJsonArray>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace preggo;
using namespace preggo::test;
using namespace preggo::server;
using namespace Qt::Literals::StringLiterals;

/// GET /api/v1/feed/family/{pregnancy_id} and the doors for single actions.
class FeedTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsAreNotMultiplied();
    void cardsAreWhole();
    void cardsSayWhatTheStreamSays();
    void pagesStayWhereTheyAre_data();
    void pagesStayWhereTheyAre();
    void engagementOrders();
    void filtersByKind();
    void showsWhatTheAskerMayRead();
    void bytesDoNotDependOnTheReader();
    void refusesNonsense_data();
    void refusesNonsense();
    void outsidersGet404();
    void doorsRunTheSameRules();
    void batchHasAResultEach();
    void batchIsFencedByEpoch();
    void batchKeepsTheOrderOfAKey();

private:
    static QJsonObject feed(World &w, const Person &who, const QString &query = {})
    {
        const auto response = w.call(who, Method::Get, pathOf(w), query);
        return response.status == 200 ? bodyOf(response) : QJsonObject();
    }
    static QByteArray pathOf(const World &w)
    {
        return "/api/v1/feed/family/" + w.family.toString().toLatin1();
    }
    static Response batch(World &w, const Person &who, const QJsonArray &actions)
    {
        const QJsonObject epochs{{w.all.toString(), w.heads({w.all})[w.all].epoch.toString()}};
        return w.call(who, Method::Post, "/api/v1/batch", {},
            toJsonBytes({{u"epochs"_s, epochs}, {u"actions"_s, actions}}));
    }
    static QStringList idsOf(const QJsonObject &page)
    {
        QStringList ids;
        const auto posts = page[u"posts"].toArray();
        for (const auto &post : posts)
            ids.append(post[u"id"].toString());
        return ids;
    }
};

void FeedTest::countsAreNotMultiplied()
{
    World w;
    const auto post = w.posted(w.owner, w.all);
    for (const auto &who : {w.owner, w.coParent, w.viewer})
        w.pushOne(who, w.react(w.all, post, who, ReactionKind::Love));
    for (int i = 0; i < 4; ++i)
        w.pushOne(w.viewer, w.newComment(w.all, post, u"no. %1"_s.arg(i)));
    const auto card = feed(w, w.viewer)[u"posts"][0].toObject();
    QCOMPARE(card[u"reaction_count"].toInt(), 3);
    QCOMPARE(card[u"comment_count"].toInt(), 4);
    QCOMPARE(card[u"reactions"].toArray().size(), 3);
    QCOMPARE(card[u"comments"].toArray().size(), 2);
    // Taking back, changing and deleting are counted too.
    w.pushOne(w.owner, w.react(w.all, post, w.owner, std::nullopt));
    w.pushOne(w.viewer, w.react(w.all, post, w.viewer, ReactionKind::Hug));
    const auto last = card[u"comments"][1].toObject()[u"id"].toString();
    w.pushOne(w.viewer,
        w.action(ActionKind::CommentDelete, w.all, *EntityId::parse(last), {{u"post"_s, post.toString()}}));
    const auto after = feed(w, w.viewer)[u"posts"][0].toObject();
    QCOMPARE(after[u"reaction_count"].toInt(), 2);
    QCOMPARE(after[u"comment_count"].toInt(), 3);
    QCOMPARE(after[u"comments"].toArray().size(), 2);
}

void FeedTest::cardsAreWhole()
{
    World w;
    const QVector<MediaId> media{w.picture(w.owner), w.picture(w.owner)};
    auto create = w.newPost(w.all, u"two"_s, {media[1], media[0]});
    QCOMPARE(w.pushOne(w.owner, create).status, PushStatus::Applied);
    const auto post = idCast<PostId>(create.entityId);
    QStringList texts;
    for (int i = 0; i < 3; ++i) {
        w.clock.advance(10);
        w.pushOne(w.viewer, w.newComment(w.all, post, QString::number(i)));
    }
    const auto card = feed(w, w.viewer)[u"posts"][0].toObject();
    QVERIFY(Post::fromJson(card).has_value());
    QCOMPARE(card[u"stream"].toString(), w.all.toString());
    QCOMPARE(card[u"media_items"][0][u"id"].toString(), media[1].toString()); // in the order of the post
    QCOMPARE(card[u"media_items"][1][u"id"].toString(), media[0].toString());
    QCOMPARE(card[u"comments"][0][u"text"].toString(), u"1"_s); // the newest two, oldest first
    QCOMPARE(card[u"comments"][1][u"text"].toString(), u"2"_s);
}

/// Cards are written without the entities' toJson(): member by member they must be the same.
void FeedTest::cardsSayWhatTheStreamSays()
{
    World w;
    const QString hostile = u"\"quotes\" back\\slash\nline\ttab \u0001 é 👶 [{:,"_s;
    PostCreate create{PostKind::Milestone, hostile, {w.picture(w.owner)}, QDate(2026, 3, 1), 20,
        {w.viewer.user}, u"first \"kick\""_s};
    const QString variants =
        variantsText({{u"w150"_s, u"jpeg"_s, 150, 113, 2907}, {u"w150"_s, u"webp"_s, 150, 113, 1378}});
    QVERIFY(w.db->exec(u"UPDATE media SET alt='a \"hill\"', variants='%1'"_s.arg(variants)).has_value());
    const auto made =
        w.action(ActionKind::PostCreate, w.all, w.rng.mintV7<EntityId>(w.clock.wallMs()), create.toJson());
    const auto post = idCast<PostId>(made.entityId);
    auto comment = w.newComment(w.all, post, hostile);
    CommentCreate answer{post, idCast<CommentId>(comment.entityId), hostile, {w.owner.user}};
    const auto second = w.rng.mintV7<EntityId>(w.clock.wallMs());
    PostEdit edit;
    edit.text = hostile + u'!';
    w.push(w.owner,
        {made, w.action(ActionKind::PostEdit, w.all, made.entityId, edit.toJson()), comment,
            w.action(ActionKind::CommentCreate, w.all, second, answer.toJson()),
            w.action(ActionKind::CommentEdit, w.all, second,
                {{u"post"_s, post.toString()}, {u"text"_s, u"other"_s}})});
    QHash<QString, QJsonObject> rows;
    for (const auto &item : w.changes(w.viewer, w.all, 0).items)
        rows.insert(item.id.toString(), item.row);
    auto card = feed(w, w.viewer)[u"posts"][0].toObject();
    const auto comments = card.take(u"comments").toArray();
    QCOMPARE(comments.size(), 2);
    for (const auto &each : comments)
        QCOMPARE(each.toObject(), rows[each[u"id"].toString()]);
    const auto picture = card.take(u"media_items")[0].toObject();
    QCOMPARE(picture[u"variants"].toArray().size(), 2);
    QCOMPARE(picture, rows[picture[u"id"].toString()]);
    for (const auto extra : {u"stream", u"reactions", u"reaction_count", u"comment_count"})
        QVERIFY(!card.take(QStringView(extra)).isUndefined());
    QVERIFY(card.contains(u"edited_at"));
    QCOMPARE(card, rows[post.toString()]);
}

void FeedTest::pagesStayWhereTheyAre_data()
{
    QTest::addColumn<QString>("query");
    QTest::newRow("by time") << u""_s;
    QTest::newRow("by engagement") << u"&sort_by=engagement"_s;
}

/// Nobody's page shifts while others write: each post that was there appears once.
void FeedTest::pagesStayWhereTheyAre()
{
    QFETCH(QString, query);
    World w;
    const auto close = StreamId::audience(w.family, w.audience({w.viewer}));
    QSet<QString> expected;
    for (int i = 0; i < 53; ++i) {
        const auto stream = i % 3 ? w.all : close;
        const auto post = w.posted(w.owner, stream);
        if (i % 4 == 0)
            w.pushOne(w.owner, w.react(stream, post, w.owner, ReactionKind::Wow));
        expected.insert(post.toString());
    }
    QString cursor;
    QStringList seen;
    int pages = 0;
    do {
        const auto page =
            feed(w, w.viewer, u"limit=7"_s + query + (cursor.isEmpty() ? QString() : u"&cursor="_s + cursor));
        seen += idsOf(page);
        cursor = page[u"next_cursor"].toString();
        w.posted(w.owner, w.all); // at the top by time, at the end of what has no reactions otherwise
        ++pages;
    } while (!cursor.isEmpty() && pages < 50);
    QCOMPARE(QSet<QString>(seen.begin(), seen.end()).size(), seen.size());
    QVERIFY(QSet<QString>(seen.begin(), seen.end()).contains(expected));
}

void FeedTest::engagementOrders()
{
    World w;
    const auto quiet = w.posted(w.owner, w.all);
    const auto discussed = w.posted(w.owner, w.all);
    const auto loved = w.posted(w.owner, w.all);
    const auto newest = w.posted(w.owner, w.all);
    w.pushOne(w.viewer, w.newComment(w.all, discussed)); // 5
    for (const auto &who : {w.owner, w.viewer})
        w.pushOne(who, w.react(w.all, loved, who, ReactionKind::Love)); // 4
    QCOMPARE(idsOf(feed(w, w.viewer, u"sort_by=engagement"_s)),
        (QStringList{discussed.toString(), loved.toString(), newest.toString(), quiet.toString()}));
    QCOMPARE(idsOf(feed(w, w.viewer)),
        (QStringList{newest.toString(), loved.toString(), discussed.toString(), quiet.toString()}));
}

void FeedTest::filtersByKind()
{
    World w;
    const auto scan = w.posted(w.owner, w.all, u"scan"_s, PostKind::Ultrasound);
    w.posted(w.owner, w.all);
    QCOMPARE(idsOf(feed(w, w.viewer, u"filter_type=ultrasound"_s)), QStringList{scan.toString()});
    QCOMPARE(idsOf(feed(w, w.viewer, u"filter_type=ultrasound&sort_by=engagement"_s)),
        QStringList{scan.toString()});
    QVERIFY(idsOf(feed(w, w.viewer, u"filter_type=week"_s)).isEmpty());
    QCOMPARE(idsOf(feed(w, w.viewer, u"filter_type=all"_s)).size(), 2);
}

void FeedTest::showsWhatTheAskerMayRead()
{
    World w;
    const auto close = StreamId::audience(w.family, w.audience({w.viewer}));
    const auto everybody = w.posted(w.owner, w.all);
    const auto listed = w.posted(w.owner, close);
    const auto held = w.posted(w.owner, w.parents);
    const auto gone = w.posted(w.owner, w.all);
    w.pushOne(w.owner, w.action(ActionKind::PostDelete, w.all, idCast<EntityId>(gone)));
    for (const auto &sort : {u""_s, u"sort_by=engagement"_s}) {
        QCOMPARE(idsOf(feed(w, w.contributor, sort)), QStringList{everybody.toString()});
        QCOMPARE(idsOf(feed(w, w.viewer, sort)), (QStringList{listed.toString(), everybody.toString()}));
        QCOMPARE(idsOf(feed(w, w.coParent, sort)),
            (QStringList{held.toString(), listed.toString(), everybody.toString()}));
    }
}

void FeedTest::bytesDoNotDependOnTheReader()
{
    World w;
    const auto post = w.posted(w.contributor, w.all);
    w.pushOne(w.viewer, w.react(w.all, post, w.viewer, ReactionKind::Joy));
    const auto one = w.call(w.contributor, Method::Get, pathOf(w));
    const auto other = w.call(w.viewer, Method::Get, pathOf(w));
    QCOMPARE(*one.body, *other.body);
    QCOMPARE(one.headers, other.headers);
    // Another set of streams is another key, even where the posts are the same.
    const auto parent = w.call(w.owner, Method::Get, pathOf(w));
    QCOMPARE(*parent.body, *one.body);
    QVERIFY(parent.headers != one.headers);
    bool isPrivate = false;
    for (const auto &[name, value] : one.headers)
        isPrivate = isPrivate || (name == "cache-control" && value == "private, max-age=0, must-revalidate");
    QVERIFY(isPrivate);
}

void FeedTest::refusesNonsense_data()
{
    QTest::addColumn<QString>("query");
    for (const auto &query : {u"limit=0"_s, u"limit=101"_s, u"limit=ten"_s, u"cursor=AAAA"_s, u"cursor=%00"_s,
             u"sort_by=luck"_s, u"filter_type=';DROP TABLE post;--"_s})
        QTest::newRow(qPrintable(query)) << query;
}

void FeedTest::refusesNonsense()
{
    QFETCH(QString, query);
    World w;
    const auto response = w.call(w.owner, Method::Get, pathOf(w), query);
    QCOMPARE(response.status, 422);
    QVERIFY(!bodyOf(response)[u"field"].toString().isEmpty());
}

void FeedTest::outsidersGet404()
{
    World w;
    const auto unknown =
        w.call(w.owner, Method::Get, "/api/v1/feed/family/" + w.rng.mintV4<FamilyId>().toString().toLatin1());
    for (const auto &who : {w.stranger, w.removed}) {
        const auto response = w.call(who, Method::Get, pathOf(w), u"limit=nonsense"_s);
        QCOMPARE(response.status, 404);
        QCOMPARE(*response.body, *unknown.body);
    }
    QCOMPARE(w.call(w.owner, Method::Get, "/api/v1/feed/family/nonsense").status, 404);
}

void FeedTest::doorsRunTheSameRules()
{
    World w;
    const QByteArray key = w.rng.mintV7<OpId>(0).toString().toLatin1();
    const QByteArray body = toJsonBytes({{u"pregnancy_id"_s, w.family.toString()}, {u"kind"_s, u"update"_s},
        {u"text"_s, u"through the door"_s}});
    const auto post = [&](const Person &who, const QByteArray &idempotency) {
        return w.call(who, Method::Post, "/api/v1/posts/", {}, body, {{"idempotency-key", idempotency}});
    };
    QCOMPARE(post(w.owner, key).status, 201);
    QCOMPARE(post(w.owner, key).status, 200);
    QCOMPARE(w.number(u"SELECT COUNT(*) FROM post"_s), 1);
    QCOMPARE(post(w.viewer, w.rng.mintV7<OpId>(0).toString().toLatin1()).status, 403);
    QCOMPARE(post(w.stranger, w.rng.mintV7<OpId>(0).toString().toLatin1()).status, 404);
    QCOMPARE(post(w.owner, "nonsense").status, 422);
    const auto id = feed(w, w.owner)[u"posts"][0][u"id"].toString();
    const auto react = [&](const QJsonValue &kind) {
        return w
            .call(w.viewer, Method::Post, "/api/v1/feed/reactions", {},
                toJsonBytes({{u"pregnancy_id"_s, w.family.toString()}, {u"post"_s, id}, {u"kind"_s, kind}}))
            .status;
    };
    QCOMPARE(react(u"love"_s), 200);
    QCOMPARE(react(u"love"_s), 200);
    QCOMPARE(w.number(u"SELECT reaction_count FROM post"_s), 1);
    QCOMPARE(react(QJsonValue()), 200);
    QCOMPARE(w.number(u"SELECT reaction_count FROM post"_s), 0);
    QCOMPARE(react(u"angry"_s), 422);
}

void FeedTest::batchHasAResultEach()
{
    World w;
    const auto good = w.newPost(w.all);
    const auto refused = w.action(
        ActionKind::FamilyUpdate, w.otherAll, idCast<EntityId>(w.otherFamily), {{u"name"_s, u"Mine"_s}});
    const QJsonObject typeless{{u"op_id"_s, w.rng.mintV7<OpId>(1).toString()},
        {u"url"_s, u"/api/v1/anything"_s}, {u"method"_s, u"DELETE"_s}};
    const auto response = batch(w, w.owner, {good.toJson(), typeless, refused.toJson()});
    QCOMPARE(response.status, 200);
    const auto results = bodyOf(response)[u"results"].toArray();
    QCOMPARE(results.size(), 3);
    QCOMPARE(results[0][u"status"].toString(), u"applied"_s);
    QCOMPARE(results[1][u"status"].toString(), u"rejected"_s);
    QCOMPARE(results[2][u"problem"][u"status"].toInt(), 404);
}

void FeedTest::batchIsFencedByEpoch()
{
    World w;
    const QJsonArray actions{w.newPost(w.all).toJson()};
    const auto unnamed =
        w.call(w.owner, Method::Post, "/api/v1/batch", {}, toJsonBytes({{u"actions"_s, actions}}));
    QCOMPARE(unnamed.status, 409);
    QCOMPARE(codeOf(unnamed), ProblemCode::EpochChanged);
    QCOMPARE(w.number(u"SELECT count(*) FROM post"_s), 0);
    // The refusal says which epoch it is.
    QCOMPARE(bodyOf(unnamed)[u"heads"][w.all.toString()][u"epoch"].toString(),
        w.heads({w.all})[w.all].epoch.toString());
    QCOMPARE(batch(w, w.owner, actions).status, 200);
    // A repetition is answered whatever the epoch.
    const auto again =
        w.call(w.owner, Method::Post, "/api/v1/batch", {}, toJsonBytes({{u"actions"_s, actions}}));
    QCOMPARE(bodyOf(again)[u"results"][0][u"status"].toString(), u"duplicate"_s);
}

void FeedTest::batchKeepsTheOrderOfAKey()
{
    World w;
    const PostId post = w.posted(w.owner, w.all);
    const EntityId id = idCast<EntityId>(post);
    const auto refused = w.action(ActionKind::PostEdit, w.all, id, {{u"text"_s, u"not hers"_s}});
    const auto later = w.action(ActionKind::PostDelete, w.all, id);
    const auto other = w.newPost(w.all);
    const auto response = batch(w, w.contributor, {refused.toJson(), later.toJson(), other.toJson()});
    QCOMPARE(response.status, 200);
    const auto results = bodyOf(response)[u"results"].toArray();
    QCOMPARE(results[0][u"status"].toString(), u"rejected"_s);
    QCOMPARE(results[1][u"status"].toString(), u"skipped"_s);
    QCOMPARE(results[2][u"status"].toString(), u"applied"_s);
    QVERIFY(bodyOf(response)[u"heads"].toObject().contains(w.all.toString()));
}

QTEST_GUILESS_MAIN(FeedTest)
#include "tst_feed.moc"
