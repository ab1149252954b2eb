// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/action_upgrade.h"
#include "protocol/json.h"
#include "tests/support/engine_world.h"
#include "tests/support/schema_fixture.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

using World = EngineWorld;

/// What a file of outbox.db holds of one action, whatever its version.
struct Stored
{
    QString kind;
    int version = 0;
    QByteArray payload;
    int sentCount = 0;
    QString state;
};

QHash<QString, Stored> readStored(const QString &path)
{
    QHash<QString, Stored> rows;
    const auto database = sql::Database::open({.path = path, .vfs = {}, .pragmas = {}});
    auto query = (*database)->query(u"SELECT op_id, kind, kind_v, payload, sent_count, state FROM action"_s);
    if (!query.run())
        return rows;
    while (query.next())
        rows.insert(query.id<OpId>(0).toString(),
            {query.text(1), query.integer(2), query.blob(3), query.integer(4), query.text(5)});
    return rows;
}

/// What an outbox may hold when an app is updated: on its way, waiting in rows, half written, thrown away.
void writeOffline(World &w, PostId theirs)
{
    auto &device = w.device;
    device.net.loseAnswers = 1'000'000;
    device.post(w.family, u"Sent, and the answer was lost: „ä€😀“"_s);
    w.settle();
    device.net.online = false;
    const PostId own = device.post(w.family, u"Written in the train\nwith a second line; and more"_s);
    device.comment(w.family, own, u"A comment on a post that waits"_s);
    device.react(w.family, own, ReactionKind::Joy);
    device.comment(w.family, theirs, u"A comment on his"_s);
    device.react(w.family, theirs, ReactionKind::Hug);
    PostEdit edit;
    edit.text = u"Written in the train, and mended"_s;
    device.commit(draft::editPost(w.stream, own, edit));
    MediaOut picture;
    picture.mediaId = numbered<MediaId>(700);
    picture.family = w.family;
    picture.path = u"/home/someone/media_out/700.jpg"_s;
    picture.sha256 = QByteArray(32, '\x5a');
    picture.bytes = 4711;
    picture.mime = u"image/jpeg"_s;
    picture.width = 40;
    picture.height = 30;
    picture.alt = u"A hand"_s;
    picture.state = MediaOutState::Stored;
    PostCreate post;
    post.kind = PostKind::Photo;
    post.text = u"With a picture"_s;
    post.media = {picture.mediaId};
    auto pictured = draft::createPost(w.stream, device.engine->mint<PostId>(), post);
    pictured.media = {picture};
    device.commit(pictured);
    device.post(w.family, u"Thrown away"_s);
    device.engine->discard(device.lastOp);
    device.engine->saveDraft(
        {device.engine->mint<DraftId>(), u"post:x"_s, u"{\"text\":\"Half a th\"}"_s, u"[]"_s, 1});
    w.settle();
}

} // namespace

/// I28: the outbox of every released version goes out, with the words that were written.
class TestOldOutboxes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        World w;
        const PostId theirs = w.server.addPost(w.family, w.father, u"His"_s);
        w.settle();
        writeOffline(w, theirs);
        w.device.kill();
        const auto database =
            sql::Database::open({.path = w.device.dir.filePath(u"outbox.db"_s), .vfs = {}, .pragmas = {}});
        recordFixture(u"outbox"_s, outboxLadder().last().version, u"data"_s, dataText(**database));
    }

    void eachVersionMigratesAndDrains_data()
    {
        QTest::addColumn<int>("version");
        for (const auto &step : outboxLadder())
            QTest::addRow("%d", step.version) << step.version;
    }
    void eachVersionMigratesAndDrains()
    {
        QFETCH(const int, version);
        World w;
        (void)w.server.addPost(w.family, w.father, u"His"_s);
        w.settle();
        w.device.close();
        const QString path = w.device.dir.filePath(u"outbox.db"_s);
        QVERIFY(QFile::remove(path));
        QVERIFY(makeOfVersion(path, u"outbox"_s, version));
        const auto stored = readStored(path);
        QVERIFY(stored.size() >= 6);
        QHash<QString, QJsonObject> pushed;
        w.device.net.before = [&](const HttpRequest &request) -> std::optional<HttpAnswer> {
            if (request.path.endsWith(u"/sync/push"_s))
                for (const auto &action : QJsonDocument::fromJson(request.body)[u"actions"_s].toArray())
                    pushed.insert(action[u"op_id"_s].toString(), action.toObject());
            return std::nullopt;
        };
        w.device.open();
        w.settle(60'000);
        QCOMPARE(waitingOf(w), 0);
        QCOMPARE(w.device.engine->status().parked, 0);
        int waited = 0;
        for (auto row = stored.cbegin(); row != stored.cend(); ++row) {
            if (row->state == u"DISCARDED") {
                QVERIFY(!pushed.contains(row.key()));
                continue;
            }
            ++waited;
            QVERIFY(pushed.contains(row.key()));
            verifySent(*row, pushed[row.key()]);
        }
        QVERIFY(waited >= 5);
        QCOMPARE(w.server.applied, waited);
        QStringList texts;
        for (const auto &post : postsOnServer(w))
            texts.append(post[u"text"_s].toString());
        texts.sort();
        QCOMPARE(texts,
            (QStringList{u"His"_s, u"Sent, and the answer was lost: „ä€😀“"_s, u"With a picture"_s,
                u"Written in the train, and mended"_s}));
        QCOMPARE((*w.device.outbox->draftFor(u"post:x"_s))->body, u"{\"text\":\"Half a th\"}"_s);
        QCOMPARE(*w.device.outbox->trashCount(), 1);
    }

    void aKindOfAnotherVersionGoesOutAsItIs()
    {
        World w;
        w.device.net.online = false;
        w.device.post(w.family, u"Before it"_s);
        ActionRow row;
        row.action.opId = numbered<OpId>(900);
        row.action.kind = ActionKind::Unknown;
        row.action.unknownKind = u"post.sing"_s;
        row.action.v = 7;
        row.action.stream = w.stream;
        row.action.entityId = numbered<EntityId>(901);
        row.action.orderKey = u"song:1"_s;
        row.action.payload = {{u"notes"_s, QJsonArray{1, 2.5, u"c"_s}}};
        row.action.occurredAtMs = w.clock.wallMs();
        row.createdMs = w.clock.wallMs();
        row.localSeq = 50;
        OutboxBatch batch;
        batch.put.append(row);
        QVERIFY(w.device.outbox->write(batch));
        w.device.restart();
        QCOMPARE(waitingOf(w), 2);
        QJsonObject sung;
        w.device.net.before = [&](const HttpRequest &request) -> std::optional<HttpAnswer> {
            if (request.path.endsWith(u"/sync/push"_s) && request.body.contains("post.sing")) {
                for (const auto &action : QJsonDocument::fromJson(request.body)[u"actions"_s].toArray())
                    sung = action[u"kind"_s] == u"post.sing"_s ? action.toObject() : sung;
                return problemAnswer(makeProblem(ProblemCode::Internal));
            }
            return std::nullopt;
        };
        w.device.net.online = true;
        w.device.engine->networkChanged();
        w.settle(10'000);
        QCOMPARE(sung, row.action.toJson());
        QVERIFY(waitingOf(w) >= 1); // kept
        w.device.restart();
        const auto pending = w.device.engine->pendingAction(row.action.opId);
        QVERIFY(pending);
        QCOMPARE(pending->row.action.toJson(), row.action.toJson());
        QCOMPARE(pending->row.action.fingerprint(), row.action.fingerprint());
        (void)w.device.view(w.family); // and is in nobody's way
    }

    void everyKindHasAWayUpFromItsFirstVersion()
    {
        for (int kind = 0; kind < int(ActionKind::Unknown); ++kind) {
            Action action;
            action.kind = ActionKind(kind);
            action.v = 1;
            (void)upgradePayload(action, payloadUpgrades());
            QCOMPARE(action.v, infoOf(action.kind).version);
        }
    }

private:
    static void verifySent(const Stored &row, const QJsonObject &action)
    {
        QCOMPARE(action[u"kind"_s].toString(), row.kind);
        Action known;
        QVERIFY(fromWire(row.kind, known.kind));
        known.v = row.version;
        known.payload = QJsonDocument::fromJson(row.payload).object();
        if (row.sentCount == 0)
            (void)upgradePayload(known, payloadUpgrades());
        QCOMPARE(action[u"v"_s].toInt(), known.v);
        QCOMPARE(toJsonBytes(action[u"payload"_s].toObject()), toJsonBytes(known.payload));
        if (known.v == row.version)
            QCOMPARE(toJsonBytes(action[u"payload"_s].toObject()), row.payload);
    }
};

QTEST_GUILESS_MAIN(TestOldOutboxes)
#include "test_old_outboxes.moc"
