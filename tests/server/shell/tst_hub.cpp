// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/limits.h"
#include "realtime_fakes.h"
#include "storage/sql/database.h"

#include <QTest>

using namespace preggo;
using namespace preggo::server;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

class TestHub : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void changesReachTheRoomAlone();
    void oneSerialisationForAll();
    void aFullQueueBecomesALag();
    void aFullQueueIsBoundedByBytes();
    void wakesOnceUntilDrained();
    void largeChangesGoAsHeads();
    void whoIsRemovedHearsNothingMore();
    void whoKeepsAFamilyStaysOpen();
    void aCheckThatWasOvertakenIsRefused();
    void newerSocketReplacesOlder();
    void socketsAPersonAreCapped();
    void endedSessionsAreClosed();
    void familyDoorNamesItsEvents();
    void newsWakesOnceAndNotAfterForgetting();
    void afterAStopNobodyWaitsForNews();

private:
    [[nodiscard]] Hub::Member join(const QVector<StreamId> &streams, Door door = Door::Native);
    [[nodiscard]] Hub::Member makeSocket(UserId user, DeviceId device, Door door = Door::Native);
    void commit(Effects effects) { m_hub->committed(effects, *m_db); }
    void publish(const Effects::Published &change);

    SeededRng m_rng{1};
    FamilyId m_family;
    StreamId m_all;
    std::unique_ptr<sql::Database> m_db;
    QVector<StreamId> m_readable;
    std::unique_ptr<Hub> m_hub;
    int m_wakes = 0;
};

void TestHub::init()
{
    m_family = m_rng.mintV4<FamilyId>();
    m_all = StreamId::all(m_family);
    m_readable = {};
    m_db = std::move(*sql::Database::open({.path = u":memory:"_s}));
    m_hub = std::make_unique<Hub>([this](sql::Database &, FamilyId, UserId) { return m_readable; });
    m_wakes = 0;
}

Hub::Member TestHub::makeSocket(UserId user, DeviceId device, Door door)
{
    auto socket = std::make_shared<Subscriber>(door, [this] { ++m_wakes; });
    socket->identify(user, m_rng.mintV4<SessionId>(), device);
    return socket;
}

Hub::Member TestHub::join(const QVector<StreamId> &streams, Door door)
{
    auto socket = makeSocket(m_rng.mintV4<UserId>(), m_rng.mintV4<DeviceId>(), door);
    if (!m_hub->attach(socket)
        || m_hub->subscribe(socket, streams, m_hub->accessRevision()) != Hub::Subscribed::Yes)
        return {};
    return socket;
}

void TestHub::publish(const Effects::Published &change)
{
    Effects effects;
    effects.published = {change};
    commit(std::move(effects));
}

void TestHub::changesReachTheRoomAlone()
{
    const auto in = join({m_all});
    const auto out = join({StreamId::all(m_rng.mintV4<FamilyId>())});
    publish(changeOf(m_all, 7));
    const auto got = drain(*in).frames;
    QCOMPARE(got.size(), 1);
    const auto frame = StreamFrame::fromJson(got[0]);
    QVERIFY(frame);
    QCOMPARE(frame->prev, 6);
    QCOMPARE(frame->seq, 7);
    QCOMPARE(frame->stream, m_all);
    QVERIFY(drain(*out).frames.isEmpty());
}

void TestHub::oneSerialisationForAll()
{
    const auto one = join({m_all});
    const auto two = join({m_all});
    publish(changeOf(m_all, 1));
    QCOMPARE(one->next().frame.get(), two->next().frame.get());
}

void TestHub::aFullQueueBecomesALag()
{
    const auto slow = join({m_all});
    for (int i = 1; i <= limits::kSocketQueueMessages; ++i)
        publish(changeOf(m_all, i));
    publish(changeOf(m_all, limits::kSocketQueueMessages + 1)); // does not fit
    publish(changeOf(m_all, limits::kSocketQueueMessages + 2));
    const auto got = drain(*slow);
    QCOMPARE(got.types(), (QStringList{u"lag"_s, u"change"_s}));
    QCOMPARE(got.frames[0][u"streams"_s].toArray(), QJsonArray{m_all.toString()});
    QCOMPARE(got.frames[1][u"seq"_s].toInt(), limits::kSocketQueueMessages + 2);
}

void TestHub::aFullQueueIsBoundedByBytes()
{
    FrameQueue queue;
    const auto frame = makeFrame(QByteArray(limits::kFrameBytes, 'x'));
    const auto fits = limits::kSocketQueueBytes / limits::kFrameBytes;
    for (qint64 i = 0; i < fits; ++i)
        QCOMPARE(queue.push(frame), FrameQueue::Offer::Queued);
    QCOMPARE(queue.bytes(), limits::kSocketQueueBytes);
    QCOMPARE(queue.push(frame), FrameQueue::Offer::Overflowed);
    QCOMPARE(queue.bytes(), 0);
}

void TestHub::wakesOnceUntilDrained()
{
    const auto socket = join({m_all});
    publish(changeOf(m_all, 1));
    publish(changeOf(m_all, 2));
    QCOMPARE(m_wakes, 1);
    drain(*socket);
    publish(changeOf(m_all, 3));
    QCOMPARE(m_wakes, 2);
}

void TestHub::largeChangesGoAsHeads()
{
    const auto socket = join({m_all});
    publish(changeOf(m_all, 9, EntityType::Post, {{u"text"_s, QString(limits::kFrameBytes, u'x')}}));
    const auto got = drain(*socket).frames;
    QCOMPARE(got.size(), 1);
    QCOMPARE(got[0][u"type"_s].toString(), u"head"_s);
    const auto heads = headsFromJson(got[0][u"heads"_s].toObject());
    QVERIFY(heads);
    QCOMPARE(heads->value(m_all).head, 9);
}

void TestHub::whoIsRemovedHearsNothingMore()
{
    const auto removed = join({m_all, StreamId::user(m_rng.mintV4<UserId>())});
    Effects effects;
    effects.membersChanged = {{m_family, removed->user()}};
    effects.published = {changeOf(m_all, 2)}; // of the same group: it is later than the removal
    commit(std::move(effects));
    publish(changeOf(m_all, 3));
    const auto got = drain(*removed);
    QCOMPARE(got.types(), QStringList{u"revoked"_s});
    QCOMPARE(got.frames[0][u"stream"_s].toString(), m_all.toString());
    QCOMPARE(got.closeCode, close_code::kRevoked);
}

void TestHub::whoKeepsAFamilyStaysOpen()
{
    const auto other = StreamId::all(m_rng.mintV4<FamilyId>());
    const auto parents = StreamId::parents(m_family);
    const auto socket = join({m_all, parents, other});
    m_readable = {m_all}; // no parent any more
    Effects effects;
    effects.membersChanged = {{m_family, socket->user()}};
    commit(std::move(effects));
    const auto got = drain(*socket);
    QCOMPARE(got.types(), QStringList{u"revoked"_s});
    QCOMPARE(got.frames[0][u"stream"_s].toString(), parents.toString());
    QCOMPARE(got.closeCode, 0);
    QVERIFY(socket->follows(m_all) && socket->follows(other));
}

void TestHub::aCheckThatWasOvertakenIsRefused()
{
    const auto socket = makeSocket(m_rng.mintV4<UserId>(), m_rng.mintV4<DeviceId>());
    QVERIFY(m_hub->attach(socket));
    const auto revision = m_hub->accessRevision();
    Effects effects;
    effects.membersChanged = {{m_family, socket->user()}};
    commit(std::move(effects));
    QCOMPARE(m_hub->subscribe(socket, {m_all}, revision), Hub::Subscribed::CheckAgain);
    publish(changeOf(m_all, 1));
    QVERIFY(drain(*socket).frames.isEmpty());
}

void TestHub::newerSocketReplacesOlder()
{
    const auto user = m_rng.mintV4<UserId>();
    const auto device = m_rng.mintV4<DeviceId>();
    const auto older = makeSocket(user, device);
    const auto newer = makeSocket(user, device);
    const auto otherDoor = makeSocket(user, device, Door::Family);
    QVERIFY(m_hub->attach(older) && m_hub->attach(otherDoor) && m_hub->attach(newer));
    QCOMPARE(drain(*older).closeCode, close_code::kReplaced);
    QCOMPARE(drain(*otherDoor).closeCode, 0);
    QCOMPARE(m_hub->count(), 2);
}

void TestHub::socketsAPersonAreCapped()
{
    const auto user = m_rng.mintV4<UserId>();
    for (int i = 0; i < limits::kSocketsPerUser; ++i)
        QVERIFY(m_hub->attach(makeSocket(user, m_rng.mintV4<DeviceId>())));
    QVERIFY(!m_hub->attach(makeSocket(user, m_rng.mintV4<DeviceId>())));
}

void TestHub::endedSessionsAreClosed()
{
    const auto ended = join({m_all});
    const auto other = join({m_all});
    Effects effects;
    effects.sessionsEnded = {ended->session()};
    effects.published = {changeOf(m_all, 1)};
    commit(std::move(effects));
    const auto got = drain(*ended);
    QVERIFY(got.frames.isEmpty());
    QCOMPARE(got.closeCode, close_code::kTokenInvalid);
    QCOMPARE(drain(*other).types(), QStringList{u"change"_s});
    QCOMPARE(m_hub->count(), 1);
}

void TestHub::familyDoorNamesItsEvents()
{
    const auto socket = join({m_all}, Door::Family);
    publish(changeOf(m_all, 1, EntityType::Post, {{u"kind"_s, u"photo"_s}}));
    publish(changeOf(m_all, 2, EntityType::Post, {{u"kind"_s, u"celebration"_s}}));
    publish(changeOf(m_all, 3, EntityType::Reaction, {{u"post"_s, u"p1"_s}}));
    publish(changeOf(m_all, 4, EntityType::Comment, {{u"post"_s, u"p1"_s}}));
    publish(changeOf(m_all, 5, EntityType::Member));
    auto edited = changeOf(m_all, 6, EntityType::Post, {{u"kind"_s, u"photo"_s}});
    edited.item.row[u"version"_s] = 2; // no birth, no event
    publish(edited);
    const auto got = drain(*socket);
    QCOMPARE(
        got.types(), (QStringList{u"new_post"_s, u"celebration"_s, u"post_reaction"_s, u"post_comment"_s}));
    QCOMPARE(got.frames[2][u"post_id"_s].toString(), u"p1"_s);
}

void TestHub::newsWakesOnceAndNotAfterForgetting()
{
    int one = 0;
    int two = 0;
    static_cast<void>(m_hub->news().listen(m_all, [&] { ++one; }));
    const auto second = m_hub->news().listen(m_all, [&] { ++two; });
    m_hub->news().forget(m_all, second);
    publish(changeOf(m_all, 1));
    publish(changeOf(m_all, 2));
    QCOMPARE(one, 1);
    QCOMPARE(two, 0);
    QCOMPARE(m_hub->news().count(), 0);
}

void TestHub::afterAStopNobodyWaitsForNews()
{
    int woken = 0;
    static_cast<void>(m_hub->news().listen(m_all, [&] { ++woken; }));
    m_hub->closeAll(close_code::kRestart, 1);
    QCOMPARE(woken, 1);
    static_cast<void>(m_hub->news().listen(m_all, [&] { ++woken; }));
    QCOMPARE(woken, 2);
    QCOMPARE(m_hub->news().count(), 0);
}

QTEST_GUILESS_MAIN(TestHub)
#include "tst_hub.moc"
