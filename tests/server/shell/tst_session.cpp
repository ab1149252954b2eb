// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/limits.h"
#include "realtime_fakes.h"
#include "storage/sql/database.h"
#include "tests/support/fake_clock.h"

#include <QTest>

using namespace preggo;
using namespace preggo::server;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// The protocol of docs/sync.md, section 11, without a socket.
class TestSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void helloIsWelcomed();
    void aTokenMayComeInAFrame();
    void silenceEndsAfterFiveSeconds();
    void badTokensAreRefused();
    void nothingBeforeATokenIsServed();
    void badFramesEndTheSocket_data();
    void badFramesEndTheSocket();
    void strangersGetNothing();
    void unreadableStreamsAreRevoked();
    void aRemovalDuringTheCheckIsSeen();
    void unsubscribedIsSilent();
    void headsComeAsHeartbeat();
    void tokensAreRenewed();
    void anotherPersonsTokenIsRefused();
    void expiryEndsTheSocket();
    void framesAMinuteAreLimited();
    void streamsASocketAreLimited();
    void familyDoor();
    void familyDoorRefusesStrangers();
    void pingIsAnswered();

private:
    void open(bool known = true, std::optional<FamilyId> family = {});
    void say(const QJsonObject &message) { m_session->received(toJsonBytes(message)); }
    void hello(const QJsonArray &streams);
    [[nodiscard]] QJsonObject streamEntry(const StreamId &stream) const;
    [[nodiscard]] Drained got() { return drain(*m_socket); }

    SeededRng m_rng{2};
    FakeClock m_clock;
    FamilyId m_family;
    StreamId m_all;
    Verified m_peer;
    std::unique_ptr<sql::Database> m_db;
    std::unique_ptr<Hub> m_hub;
    std::unique_ptr<FakeBackend> m_backend;
    std::shared_ptr<Subscriber> m_socket;
    std::shared_ptr<RealtimeSession> m_session;
};

void TestSession::init()
{
    m_family = m_rng.mintV4<FamilyId>();
    m_all = StreamId::all(m_family);
    m_peer = {{m_rng.mintV4<UserId>(), m_rng.mintV4<SessionId>(), m_rng.mintV4<DeviceId>()},
        m_clock.wallMs() + limits::kAccessTokenMs};
    m_db = std::move(*sql::Database::open({.path = u":memory:"_s}));
    m_hub = std::make_unique<Hub>([](sql::Database &, FamilyId, UserId) { return QVector<StreamId>(); });
    m_backend = std::make_unique<FakeBackend>();
    m_backend->tokens.insert("good", m_peer);
    m_backend->readable.insert(m_peer.principal.user, {m_all});
}

void TestSession::open(bool known, std::optional<FamilyId> family)
{
    m_socket = std::make_shared<Subscriber>(family ? Door::Family : Door::Native, [] {});
    m_session = std::make_shared<RealtimeSession>(
        RealtimeSession::Deps{*m_hub, *m_backend, m_clock}, m_socket, "c1", family);
    m_session->start(known ? std::optional(m_peer) : std::nullopt);
}

QJsonObject TestSession::streamEntry(const StreamId &stream) const
{
    return {{u"id"_s, stream.toString()}, {u"epoch"_s, QString()}, {u"cursor"_s, 0}};
}

void TestSession::hello(const QJsonArray &streams)
{
    say({{u"type"_s, u"hello"_s}, {u"device"_s, m_peer.principal.device.toString()},
        {u"streams"_s, streams}});
}

void TestSession::helloIsWelcomed()
{
    open();
    hello({streamEntry(m_all)});
    const auto frames = got().frames;
    QCOMPARE(frames.size(), 1);
    QCOMPARE(frames[0][u"type"_s].toString(), u"welcome"_s);
    QCOMPARE(frames[0][u"hb"_s].toInt(), limits::kHeartbeatSeconds);
    QCOMPARE(frames[0][u"conn"_s].toString(), u"c1"_s);
    QVERIFY(headsFromJson(frames[0][u"heads"_s].toObject())->contains(m_all));
    QVERIFY(m_socket->follows(m_all));
    hello({streamEntry(m_all)}); // a socket greets once
    QCOMPARE(got().closeCode, close_code::kProtocol);
    m_session->ended();
    QCOMPARE(m_hub->count(), 0);
}

void TestSession::aTokenMayComeInAFrame()
{
    open(false);
    m_clock.advance(4'000);
    m_session->tick();
    say({{u"type"_s, u"auth"_s}, {u"token"_s, u"good"_s}});
    m_clock.advance(4'000);
    m_session->tick();
    hello({streamEntry(m_all)});
    QCOMPARE(got().types(), QStringList{u"welcome"_s});
}

void TestSession::silenceEndsAfterFiveSeconds()
{
    open(false);
    m_clock.advance(limits::kAuthSeconds * 1'000 - 1);
    m_session->tick();
    QCOMPARE(got().closeCode, 0);
    m_clock.advance(1);
    m_session->tick();
    QCOMPARE(got().closeCode, close_code::kAuthTimeout);
}

void TestSession::badTokensAreRefused()
{
    open(false);
    say({{u"type"_s, u"auth"_s}, {u"token"_s, u"forged"_s}});
    QCOMPARE(got().closeCode, close_code::kTokenInvalid);
}

void TestSession::nothingBeforeATokenIsServed()
{
    open(false);
    say({{u"type"_s, u"subscribe"_s}, {u"streams"_s, QJsonArray{m_all.toString()}}});
    QCOMPARE(got().closeCode, close_code::kPolicy);
    QCOMPARE(m_backend->grants, 0);
}

void TestSession::badFramesEndTheSocket_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no JSON") << QByteArray("hello");
    QTest::newRow("array") << QByteArray("[]");
    QTest::newRow("bad UTF-8") << QByteArray("{\"type\":\"ping\",\"a\":\"\xff\"}");
    QTest::newRow("deep") << QByteArray(
        "{\"type\":\"ping\",\"a\":" + QByteArray(40, '[') + QByteArray(40, ']') + "}");
    QTest::newRow("unknown type") << QByteArray("{\"type\":\"publish\"}");
    QTest::newRow("no type") << QByteArray("{}");
    QTest::newRow("no stream") << QByteArray("{\"type\":\"subscribe\",\"streams\":[\"p:1:all\"]}");
    QTest::newRow("huge token") << QByteArray(
        "{\"type\":\"auth\",\"token\":\"" + QByteArray(5'000, 'a') + "\"}");
    QTest::newRow("another device") << QByteArray(
        "{\"type\":\"hello\",\"device\":\"11111111-1111-4111-8111-111111111111\",\"streams\":[]}");
}

void TestSession::badFramesEndTheSocket()
{
    QFETCH(QByteArray, text);
    open();
    m_session->received(text);
    QCOMPARE(got().closeCode, close_code::kProtocol);
}

void TestSession::strangersGetNothing()
{
    open();
    hello({streamEntry(StreamId::all(m_rng.mintV4<FamilyId>()))});
    const auto drained = got();
    QCOMPARE(drained.types(), (QStringList{u"welcome"_s, u"revoked"_s}));
    QVERIFY(drained.frames[0][u"heads"_s].toObject().isEmpty());
    QCOMPARE(drained.closeCode, close_code::kRevoked);
}

void TestSession::unreadableStreamsAreRevoked()
{
    open();
    const auto parents = StreamId::parents(m_family);
    hello({streamEntry(m_all), streamEntry(parents)});
    const auto drained = got();
    QCOMPARE(drained.types(), (QStringList{u"welcome"_s, u"revoked"_s}));
    QCOMPARE(drained.frames[1][u"stream"_s].toString(), parents.toString());
    QCOMPARE(drained.closeCode, 0);
}

void TestSession::aRemovalDuringTheCheckIsSeen()
{
    open();
    m_backend->beforeAnswer = [this] {
        m_backend->readable.clear();
        Effects effects;
        effects.membersChanged = {{m_family, m_peer.principal.user}};
        m_hub->committed(effects, *m_db);
    };
    hello({streamEntry(m_all)});
    QCOMPARE(m_backend->grants, 2);
    QVERIFY(!m_socket->follows(m_all));
    QCOMPARE(got().closeCode, close_code::kRevoked);
}

void TestSession::unsubscribedIsSilent()
{
    open();
    hello({streamEntry(m_all)});
    say({{u"type"_s, u"unsubscribe"_s}, {u"streams"_s, QJsonArray{m_all.toString()}}});
    Effects effects;
    effects.published = {changeOf(m_all, 1)};
    m_hub->committed(effects, *m_db);
    QCOMPARE(got().types(), QStringList{u"welcome"_s});
}

void TestSession::headsComeAsHeartbeat()
{
    open();
    hello({streamEntry(m_all)});
    static_cast<void>(got());
    m_clock.advance(limits::kHeartbeatSeconds * 1'000 - 1);
    m_session->tick();
    QVERIFY(got().frames.isEmpty());
    m_clock.advance(1);
    m_session->tick();
    m_session->tick();
    QCOMPARE(got().types(), QStringList{u"head"_s});
}

void TestSession::tokensAreRenewed()
{
    open();
    m_clock.advance(limits::kAccessTokenMs - 30'000);
    m_session->tick();
    m_session->tick();
    const auto asked = got();
    QCOMPARE(asked.types(), QStringList{u"reauth"_s});
    QCOMPARE(asked.frames[0][u"by"_s].toDouble(), double(m_peer.expiresMs));
    auto fresh = m_peer;
    fresh.expiresMs += limits::kAccessTokenMs;
    m_backend->tokens.insert("fresh", fresh);
    say({{u"type"_s, u"auth"_s}, {u"token"_s, u"fresh"_s}});
    m_clock.advance(60'000);
    m_session->tick();
    QCOMPARE(got().closeCode, 0);
    m_clock.advance(limits::kAccessTokenMs - 90'000);
    m_session->tick();
    QCOMPARE(got().types(), QStringList{u"reauth"_s}); // and asked for again at its end
}

void TestSession::anotherPersonsTokenIsRefused()
{
    open();
    auto other = m_peer;
    other.principal.user = m_rng.mintV4<UserId>();
    m_backend->tokens.insert("other", other);
    say({{u"type"_s, u"auth"_s}, {u"token"_s, u"other"_s}});
    QCOMPARE(got().closeCode, close_code::kTokenInvalid);
    // Nor one of the same person's other session, whose end would not end this socket.
    open();
    other = m_peer;
    other.principal.session = m_rng.mintV4<SessionId>();
    m_backend->tokens.insert("another session", other);
    say({{u"type"_s, u"auth"_s}, {u"token"_s, u"another session"_s}});
    QCOMPARE(got().closeCode, close_code::kTokenInvalid);
}

void TestSession::expiryEndsTheSocket()
{
    open();
    m_clock.advance(limits::kAccessTokenMs);
    m_session->tick();
    QCOMPARE(got().closeCode, close_code::kTokenInvalid);
}

void TestSession::framesAMinuteAreLimited()
{
    open();
    for (int i = 0; i < limits::kFramesPerMinute; ++i)
        say({{u"type"_s, u"ping"_s}, {u"n"_s, i}});
    QCOMPARE(got().closeCode, 0);
    m_clock.advance(60'000);
    say({{u"type"_s, u"ping"_s}});
    QCOMPARE(got().closeCode, 0);
    for (int i = 0; i < limits::kFramesPerMinute; ++i)
        say({{u"type"_s, u"ping"_s}});
    QCOMPARE(got().closeCode, close_code::kTooMany);
}

void TestSession::streamsASocketAreLimited()
{
    open();
    QJsonArray many;
    for (int i = 0; i <= limits::kStreamsPerSocket; ++i)
        many.append(StreamId::all(m_rng.mintV4<FamilyId>()).toString());
    say({{u"type"_s, u"subscribe"_s}, {u"streams"_s, many}});
    QCOMPARE(got().closeCode, close_code::kProtocol);
}

void TestSession::familyDoor()
{
    open(true, m_family);
    const auto first = got();
    QCOMPARE(first.types(), QStringList{u"connected"_s});
    QCOMPARE(first.frames[0][u"pregnancy_id"_s].toString(), m_family.toString());
    Effects effects;
    effects.published = {changeOf(m_all, 1)};
    m_hub->committed(effects, *m_db);
    QCOMPARE(got().types(), QStringList{u"new_post"_s});
    say({{u"type"_s, u"ping"_s}});
    QCOMPARE(got().types(), QStringList{u"pong"_s});
}

void TestSession::familyDoorRefusesStrangers()
{
    open(true, m_rng.mintV4<FamilyId>());
    const auto drained = got();
    QVERIFY(drained.frames.isEmpty());
    QCOMPARE(drained.closeCode, close_code::kRevoked);
}

void TestSession::pingIsAnswered()
{
    open();
    say({{u"type"_s, u"ping"_s}, {u"n"_s, 7}});
    QCOMPARE(got().frames.value(0)[u"n"_s].toInt(), 7);
    for (const QJsonValue &n :
        {QJsonValue(9.3e18), QJsonValue(-1e300), QJsonValue(1.5), QJsonValue(u"7"_s)}) {
        say({{u"type"_s, u"ping"_s}, {u"n"_s, n}});
        QCOMPARE(got().frames.value(0)[u"n"_s].toInt(-1), 0);
    }
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
