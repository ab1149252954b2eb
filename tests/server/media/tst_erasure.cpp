// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/action_runner.h"
#include "server/services/erasure.h"
#include "tests/server/accounts/house.h"
#include "tests/server/media/pictures.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace preggo;
using namespace preggo::server;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// What is deleted is not shown from then on, and gone for good once nobody can restore it.
class ErasureTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void deletedPostHidesItsPicture();
    void restoredPostShowsItAgain();
    void nothingStaysAfterTheRestoreWindow();
    void whatCanBeRestoredStays();
    void picturesTakenOutByAnEditGo();
    void sharedBytesStay();
    void filesGoAfterAnInterruptedSweep();

private:
    PushStatus act(const Someone &who, ActionKind kind, EntityId entity, const QJsonObject &payload = {});
    MediaId picture(int width);
    EntityId post(const QVector<MediaId> &media);
    int statusOf(MediaId media, const Someone &who);
    int sweep();
    void passRestoreWindow(qint64 lessMs = -1);
    int filesOnDisk() const;
    QByteArray everything();

    std::unique_ptr<House> m_house;
    Someone m_owner, m_guest, m_viewer;
    FamilyId m_family;
};

void ErasureTest::init()
{
    m_house = std::make_unique<House>();
    m_owner = m_house->signUp(u"Olga"_s);
    m_guest = m_house->signUp(u"Greta"_s);
    m_viewer = m_house->signUp(u"Victor"_s);
    m_family = m_house->family(m_owner);
    m_house->join(m_family, m_owner, m_guest, u"contributor"_s);
    m_house->join(m_family, m_owner, m_viewer, u"viewer"_s);
}

PushStatus ErasureTest::act(const Someone &who, ActionKind kind, EntityId entity, const QJsonObject &payload)
{
    Action action;
    action.opId = m_house->rng.mintV7<OpId>(m_house->clock.wallMs());
    action.kind = kind;
    action.stream = StreamId::all(m_family);
    action.entityId = entity;
    action.payload = payload;
    action.orderKey = orderKeyFor(kind, action.stream, entity, payload);
    PushStatus status = PushStatus::Retry;
    static_cast<void>(m_house->write([&](Context &context) {
        status = ActionRunner(context, who.user, who.device).run(action).status;
        return Response::empty(200);
    }));
    return status;
}

MediaId ErasureTest::picture(int width)
{
    const auto id = m_house->rng.mintV7<MediaId>(m_house->clock.wallMs());
    const bool stored =
        m_house->media
            .store(*m_house, {id, m_family, m_guest.user, u"Alt canary"_s}, jpegOf(halves({width, 300})))
            .has_value();
    return stored ? id : MediaId();
}

EntityId ErasureTest::post(const QVector<MediaId> &media)
{
    const auto id = m_house->rng.mintV7<EntityId>(m_house->clock.wallMs());
    QJsonArray ids;
    for (const auto &each : media)
        ids.append(each.toString());
    const QJsonObject payload{{u"kind"_s, u"update"_s}, {u"text"_s, u"Post canary"_s}, {u"media"_s, ids}};
    return act(m_guest, ActionKind::PostCreate, id, payload) == PushStatus::Applied ? id : EntityId();
}

int ErasureTest::statusOf(MediaId media, const Someone &who)
{
    // Signed in anew: a month passes in these tests.
    const auto signedIn = m_house->post("/api/v1/auth/login",
        {{u"address"_s, who.address}, {u"password"_s, who.password}, {u"device"_s, deviceJson(who.device)}});
    const QString token = bodyOf(signedIn)[u"access_token"].toString();
    return m_house->get("/media/" + media.toString().toLatin1() + "/w150", token).status;
}

int ErasureTest::sweep()
{
    Effects none;
    Context reader{*m_house->db, m_house->clock, m_house->rng, none};
    return m_house->media.sweep(*m_house, reader).value_or(-1);
}

void ErasureTest::passRestoreWindow(qint64 lessMs)
{
    m_house->clock.advance(limits::kRestoreWindowMs - lessMs);
}

int ErasureTest::filesOnDisk() const
{
    int count = 0;
    QDirIterator files(m_house->directory.path(), QDir::Files, QDirIterator::Subdirectories);
    for (; files.hasNext(); ++count)
        files.next();
    return count;
}

/// The bytes of the whole database.
QByteArray ErasureTest::everything()
{
    const QString copy = m_house->directory.filePath(u"copy.db"_s);
    if (!m_house->db->exec(u"VACUUM INTO '%1'"_s.arg(copy)))
        return {};
    QFile file(copy);
    const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    file.remove();
    return bytes;
}

void ErasureTest::deletedPostHidesItsPicture()
{
    const auto media = picture(400);
    const auto id = post({media});
    QVERIFY(!id.isNull());
    QCOMPARE(statusOf(media, m_viewer), 200);
    QCOMPARE(act(m_owner, ActionKind::PostDelete, id), PushStatus::Applied);
    QCOMPARE(statusOf(media, m_viewer), 404);
    QCOMPARE(statusOf(media, m_owner), 404);
    QCOMPARE(statusOf(media, m_guest), 200); // hers, and it may come back
    passRestoreWindow();
    QCOMPARE(statusOf(media, m_guest), 404);
}

void ErasureTest::restoredPostShowsItAgain()
{
    const auto media = picture(400);
    const auto id = post({media});
    QCOMPARE(act(m_guest, ActionKind::PostDelete, id), PushStatus::Applied);
    passRestoreWindow(0);
    QCOMPARE(sweep(), 0);
    QCOMPARE(act(m_guest, ActionKind::PostRestore, id), PushStatus::Applied);
    QCOMPARE(statusOf(media, m_viewer), 200);
}

void ErasureTest::nothingStaysAfterTheRestoreWindow()
{
    const auto media = picture(400);
    const auto id = post({media});
    QCOMPARE(act(m_guest, ActionKind::PostEdit, id, {{u"text"_s, u"Second canary"_s}}), PushStatus::Applied);
    const auto comment = m_house->rng.mintV7<EntityId>(m_house->clock.wallMs());
    QCOMPARE(act(m_viewer, ActionKind::CommentCreate, comment,
                 {{u"post"_s, id.toString()}, {u"text"_s, u"Comment canary"_s}}),
        PushStatus::Applied);
    const auto reaction = reactionIdFor(idCast<PostId>(id), m_viewer.user);
    QCOMPARE(act(m_viewer, ActionKind::ReactionSet, idCast<EntityId>(reaction),
                 {{u"post"_s, id.toString()}, {u"kind"_s, u"love"_s}}),
        PushStatus::Applied);
    QVERIFY(everything().contains("canary"));
    QCOMPARE(act(m_guest, ActionKind::PostDelete, id), PushStatus::Applied);
    const qint64 head = m_house->number(u"SELECT sum(head_seq) FROM stream"_s);
    passRestoreWindow();
    QCOMPARE(sweep(), 1);
    QVERIFY(!everything().contains("canary"));
    QCOMPARE(filesOnDisk(), 0);
    QCOMPARE(m_house->number(u"SELECT count(*) FROM blob"_s), 0);
    QCOMPARE(m_house->number(
                 u"SELECT count(*) FROM post WHERE erased=1 AND comment_count=0 AND reaction_count=0"_s),
        1);
    // Readers see the tombstones that they saw before.
    QCOMPARE(m_house->number(u"SELECT sum(head_seq) FROM stream"_s), head);
    QCOMPARE(act(m_guest, ActionKind::PostRestore, id), PushStatus::Rejected);
    QCOMPARE(
        act(m_viewer, ActionKind::CommentEdit, comment, {{u"post"_s, id.toString()}, {u"text"_s, u"late"_s}}),
        PushStatus::Rejected);
    QCOMPARE(sweep(), 0);
}

void ErasureTest::whatCanBeRestoredStays()
{
    const auto live = post({picture(400)});
    const auto id = post({picture(410)});
    const auto comment = m_house->rng.mintV7<EntityId>(m_house->clock.wallMs());
    const QJsonObject onLive{{u"post"_s, live.toString()}, {u"text"_s, u"Comment canary"_s}};
    QCOMPARE(act(m_viewer, ActionKind::CommentCreate, comment, onLive), PushStatus::Applied);
    QCOMPARE(act(m_viewer, ActionKind::CommentDelete, comment, {{u"post"_s, live.toString()}}),
        PushStatus::Applied);
    QCOMPARE(act(m_guest, ActionKind::PostDelete, id), PushStatus::Applied);
    const int files = filesOnDisk();
    passRestoreWindow(0);
    QCOMPARE(sweep(), 0);
    QVERIFY(everything().contains("Comment canary"));
    m_house->clock.advance(1);
    QCOMPARE(sweep(), 2); // the post, and the comment by itself
    QVERIFY(!everything().contains("Comment canary"));
    QVERIFY(everything().contains("Post canary"));
    QVERIFY(filesOnDisk() > 0 && filesOnDisk() < files);
}

void ErasureTest::picturesTakenOutByAnEditGo()
{
    const auto kept = picture(400);
    const auto dropped = picture(410);
    const auto id = post({kept, dropped});
    QCOMPARE(act(m_guest, ActionKind::PostEdit, id, {{u"media"_s, QJsonArray{kept.toString()}}}),
        PushStatus::Applied);
    QCOMPARE(statusOf(dropped, m_guest), 404);
    const int files = filesOnDisk();
    passRestoreWindow();
    QCOMPARE(sweep(), 1);
    QVERIFY(filesOnDisk() < files);
    QCOMPARE(statusOf(kept, m_viewer), 200);
    QCOMPARE(
        m_house->number(u"SELECT count(*) FROM media WHERE state='erased' AND length(placeholder)=0"_s), 1);
}

void ErasureTest::sharedBytesStay()
{
    const auto first = picture(400);
    const auto second = picture(400);
    const auto gone = post({first});
    QVERIFY(!post({second}).isNull());
    const int files = filesOnDisk();
    QCOMPARE(act(m_guest, ActionKind::PostDelete, gone), PushStatus::Applied);
    passRestoreWindow();
    QCOMPARE(sweep(), 1);
    QCOMPARE(filesOnDisk(), files);
    QCOMPARE(statusOf(second, m_viewer), 200);
}

void ErasureTest::filesGoAfterAnInterruptedSweep()
{
    const auto id = post({picture(400)});
    QCOMPARE(act(m_guest, ActionKind::PostDelete, id), PushStatus::Applied);
    passRestoreWindow();
    // The server died after the rows were written and before the files went.
    const qint64 before = m_house->clock.wallMs() - limits::kRestoreWindowMs;
    const auto found = findErasable(*m_house->db, before);
    QVERIFY(found);
    QCOMPARE(m_house
                 ->write([&](Context &context) {
                     return Response::empty(erase(context, *found, before) ? 204 : 500);
                 })
                 .status,
        204);
    QVERIFY(filesOnDisk() > 0);
    QCOMPARE(sweep(), 0);
    QCOMPARE(filesOnDisk(), 0);
}

QTEST_GUILESS_MAIN(ErasureTest)
#include "tst_erasure.moc"
