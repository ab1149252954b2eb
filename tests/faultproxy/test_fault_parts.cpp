// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/faultproxy/fault.h"
#include "tests/faultproxy/journal.h"
#include "tests/faultproxy/request_reader.h"
#include "tests/faultproxy/shaper.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;
using Then = Portion::Then;

/// What the proxy is made of and needs no network.
class TestFaultParts : public QObject
{
    Q_OBJECT

    RequestReader m_requests;
    SeededRng m_rng{7};

    [[nodiscard]] std::unique_ptr<Shaper> shaperFor(const QString &fault, Way way = Way::Answer)
    {
        return makeShaper(*Fault::parse(fault), way, m_requests, m_rng);
    }

private Q_SLOTS:
    void init() { m_requests = RequestReader(); }

    void faultIsReadAsItIsWritten_data()
    {
        QTest::addColumn<QString>("text");
        for (const auto *text : {"none", "latency:200", "latency:200+50", "bandwidth:1000", "slow-drip:5",
                 "cut-request:0", "cut-answer:12", "swallow-answer", "swallow-answer:POST /a:b",
                 "duplicate:1500", "duplicate:10:POST /x", "reset", "half-open", "captive-portal"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void faultIsReadAsItIsWritten()
    {
        QFETCH(const QString, text);
        const auto fault = Fault::parse(text);
        QVERIFY(fault.has_value());
        QCOMPARE(fault->toText(), text);
    }

    void nonsenseIsNoFault_data()
    {
        QTest::addColumn<QString>("text");
        for (const auto *text : {"", "rain", "latency", "latency:", "latency:x", "latency:-1", "latency:1+x",
                 "bandwidth:0", "reset:1", "cut-answer:5+1", "latency:1:POST"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void nonsenseIsNoFault()
    {
        QFETCH(const QString, text);
        QVERIFY(!Fault::parse(text).has_value());
    }

    void requestsAreFoundWhateverThePieces_data()
    {
        QTest::addColumn<int>("piece");
        for (const int piece : {1, 2, 7, 33, 1000})
            QTest::newRow(qPrintable(QString::number(piece))) << piece;
    }
    void requestsAreFoundWhateverThePieces()
    {
        QFETCH(const int, piece);
        const QByteArrayList sent{"GET /a HTTP/1.1\r\nHost: x\r\n\r\n",
            "POST /b HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello",
            "PUT /c HTTP/1.1\r\ncontent-length:  0\r\n\r\n"};
        QByteArrayList found;
        RequestReader reader([&](const QByteArray &request) { found.append(request); });
        const QByteArray all = sent.join();
        for (qsizetype at = 0; at < all.size(); at += piece)
            reader.take(all.mid(at, piece));
        QCOMPARE(found, sent);
        QVERIFY(reader.isWhole());
        QCOMPARE(reader.head(), sent.last());
    }

    void requestIsWholeWithItsLastByteAlone()
    {
        RequestReader reader;
        const QByteArray request = "POST /b HTTP/1.1\r\nContent-Length: 2\r\n\r\nhi";
        for (qsizetype at = 0; at < request.size(); ++at) {
            reader.take(request.mid(at, 1));
            QCOMPARE(reader.isWhole(), at == request.size() - 1);
        }
    }

    void afterAnUpgradeThereAreNoMoreRequests()
    {
        int found = 0;
        RequestReader reader([&](const QByteArray &) { ++found; });
        reader.take("GET /ws HTTP/1.1\r\nUpgrade: websocket\r\n\r\n");
        reader.take("GET /looks-like HTTP/1.1\r\n\r\n");
        QCOMPARE(found, 1);
        QVERIFY(reader.isWhole());
    }

    void hugeRequestIsFollowedButNotKept()
    {
        QByteArrayList found;
        RequestReader reader([&](const QByteArray &request) { found.append(request); });
        const qsizetype size = RequestReader::kKeptBytes + 1;
        reader.take("POST / HTTP/1.1\r\nContent-Length: " + QByteArray::number(size) + "\r\n\r\n");
        reader.take(QByteArray(size, 'x'));
        reader.take("GET /after HTTP/1.1\r\n\r\n");
        QCOMPARE(found.size(), 2);
        QVERIFY(found.first().isEmpty());
        QVERIFY(found.last().startsWith("GET /after"));
    }

    void withoutFaultAllPassesAtOnce()
    {
        const auto portion = shaperFor(u"none"_s)->next(5000);
        QCOMPARE(portion.bytes, 5000U);
        QCOMPARE(portion.wait.count(), 0);
        QCOMPARE(portion.then, Then::GoOn);
    }

    void latencyLiesBetweenItsBounds()
    {
        const auto shaper = shaperFor(u"latency:100+20"_s);
        bool differs = false;
        for (int i = 0; i < 200; ++i) {
            const auto wait = shaper->next(10).wait.count();
            QVERIFY(wait >= 100 && wait <= 120);
            differs |= wait != 100;
        }
        QVERIFY(differs);
    }

    void sameSeedIsSameChance()
    {
        const auto drawn = [&](quint64 seed) {
            SeededRng rng(seed);
            const auto shaper = makeShaper(*Fault::parse(u"latency:0+1000"_s), Way::Answer, m_requests, rng);
            QVector<qint64> waits;
            for (int i = 0; i < 20; ++i)
                waits.append(shaper->next(1).wait.count());
            return waits;
        };
        QCOMPARE(drawn(3), drawn(3));
        QVERIFY(drawn(3) != drawn(4));
    }

    void bandwidthTakesItsTime()
    {
        const auto shaper = shaperFor(u"bandwidth:10000"_s);
        qint64 passed = 0;
        qint64 time = 0;
        while (passed < 10'000) {
            const auto portion = shaper->next(static_cast<std::size_t>(10'000 - passed));
            QVERIFY(portion.bytes > 0 && portion.bytes <= 1000);
            passed += static_cast<qint64>(portion.bytes);
            time += portion.wait.count();
        }
        QCOMPARE(time, 1000);
    }

    void dripIsAByteATime()
    {
        const auto portion = shaperFor(u"slow-drip:7"_s)->next(100);
        QCOMPARE(portion.bytes, 1U);
        QCOMPARE(portion.wait.count(), 7);
    }

    void cutComesAfterItsBytesAndInItsDirectionAlone()
    {
        const auto shaper = shaperFor(u"cut-request:10"_s, Way::Request);
        QCOMPARE(shaper->next(4).then, Then::GoOn);
        const auto last = shaper->next(100);
        QCOMPARE(last.bytes, 6U);
        QCOMPARE(last.then, Then::Reset);
        QCOMPARE(shaperFor(u"cut-request:10"_s, Way::Answer)->next(100).then, Then::GoOn);
        QCOMPARE(shaperFor(u"cut-answer:10"_s, Way::Request)->next(100).then, Then::GoOn);
    }

    void answerIsSwallowedOnceTheRequestIsWhole()
    {
        const auto shaper = shaperFor(u"swallow-answer:POST /push"_s);
        m_requests.take("POST /push HTTP/1.1\r\nContent-Length: 2\r\n\r\nh");
        QCOMPARE(shaper->next(9).bytes, 9U); // e.g. a refusal that did not wait for the rest
        m_requests.take("i");
        const auto portion = shaper->next(9);
        QCOMPARE(portion.bytes, 0U);
        QCOMPARE(portion.then, Then::Reset);
        m_requests.take("GET /other HTTP/1.1\r\n\r\n");
        QCOMPARE(shaper->next(9).then, Then::GoOn);
    }

    void halfOpenPassesNothing()
    {
        const auto portion = shaperFor(u"half-open"_s)->next(9);
        QCOMPARE(portion.bytes, 0U);
        QCOMPARE(portion.then, Then::Hang);
    }

    void interimAnswersAreNoAnswer()
    {
        QCOMPARE(finalStatus(""), 0);
        QCOMPARE(finalStatus("HTTP/1.1 20"), 0);
        QCOMPARE(finalStatus("HTTP/1.1 204 No Content\r\n"), 204);
        QCOMPARE(finalStatus("HTTP/1.1 100 Continue\r\n"), 0);
        QCOMPARE(finalStatus("HTTP/1.1 100 Continue\r\n\r\n"), 0);
        QCOMPARE(finalStatus("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 460 Checksum\r\nA: b\r\n"), 460);
    }

    void aJournalIsBounded()
    {
        Journal journal;
        for (qsizetype i = 0; i < Journal::kPassagesMax; ++i)
            QCOMPARE(journal.begin({}), int(i));
        QCOMPARE(journal.begin({}), Journal::kNone);
        journal.setPassed(Journal::kNone, 1);
        journal.setStatus(Journal::kNone, 200);
        QCOMPARE(journal.all().size(), Journal::kPassagesMax);
    }
};

QTEST_GUILESS_MAIN(TestFaultParts)
#include "test_fault_parts.moc"
