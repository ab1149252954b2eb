// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/http/trusted_proxies.h"

#include <QTest>

using namespace preggo::server;

/// Whom a request is from, behind reverse proxies and behind nobody.
class TestProxies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesTheClient_data()
    {
        QTest::addColumn<QByteArray>("peer");
        QTest::addColumn<QByteArray>("forwarded");
        QTest::addColumn<QByteArray>("client");
        const auto row = [](const char *name, const char *peer, const char *forwarded, const char *client) {
            QTest::newRow(name) << QByteArray(peer) << QByteArray(forwarded) << QByteArray(client);
        };
        row("direct", "203.0.113.9", "", "203.0.113.9");
        row("a stranger claims", "203.0.113.9", "192.0.2.1", "203.0.113.9");
        row("by a proxy", "10.1.2.3", "192.0.2.1", "192.0.2.1");
        row("a claim before the proxy's hop", "10.1.2.3", "198.51.100.7, 192.0.2.1", "192.0.2.1");
        row("two proxies", "10.1.2.3", "198.51.100.7, 192.0.2.1, 10.9.9.9", "192.0.2.1");
        row("a claim to be a proxy", "10.1.2.3", "192.0.2.1, 10.0.0.1, 203.0.113.9", "203.0.113.9");
        row("proxies alone", "10.1.2.3", "10.0.0.1, 10.0.0.2", "10.0.0.1");
        row("no header", "10.1.2.3", "", "10.1.2.3");
        row("nonsense", "10.1.2.3", "192.0.2.1, unknown", "10.1.2.3");
        row("loopback", "::1", "2001:db8::7", "2001:db8::7");
        row("mapped", "::ffff:10.1.2.3", "::ffff:192.0.2.1", "192.0.2.1");
        row("with a port", "10.1.2.3", "192.0.2.1:4711", "192.0.2.1");
        row("in brackets", "10.1.2.3", "[2001:db8::7]:4711", "2001:db8::7");
        row("beside the network", "11.1.2.3", "192.0.2.1", "11.1.2.3");
        row("half a byte", "172.31.0.1", "192.0.2.1", "192.0.2.1");
        row("beyond half a byte", "172.32.0.1", "192.0.2.1", "172.32.0.1");
    }
    void namesTheClient()
    {
        const auto proxies = TrustedProxies::parse({"10.0.0.0/8", "172.16.0.0/12", "::1"});
        QVERIFY(proxies);
        QFETCH(QByteArray, peer);
        QFETCH(QByteArray, forwarded);
        QTEST(proxies->clientOf(peer, forwarded), "client");
    }

    void withoutProxiesNobodyIsBelieved()
    {
        QCOMPARE(TrustedProxies().clientOf("127.0.0.1", "192.0.2.1"), QByteArray("127.0.0.1"));
    }

    void aLongListCostsNoMore()
    {
        const auto proxies = TrustedProxies::parse({"0.0.0.0/0"});
        QCOMPARE(proxies->clientOf("10.0.0.1", QByteArray("192.0.2.1,").repeated(5'000) + "192.0.2.2"),
            QByteArray("192.0.2.1"));
    }

    void refusesWhatIsNoNetwork()
    {
        for (const auto *bad :
            {"", "10.0.0.0/33", "::/129", "10.0.0", "proxy.example", "10.0.0.0/", "10.0.0.0/x"})
            QVERIFY2(!TrustedProxies::parse({bad}), bad);
        QVERIFY(TrustedProxies::parse({}));
    }
};

QTEST_GUILESS_MAIN(TestProxies)
#include "tst_proxies.moc"
