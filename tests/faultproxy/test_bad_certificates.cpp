// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/net/qt_http_transport.h"
#include "tests/faultproxy/certificates.h"
#include "tests/faultproxy/fault_proxy.h"
#include "tests/faultproxy/recording_server.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kPatienceMs = 15'000;
constexpr long kDay = 86'400;
} // namespace

/// The client's own transport against servers that are not who they say.
class TestBadCertificates : public QObject
{
    Q_OBJECT

    RecordingServer m_server{"fine"};
    std::optional<Certificate> m_authority;

    /// The answer through a proxy that shows a certificate of this kind. The client trusts the authority.
    [[nodiscard]] std::optional<HttpAnswer> answerUnder(const Certificate &shown, int *refused)
    {
        FaultProxy::Options options;
        options.target = m_server.port();
        options.tls = {shown.certificate, shown.key};
        const auto proxy = FaultProxy::start(options);
        if (!proxy)
            return std::nullopt;
        QtHttpTransport client(QUrl(proxy->url()),
            {PlainHttp::LocalOnly, {QSslCertificate(m_authority->certificate, QSsl::Pem)}});
        std::optional<HttpAnswer> answer;
        HttpRequest request;
        request.path = u"/secret"_s;
        client.send(request, [&](HttpAnswer came) { answer = std::move(came); });
        (void)QTest::qWaitFor([&] { return answer.has_value(); }, kPatienceMs);
        if (answer && answer->failure == NetFailure::Tls)
            (void)QTest::qWaitFor([&] { return proxy->counts().handshakesFailed > 0; }, kPatienceMs);
        *refused = proxy->counts().handshakesFailed;
        return answer;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_authority = makeAuthority();
        QVERIFY(m_authority.has_value());
    }

    void goodCertificateIsTaken()
    {
        const auto shown = makeCertificate(*m_authority, {"server", "IP:127.0.0.1"});
        QVERIFY(shown.has_value());
        int refused = 0;
        const auto answer = answerUnder(*shown, &refused);
        QVERIFY(answer.has_value());
        QCOMPARE(answer->failure, NetFailure::None);
        QCOMPARE(answer->body, QByteArray("fine"));
        QCOMPARE(refused, 0);
        QCOMPARE(m_server.requests().size(), 1);
    }

    void badCertificateIsRefusedBeforeAWordIsSaid_data()
    {
        QTest::addColumn<Certificate>("shown");
        const auto stranger = makeAuthority({"Somebody else"});
        QVERIFY(stranger.has_value());
        QTest::newRow("expired") << makeCertificate(
            *m_authority, {"server", "IP:127.0.0.1", -2 * kDay, -kDay})
                                        .value_or(Certificate());
        QTest::newRow("not yet valid")
            << makeCertificate(*m_authority, {"server", "IP:127.0.0.1", kDay, 2 * kDay})
                   .value_or(Certificate());
        QTest::newRow("another's name")
            << makeCertificate(*m_authority, {"server", "DNS:other.example"}).value_or(Certificate());
        QTest::newRow("unknown authority")
            << makeCertificate(*stranger, {"server", "IP:127.0.0.1"}).value_or(Certificate());
    }
    void badCertificateIsRefusedBeforeAWordIsSaid()
    {
        QFETCH(const Certificate, shown);
        const auto before = m_server.bytesReceived();
        int refused = 0;
        const auto answer = answerUnder(shown, &refused);
        QVERIFY(answer.has_value());
        QCOMPARE(answer->failure, NetFailure::Tls);
        QCOMPARE(m_server.bytesReceived(), before);
        QVERIFY(answer->body.isEmpty());
        QVERIFY(refused > 0);
    }
};

QTEST_GUILESS_MAIN(TestBadCertificates)
#include "test_bad_certificates.moc"
