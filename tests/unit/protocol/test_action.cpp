// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/action.h"
#include "protocol/payloads.h"
#include "protocol/rng.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QTest>

using namespace preggo;
using namespace Qt::Literals::StringLiterals;

namespace {

SeededRng rng(11);
const auto family = rng.mintV4<FamilyId>();
const auto post = rng.mintV4<PostId>();
const auto comment = rng.mintV4<CommentId>();
const auto user = rng.mintV4<UserId>();
const auto media = rng.mintV4<MediaId>();

Action make(ActionKind kind, EntityId entity, const QJsonObject &payload)
{
    Action action;
    action.opId = rng.mintV7<OpId>(1'700'000'000'000);
    action.kind = kind;
    action.stream = StreamId::all(family);
    action.entityId = entity;
    action.payload = payload;
    action.occurredAtMs = 1'700'000'000'000;
    action.orderKey = orderKeyFor(kind, action.stream, entity, payload);
    return action;
}

/// One valid action of every kind.
QVector<Action> everyKind()
{
    PostCreate create;
    create.kind = PostKind::Ultrasound;
    create.text = u"Look"_s;
    create.media = {media};
    create.occurredOn = QDate(2026, 11, 22);
    create.week = 26;
    create.mentions = {user};
    create.milestone = u"First kick"_s;
    PostEdit edit;
    edit.text = u"Look again"_s;
    edit.media = QVector<MediaId>{};
    const auto onPost = idCast<EntityId>(post);
    const auto onComment = idCast<EntityId>(comment);
    const QJsonObject commentOnly = CommentChange{post, {}, {}}.toJson();
    return {
        make(ActionKind::PostCreate, onPost, create.toJson()),
        make(ActionKind::PostEdit, onPost, edit.toJson()),
        make(ActionKind::PostDelete, onPost, {}),
        make(ActionKind::PostRestore, onPost, {}),
        make(ActionKind::PostMove, onPost, PostMove{rng.mintV4<AudienceId>(), {}}.toJson()),
        make(ActionKind::PostHold, onPost, {}),
        make(ActionKind::PostRelease, onPost, PostMove{{}, 1'800'000'000'000}.toJson()),
        make(ActionKind::CommentCreate, onComment, CommentCreate{post, comment, u"Ja"_s, {user}}.toJson()),
        make(ActionKind::CommentEdit, onComment, CommentChange{post, u"Yes"_s, {}}.toJson()),
        make(ActionKind::CommentDelete, onComment, commentOnly),
        make(ActionKind::CommentRestore, onComment, commentOnly),
        make(ActionKind::ReactionSet, idCast<EntityId>(reactionIdFor(post, user)),
            ReactionSet{post, ReactionKind::Love}.toJson()),
        make(ActionKind::ReadMark, onPost, ReadMark{StreamId::all(family), 5, post}.toJson()),
        make(ActionKind::FamilyUpdate, idCast<EntityId>(family),
            FamilyUpdate{u"We"_s, QDate(2027, 2, 23), {}, true}.toJson()),
        make(ActionKind::FamilyPause, idCast<EntityId>(family),
            FamilyPause{PauseMode::Loss, PauseView::Note, u"Thank you"_s}.toJson()),
        make(ActionKind::ReportCreate, rng.mintV4<EntityId>(),
            ReportCreate{u"post"_s, onPost, u"Why"_s}.toJson()),
        make(ActionKind::PrefSet, idCast<EntityId>(user), PrefSet{u"mute"_s, true}.toJson()),
    };
}

} // namespace

class TestAction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKindRoundTrips()
    {
        const auto actions = everyKind();
        QCOMPARE(actions.size(), 17);
        for (const auto &action : actions) {
            const auto read = Action::fromJson(action.toJson());
            QVERIFY2(
                read.has_value(), qPrintable(toWire(action.kind) + (read ? QString() : read.error().detail)));
            QCOMPARE(read->toJson(), action.toJson());
            QCOMPARE(read->fingerprint(), action.fingerprint());
        }
    }

    void reactionCanBeTakenBack()
    {
        const auto read = ReactionSet::fromJson(ReactionSet{post, {}}.toJson());
        QVERIFY(read.has_value());
        QVERIFY(!read->kind.has_value());
        QVERIFY(!ReactionSet::fromJson({{u"post"_s, post.toString()}}).has_value());
    }

    void fingerprintCoversWhatIsDone()
    {
        const Action action = everyKind().first();
        Action other = action;
        other.occurredAtMs += 1;
        other.baseVersion = 9;
        other.opId = rng.mintV4<OpId>();
        QCOMPARE(other.fingerprint(), action.fingerprint());
        other.payload[u"text"_s] = u"Other"_s;
        QVERIFY(other.fingerprint() != action.fingerprint());
        other = action;
        other.stream = StreamId::parents(family);
        QVERIFY(other.fingerprint() != action.fingerprint());
    }

    // The bytes are the contract between ends of different versions: they never change.
    void fingerprintIsStable()
    {
        Action action;
        action.kind = ActionKind::PostDelete;
        action.stream = *StreamId::parse(u"p:0190163d-8694-739b-aea5-966c26f8ad91:all");
        action.entityId = *EntityId::parse(u"0190163d-8694-739b-aea5-966c26f8ad92");
        QCOMPARE(action.fingerprint().toHex(),
            QCryptographicHash::hash(
                "{\"entity_id\":\"0190163d-8694-739b-aea5-966c26f8ad92\",\"kind\":\"post.delete\","
                "\"payload\":{},\"stream\":\"p:0190163d-8694-739b-aea5-966c26f8ad91:all\",\"v\":1}",
                QCryptographicHash::Sha256)
                .toHex());
    }

    void hostileActions_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("no op id") << u"op_id"_s << QJsonValue();
        QTest::newRow("null op id") << u"op_id"_s << QJsonValue(u"00000000-0000-0000-0000-000000000000"_s);
        QTest::newRow("kind") << u"kind"_s << QJsonValue(u"post.explode"_s);
        QTest::newRow("version 0") << u"v"_s << QJsonValue(0);
        QTest::newRow("version 2") << u"v"_s << QJsonValue(2);
        QTest::newRow("stream") << u"stream"_s << QJsonValue(u"everyone"_s);
        QTest::newRow("order key of another") << u"order_key"_s << QJsonValue(u"post:x"_s);
        QTest::newRow("payload a list") << u"payload"_s << QJsonValue(QJsonArray());
        QTest::newRow("needs text") << u"needs"_s << QJsonValue(QJsonArray{u"x"_s});
        QTest::newRow("unknown") << u"admin"_s << QJsonValue(true);
    }
    void hostileActions()
    {
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        QJsonObject object = everyKind().first().toJson();
        QVERIFY(Action::fromJson(object).has_value());
        object[key] = value;
        QVERIFY(!Action::fromJson(object).has_value());
    }

    void limitsAreKept_data()
    {
        QTest::addColumn<QJsonObject>("payload");
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("valid");
        const auto text = [](int n) {
            return QJsonObject{{u"kind"_s, u"update"_s}, {u"text"_s, QString(n, u'x')}};
        };
        const auto pictures = [&](int n) {
            QJsonArray ids;
            for (int i = 0; i < n; ++i)
                ids.append(rng.mintV4<MediaId>().toString());
            return QJsonObject{{u"kind"_s, u"photo"_s}, {u"text"_s, QString()}, {u"media"_s, ids}};
        };
        const auto reply = [](int n) { return CommentCreate{post, {}, QString(n, u'x'), {}}.toJson(); };
        const int create = int(ActionKind::PostCreate);
        QTest::newRow("post at the limit") << text(10'000) << create << true;
        QTest::newRow("post over it") << text(10'001) << create << false;
        QTest::newRow("100,000 characters") << text(100'000) << create << false;
        QTest::newRow("20 pictures") << pictures(20) << create << true;
        QTest::newRow("21 pictures") << pictures(21) << create << false;
        QTest::newRow("nothing at all") << text(0) << create << false;
        QTest::newRow("comment at the limit") << reply(2'000) << int(ActionKind::CommentCreate) << true;
        QTest::newRow("comment over it") << reply(2'001) << int(ActionKind::CommentCreate) << false;
        QTest::newRow("empty comment") << reply(0) << int(ActionKind::CommentCreate) << false;
        QTest::newRow("zone") << QJsonObject{{u"zone"_s, u"Mars/Base"_s}} << int(ActionKind::FamilyUpdate)
                              << false;
        QTest::newRow("zone of a city")
            << QJsonObject{{u"zone"_s, u"Europe/Berlin"_s}} << int(ActionKind::FamilyUpdate) << true;
        QTest::newRow("zone that is a link")
            << QJsonObject{{u"zone"_s, u"Etc/UTC"_s}} << int(ActionKind::FamilyUpdate) << true;
        QTest::newRow("zone that is a path") << QJsonObject{{u"zone"_s, u"Europe/../Europe/Berlin"_s}}
                                             << int(ActionKind::FamilyUpdate) << false;
        QTest::newRow("empty edit") << QJsonObject() << int(ActionKind::PostEdit) << false;
        QTest::newRow("delete with payload")
            << QJsonObject{{u"x"_s, 1}} << int(ActionKind::PostDelete) << false;
    }
    void limitsAreKept()
    {
        QFETCH(QJsonObject, payload);
        QFETCH(int, kind);
        QFETCH(bool, valid);
        const auto checked = validatePayload(static_cast<ActionKind>(kind), 1, payload);
        QVERIFY2(checked.has_value() == valid, checked ? "accepted" : qPrintable(checked.error().detail));
    }
};

QTEST_GUILESS_MAIN(TestAction)
#include "test_action.moc"
