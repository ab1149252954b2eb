// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "test_shell.h"
#include "tests/support/http_client.h"

#include <QElapsedTimer>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// Reads that wait for news, over real sockets. Nothing here sleeps: an answer that did not wait says
/// another number of commits than one that did.
class TestWaits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_shell.reset(); }
    void answersWhenTheStreamChanges();
    void newsDuringTheReadIsNotMissed();
    void otherStreamsDoNotWake();
    void whatIsNewIsAnsweredAtOnce();
    void givesUpAtItsTime();
    void anEndedSessionLearnsNothing();
    void aStopAnswersThoseWhoWait();

private:
    [[nodiscard]] static server::Effects changeOf(const StreamId &stream);
    /// Asks, and returns when the server has read once.
    void ask(HttpClient &client, int after, int wait);

    std::unique_ptr<TestShell> m_shell;
    const StreamId m_all = StreamId::all(*FamilyId::parse(u"0190163d-8694-739b-aea5-966c26f8ad91"));
};

void TestWaits::init()
{
    m_shell = std::make_unique<TestShell>();
}

server::Effects TestWaits::changeOf(const StreamId &stream)
{
    server::Effects effects;
    effects.published = {{stream, {}, {}}};
    return effects;
}

void TestWaits::ask(HttpClient &client, int after, int wait)
{
    client.sendRaw("GET /api/v1/streams/" + m_all.toString().toLatin1()
        + "/changes?after=" + QByteArray::number(after) + "&wait=" + QByteArray::number(wait)
        + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\n\r\n");
    QTRY_COMPARE(m_shell->reads(), 1);
}

void TestWaits::answersWhenTheStreamChanges()
{
    HttpClient client(m_shell->port());
    ask(client, 0, 25);
    QCOMPARE(m_shell->listening(), 1);
    HttpClient other(m_shell->port()); // no thread is held up meanwhile
    QCOMPARE(other.get("/api/v1/mine", "good").status, 200);
    m_shell->commit(changeOf(m_all));
    const auto answer = client.read();
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json()[u"commits"_s].toInt(), 1);
    QCOMPARE(m_shell->reads(), 2);
    QCOMPARE(m_shell->listening(), 0);
    QCOMPARE(client.get("/api/v1/mine", "good").status, 200); // the connection lives on
}

void TestWaits::newsDuringTheReadIsNotMissed()
{
    HttpClient client(m_shell->port());
    m_shell->holdReads(true);
    ask(client, 0, 25);
    m_shell->commit(changeOf(m_all)); // after the read saw nothing, before the wait
    m_shell->holdReads(false);
    QCOMPARE(client.read().json()[u"commits"_s].toInt(), 1);
}

void TestWaits::otherStreamsDoNotWake()
{
    HttpClient client(m_shell->port());
    ask(client, 0, 25);
    m_shell->commit(changeOf(StreamId::parents(m_all.family())));
    QCOMPARE(m_shell->listening(), 1);
    m_shell->commit(changeOf(m_all));
    QCOMPARE(client.read().json()[u"commits"_s].toInt(), 2);
}

void TestWaits::whatIsNewIsAnsweredAtOnce()
{
    m_shell->commit(changeOf(m_all));
    HttpClient client(m_shell->port());
    ask(client, 0, 25);
    QCOMPARE(client.read().json()[u"commits"_s].toInt(), 1);
    QCOMPARE(m_shell->reads(), 1);
    QCOMPARE(m_shell->listening(), 0);
}

void TestWaits::givesUpAtItsTime()
{
    HttpClient client(m_shell->port());
    QElapsedTimer timer;
    timer.start();
    ask(client, 0, 1);
    const auto answer = client.read();
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json()[u"commits"_s].toInt(), 0);
    QVERIFY(timer.elapsed() >= 1'000);
    QCOMPARE(m_shell->reads(), 2);
}

void TestWaits::anEndedSessionLearnsNothing()
{
    HttpClient client(m_shell->port());
    ask(client, 0, 25);
    m_shell->endSession();
    m_shell->commit(changeOf(m_all));
    QCOMPARE(client.read().status, 401);
    QCOMPARE(m_shell->reads(), 1);
}

void TestWaits::aStopAnswersThoseWhoWait()
{
    HttpClient client(m_shell->port());
    ask(client, 0, 25);
    m_shell.reset();
    const auto answer = client.read();
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json()[u"commits"_s].toInt(), 0);
    QVERIFY(client.waitForEnd());
}

QTEST_GUILESS_MAIN(TestWaits)
#include "tst_waits.moc"
