// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/faultproxy/fault_proxy.h"
#include "tests/faultproxy/raw_client.h"
#include "tests/faultproxy/recording_server.h"

#include <QElapsedTimer>
#include <QTest>

using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;
using End = RawClient::End;

namespace {
constexpr int kPatienceMs = 15'000;
const QByteArray kRequest = "POST /push HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello";
} // namespace

/// Each fault against a real server on loopback.
class TestFaultProxy : public QObject
{
    Q_OBJECT

    std::unique_ptr<RecordingServer> m_server;
    std::unique_ptr<FaultProxy> m_proxy;

    void setFault(const QString &text) { m_proxy->setFault(*Fault::parse(text)); }
    /// Sends the request and reads as much as there is of one answer.
    [[nodiscard]] QByteArray ask(RawClient &client)
    {
        return client.send(kRequest) ? client.read(m_server->answer().size()) : QByteArray();
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<RecordingServer>(QByteArray(400, 'a'));
        FaultProxy::Options options;
        options.target = m_server->port();
        m_proxy = FaultProxy::start(options);
        QVERIFY(m_proxy);
    }

    void withoutFaultNothingIsChanged()
    {
        RawClient client(m_proxy->port());
        QCOMPARE(ask(client), m_server->answer());
        QCOMPARE(ask(client), m_server->answer()); // on the same connection
        QCOMPARE(m_server->requests(), QByteArrayList({kRequest, kRequest}));
        QCOMPARE(m_server->connections(), 1);
        QCOMPARE(m_proxy->counts().accepted, 1);
    }

    void takenPortIsTold()
    {
        FaultProxy::Options options;
        options.listen = m_server->port();
        QVERIFY(!FaultProxy::start(options));
        options.listen = 0;
        options.tls = {"no certificate", "no key"};
        QVERIFY(!FaultProxy::start(options));
    }

    void latencyComesOnBothWays()
    {
        setFault(u"latency:60"_s);
        RawClient client(m_proxy->port());
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(ask(client), m_server->answer());
        QVERIFY2(timer.elapsed() >= 120, qPrintable(QString::number(timer.elapsed())));
    }

    void bandwidthBoundsAnAnswer()
    {
        setFault(u"bandwidth:2000"_s);
        RawClient client(m_proxy->port());
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(ask(client), m_server->answer());
        const auto bytes = kRequest.size() + m_server->answer().size();
        QVERIFY2(timer.elapsed() >= bytes / 2 - 5, qPrintable(QString::number(timer.elapsed())));
    }

    void dripIsSlowAndWhole()
    {
        setFault(u"slow-drip:1"_s);
        RawClient client(m_proxy->port());
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(ask(client), m_server->answer());
        QVERIFY2(timer.elapsed() >= kRequest.size() + m_server->answer().size(),
            qPrintable(QString::number(timer.elapsed())));
    }

    void requestIsCutAtAnyByte()
    {
        for (const int bytes : {1, 20, int(kRequest.size()) - 1}) {
            const qint64 before = m_server->bytesReceived();
            setFault(u"cut-request:%1"_s.arg(bytes));
            RawClient client(m_proxy->port());
            QCOMPARE(ask(client), QByteArray());
            QCOMPARE(client.end(), End::Reset);
            QTRY_COMPARE(m_server->bytesReceived() - before, bytes);
        }
        QVERIFY(m_server->requests().isEmpty());
    }

    void answerIsCutAtAnyByte()
    {
        for (const int bytes : {1, 20, int(m_server->answer().size()) - 1}) {
            setFault(u"cut-answer:%1"_s.arg(bytes));
            RawClient client(m_proxy->port());
            // The bytes may be lost with the reset, as on any network; more never come.
            QVERIFY(m_server->answer().left(bytes).startsWith(ask(client)));
            QCOMPARE(client.end(), End::Reset);
            QCOMPARE(m_proxy->counts().cut, 1);
        }
        QCOMPARE(m_server->requests(), QByteArrayList({kRequest, kRequest, kRequest}));
    }

    void answerIsSwallowedAfterTheServerHasIt()
    {
        setFault(u"swallow-answer:POST /push"_s);
        RawClient client(m_proxy->port());
        QCOMPARE(ask(client), QByteArray());
        QCOMPARE(client.end(), End::Reset);
        QCOMPARE(m_server->requests(), QByteArrayList{kRequest});
        QCOMPARE(m_proxy->counts().swallowed, 1);
        RawClient other(m_proxy->port());
        QVERIFY(other.send("GET /else HTTP/1.1\r\n\r\n"));
        QCOMPARE(other.read(m_server->answer().size()), m_server->answer());
        QCOMPARE(m_proxy->counts().swallowed, 1);
    }

    void requestComesASecondTimeByteForByte()
    {
        setFault(u"duplicate:400:POST /push"_s);
        RawClient client(m_proxy->port());
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(ask(client), m_server->answer());
        QTRY_COMPARE_WITH_TIMEOUT(m_proxy->counts().duplicated, 1, kPatienceMs);
        QVERIFY(timer.elapsed() >= 400);
        QCOMPARE(m_server->requests(), QByteArrayList({kRequest, kRequest}));
        QCOMPARE(m_server->connections(), 2);
        QVERIFY(client.send("GET /next HTTP/1.1\r\n\r\n")); // the other answer has not come this way
        QCOMPARE(client.read(m_server->answer().size()), m_server->answer());
        QCOMPARE(m_server->requests().size(), 3);
    }

    void duplicateOutlivesTheFault()
    {
        setFault(u"duplicate:100"_s);
        RawClient client(m_proxy->port());
        QCOMPARE(ask(client), m_server->answer());
        setFault(u"none"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_server->requests().size(), 2, kPatienceMs);
    }

    void resetTakesOpenAndNewConnections()
    {
        RawClient open(m_proxy->port());
        QCOMPARE(ask(open), m_server->answer());
        setFault(u"reset"_s);
        QCOMPARE(open.read(1), QByteArray());
        QCOMPARE(open.end(), End::Reset);
        RawClient fresh(m_proxy->port());
        QCOMPARE(ask(fresh), QByteArray());
        QCOMPARE(fresh.end(), End::Reset);
        QCOMPARE(m_server->connections(), 1);
    }

    void halfOpenAcceptsAndNeverAnswers()
    {
        RawClient open(m_proxy->port());
        QCOMPARE(ask(open), m_server->answer());
        setFault(u"half-open"_s);
        RawClient fresh(m_proxy->port());
        QVERIFY(open.send(kRequest));
        QVERIFY(fresh.send(kRequest));
        QTRY_COMPARE_WITH_TIMEOUT(m_proxy->counts().accepted, 1, kPatienceMs);
        QCOMPARE(fresh.read(1, 100), QByteArray());
        QCOMPARE(fresh.end(), End::Open);
        QCOMPARE(open.read(1, 100), QByteArray());
        QCOMPARE(open.end(), End::Open);
        QCOMPARE(m_server->requests().size(), 1);
        QCOMPARE(m_server->connections(), 1);
        setFault(u"none"_s); // as packets that are sent again
        QCOMPARE(open.read(m_server->answer().size()), m_server->answer());
        QCOMPARE(fresh.read(m_server->answer().size()), m_server->answer());
        QCOMPARE(m_server->requests().size(), 3);
    }

    void journalTellsHowFarEachRequestCame()
    {
        FaultProxy::Options options;
        options.target = m_server->port();
        options.keepsJournal = true;
        m_proxy = FaultProxy::start(options);
        const QByteArray head = "PATCH /file?part=1 HTTP/1.1\r\nAuthorization: Bearer secret\r\n"
                                "Upload-Offset: 70\r\nContent-Length: 5\r\n\r\n";
        const auto sendUnder = [&](const QString &fault) {
            setFault(fault);
            RawClient client(m_proxy->port());
            QVERIFY(client.send(head + "hello"));
            static_cast<void>(client.read(m_server->answer().size()));
        };
        sendUnder(u"none"_s);
        sendUnder(u"cut-request:%1"_s.arg(head.size() + 2));
        sendUnder(u"swallow-answer"_s);
        sendUnder(u"cut-answer:3"_s);
        sendUnder(u"captive-portal"_s);
        QStringList told;
        for (const Passage &each : m_proxy->journal()) {
            told.append(u"%1 %2 at %3: %4 of %5, %6"_s.arg(QString::fromLatin1(each.method),
                QString::fromLatin1(each.path), QString::number(each.uploadOffset),
                QString::number(each.passedBytes), QString::number(each.bodyBytes),
                QString::number(each.status)));
        }
        const QString request = u"PATCH /file?part=1 at 70: "_s;
        QCOMPARE(told,
            QStringList({request + u"5 of 5, 200"_s, request + u"2 of 5, 0"_s, request + u"5 of 5, 0"_s,
                request + u"5 of 5, 0"_s}));
    }

    void withoutBeingAskedThereIsNoJournal()
    {
        RawClient client(m_proxy->port());
        QCOMPARE(ask(client), m_server->answer());
        QVERIFY(m_proxy->journal().isEmpty());
    }

    void portalAnswersEverythingItself()
    {
        setFault(u"captive-portal"_s);
        RawClient client(m_proxy->port());
        QVERIFY(client.send(kRequest + "GET /second HTTP/1.1\r\n\r\n"));
        QVERIFY(client.read(15).startsWith("HTTP/1.1 200 OK"));
        QTRY_COMPARE_WITH_TIMEOUT(m_proxy->counts().portalAnswers, 2, kPatienceMs);
        QVERIFY(client.read(150).contains("text/html"));
        QVERIFY(m_server->requests().isEmpty());
        QCOMPARE(m_server->connections(), 0);
        setFault(u"none"_s);
        RawClient fresh(m_proxy->port());
        QCOMPARE(ask(fresh), m_server->answer());
    }

    void deadServerIsAReset()
    {
        m_proxy->retarget(1);
        RawClient client(m_proxy->port());
        QCOMPARE(ask(client), QByteArray());
        QCOMPARE(client.end(), End::Reset);
        m_proxy->retarget(m_server->port());
        RawClient fresh(m_proxy->port());
        QCOMPARE(ask(fresh), m_server->answer());
    }
};

QTEST_GUILESS_MAIN(TestFaultProxy)
#include "test_fault_proxy.moc"
