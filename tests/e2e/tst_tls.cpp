// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/view_items.h"
#include "person.h"
#include "tests/support/server_process.h"
#include "tests/support/test_ca.h"
#include "tls_door.h"

#include <QTest>

#include <csignal>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

Q_DECLARE_METATYPE(preggo::test::CertifiedKey)

namespace {
constexpr int kPatienceMs = 40'000;
}

/// The client speaks to a server that proves who it is, and to nobody else.
class TestTls : public QObject
{
    Q_OBJECT

    TestCa m_ca;

    [[nodiscard]] static bool warned(Person &person)
    {
        return person.app().status()->property("securityProblem").toBool();
    }
    /// As one who looks at the app again and again: no waiting for the next slow try.
    template <typename Condition> [[nodiscard]] static bool soon(Person &person, const Condition &condition)
    {
        constexpr int kLookMs = 4'000;
        for (int i = 0; i < kPatienceMs / kLookMs; ++i) {
            person.client().setForeground(true);
            if (QTest::qWaitFor(condition, kLookMs))
                return true;
        }
        return false;
    }

private Q_SLOTS:
    void theServersOwnTls()
    {
        const QTemporaryDir directory;
        const QString certificate = directory.filePath(u"server.pem"_s);
        const QString key = directory.filePath(u"server.key"_s);
        TestCa::write(m_ca.issue(), certificate, key);
        ServerProcess server({u"--tls-certificate"_s, certificate, u"--tls-key"_s, key});
        QVERIFY(server.start());
        Person anna(u"Anna"_s, server.url());
        Person karl(u"Karl"_s, server.url());
        anna.trust(m_ca.certificate());
        karl.trust(m_ca.certificate());
        QVERIFY(anna.open() && anna.signUp() && anna.createFamily(u"The Bergs"_s));
        QVERIFY(karl.open() && karl.signUp() && karl.join(anna.invite(u"contributor"_s), u"Grandpa"_s));
        QVERIFY(anna.post(u"By TLS"_s, {anna.drawPicture(800, 600)}));
        QTRY_VERIFY_WITH_TIMEOUT(!karl.postWith(u"By TLS"_s).isEmpty(), kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(anna.connected() && karl.connected(), kPatienceMs);

        // Its certificate is exchanged for one that nobody vouches for, and the app is started again.
        TestCa::write(TestCa::selfSigned(), certificate, key);
        ::kill(static_cast<pid_t>(server.processId()), SIGHUP);
        anna.close();
        QVERIFY(anna.open());
        QTRY_VERIFY_WITH_TIMEOUT(warned(anna), kPatienceMs);
        QVERIFY(anna.post(u"Kept"_s));
        TestCa::write(m_ca.issue(), certificate, key);
        ::kill(static_cast<pid_t>(server.processId()), SIGHUP);
        QVERIFY(soon(anna, [&] { return !karl.postWith(u"Kept"_s).isEmpty() && !warned(anna); }));
        QCOMPARE(server.stop(), 0);
    }

    void aWrongCertificateGetsNothing_data()
    {
        QTest::addColumn<CertifiedKey>("wrong");
        QTest::newRow("expired") << m_ca.issue({.fromDays = -9, .untilDays = -1});
        QTest::newRow("another host's") << m_ca.issue({.names = "DNS:other.example"});
        QTest::newRow("self-signed") << TestCa::selfSigned();
        QTest::newRow("another authority's") << TestCa().issue();
    }

    void aWrongCertificateGetsNothing()
    {
        QFETCH(CertifiedKey, wrong);
        ServerProcess server;
        QVERIFY(server.start());
        TlsDoor door(server.port());
        const auto right = m_ca.issue();
        door.present(right.certificate, right.key);
        Person anna(u"Anna"_s, door.url());
        Person karl(u"Karl"_s, server.url());
        anna.trust(m_ca.certificate());
        QVERIFY(anna.open() && anna.signUp() && anna.createFamily(u"The Bergs"_s));
        QVERIFY(karl.open() && karl.signUp() && karl.join(anna.invite(u"contributor"_s), u"Grandpa"_s));
        QTRY_VERIFY_WITH_TIMEOUT(anna.connected(), kPatienceMs);
        QVERIFY(!warned(anna));

        door.present(wrong.certificate, wrong.key);
        const QString text = u"Only for the family"_s;
        QVERIFY(anna.post(text, {anna.drawPicture(800, 600)}));
        QTRY_VERIFY_WITH_TIMEOUT(warned(anna), kPatienceMs);
        const int seen = door.visits();
        QVERIFY(soon(anna, [&] { return door.visits() > seen; }));
        QVERIFY(anna.waiting() >= 1);
        QVERIFY(!anna.postWith(text).isEmpty());
        QCOMPARE(door.requestBytes(), 0);

        door.present(right.certificate, right.key);
        QVERIFY(soon(
            anna, [&] { return anna.waiting() == 0 && !warned(anna) && !karl.postWith(text).isEmpty(); }));
        QCOMPARE(server.stop(), 0);
    }

    void aPasswordIsNotSentToAStranger()
    {
        ServerProcess server;
        QVERIFY(server.start());
        TlsDoor door(server.port());
        const auto wrong = TestCa::selfSigned();
        door.present(wrong.certificate, wrong.key);
        Person anna(u"Anna"_s, door.url());
        QVERIFY(anna.open());
        auto *session = anna.app().session();
        session->signUp(u"Anna"_s, u"anna@example.org"_s, u"four unusual words here"_s);
        QTRY_VERIFY_WITH_TIMEOUT(session->errorText().contains(u"not safe"), kPatienceMs);
        QVERIFY(door.visits() > 0);
        QCOMPARE(door.requestBytes(), 0);
    }
};

QTEST_MAIN(TestTls)
#include "tst_tls.moc"
