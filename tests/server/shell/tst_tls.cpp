// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/http/tls_context.hpp"
#include "test_shell.h"
#include "tests/support/http_client.h"
#include "tests/support/test_ca.h"

#include <QSslCipher>
#include <QTest>
#include <QWebSocket>

using namespace preggo;
using namespace preggo::test;
using namespace preggo::server;
using namespace Qt::Literals::StringLiterals;

Q_DECLARE_METATYPE(preggo::test::CertifiedKey)

/// The shell by TLS: the same answers, and its own ways to be held up.
class TestTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void answersAsPlainHttpDoes();
    void speaksWithForwardSecrecyAlone();
    void sendsPartsOfAPicture();
    void aWebSocketIsWelcomed();
    void theEndIsTold();
    void plainHttpIsShownTheDoor();
    void aSlowHandshakeIsCut();
    void handshakesCountAsConnections();
    void aCertificateIsExchanged();
    void badFilesAreNamed_data();
    void badFilesAreNamed();

private:
    [[nodiscard]] QString file(const QString &name) const { return m_directory->filePath(name); }
    [[nodiscard]] TlsFiles files(const CertifiedKey &pair, const QString &name = u"server"_s) const
    {
        const TlsFiles files{file(name + u".pem"_s), file(name + u".key"_s)};
        TestCa::write(pair, files.certificate, files.key);
        return files;
    }
    [[nodiscard]] QSslConfiguration trusting() const
    {
        auto tls = QSslConfiguration::defaultConfiguration();
        tls.setCaCertificates({QSslCertificate(m_ca.certificate())});
        return tls;
    }
    [[nodiscard]] static QByteArray certificateOf(HttpClient &client)
    {
        return dynamic_cast<QSslSocket &>(client.socket()).peerCertificate().toPem();
    }

    TestCa m_ca;
    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestTls::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
}

void TestTls::answersAsPlainHttpDoes()
{
    TestShell shell(TestShell::Setting{.tls = files(m_ca.issue())});
    HttpClient client(shell.port(), trusting());
    QVERIFY(client.isSecure());
    for (int i = 0; i < 2; ++i) // the connection is kept
        QCOMPARE(client.get("/api/v1/things/7?q=x").json()[u"id"_s].toString(), u"7"_s);
    const auto echoed = client.send("POST", "/api/v1/things", {}, {{u"a"_s, u"b"_s}});
    QCOMPARE(echoed.status, 201);
    QCOMPARE(echoed.json()[u"a"_s].toString(), u"b"_s);
    const auto large = client.get("/api/v1/large");
    QCOMPARE(large.status, 200);
    QVERIFY(large.body.size() > 20'000);
}

void TestTls::speaksWithForwardSecrecyAlone()
{
    TestShell shell(TestShell::Setting{.tls = files(m_ca.issue())});
    auto older = trusting();
    older.setProtocol(QSsl::TlsV1_2);
    HttpClient client(shell.port(), older);
    QVERIFY(client.isSecure());
    const auto cipher = dynamic_cast<QSslSocket &>(client.socket()).sessionCipher();
    QCOMPARE(cipher.protocol(), QSsl::TlsV1_2);
    QVERIFY2(cipher.keyExchangeMethod() == u"ECDH", qPrintable(cipher.name()));
    older.setCiphers(u"ECDHE-ECDSA-AES128-SHA"_s); // without authenticated encryption
    QVERIFY(!HttpClient(shell.port(), older).isSecure());
}

void TestTls::sendsPartsOfAPicture()
{
    TestShell shell(TestShell::Setting{.tls = files(m_ca.issue())});
    HttpClient client(shell.port(), trusting());
    QCOMPARE(client.get("/file").body, TestShell::fileContent());
    const auto part = client.get("/file", {}, {{"range", "bytes=100000-499999"}});
    QCOMPARE(part.status, 206);
    QCOMPARE(part.body, TestShell::fileContent().mid(100'000, 400'000));
}

void TestTls::aWebSocketIsWelcomed()
{
    TestShell shell(TestShell::Setting{.tls = files(m_ca.issue())});
    QWebSocket socket;
    socket.setSslConfiguration(trusting());
    QByteArrayList frames;
    connect(&socket, &QWebSocket::textMessageReceived, this,
        [&](const QString &text) { frames.append(text.toUtf8()); });
    QNetworkRequest request(QUrl(u"wss://127.0.0.1:%1/api/v1/realtime"_s.arg(shell.port())));
    request.setRawHeader("Authorization", "Bearer good");
    socket.open(request);
    QTRY_COMPARE(shell.sockets(), 1);
    socket.sendTextMessage(u"{\"type\":\"hello\",\"device\":\"%1\",\"streams\":[]}"_s.arg(
        shell.peer().principal.device.toString()));
    QTRY_COMPARE(frames.size(), 1);
    QVERIFY2(frames[0].contains("\"welcome\""), frames[0].constData());
    socket.close();
    QTRY_COMPARE(shell.sockets(), 0);
    QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
}

void TestTls::theEndIsTold()
{
    TestShell shell(TestShell::Setting{.tls = files(m_ca.issue())});
    // Qt's sockets do not tell an end from a cut.
    net::io_context io;
    net::ssl::context tls(net::ssl::context::tls_client);
    net::ssl::stream<tcp::socket> client(io, tls);
    client.lowest_layer().connect({net::ip::address_v4::loopback(), shell.port()});
    client.handshake(net::ssl::stream_base::client);
    net::write(client,
        net::buffer(std::string("GET /api/v1/things/1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")));
    std::string answer;
    boost::system::error_code error;
    net::read(client, net::dynamic_buffer(answer), error);
    QVERIFY(answer.starts_with("HTTP/1.1 200"));
    QCOMPARE(error, net::error::eof);
}

void TestTls::plainHttpIsShownTheDoor()
{
    TestShell shell(TestShell::Setting{.tls = files(m_ca.issue())});
    HttpClient plain(shell.port());
    plain.sendRaw("GET /api/v1/things/1 HTTP/1.1\r\nHost: x\r\n\r\n");
    QCOMPARE(plain.read(false, 5'000).status, 0);
    QVERIFY(plain.waitForEnd());
    QVERIFY(HttpClient(shell.port(), trusting()).isSecure());
}

void TestTls::aSlowHandshakeIsCut()
{
    TestShell shell(TestShell::Setting{.tls = files(m_ca.issue())});
    HttpClient silent(shell.port());
    HttpClient slow(shell.port());
    slow.sendRaw(QByteArray::fromHex("160301020001")); // a hello begins so
    QVERIFY(silent.waitForEnd(5'000));
    QVERIFY(slow.waitForEnd(5'000));
    QVERIFY(HttpClient(shell.port(), trusting()).isSecure());
}

void TestTls::handshakesCountAsConnections()
{
    TestShell shell(TestShell::Setting{
        .tls = files(m_ca.issue()), .connectionsMax = 3, .handshake = std::chrono::minutes(1)});
    QVector<std::shared_ptr<HttpClient>> silent;
    for (int i = 0; i < 3; ++i)
        silent.append(std::make_shared<HttpClient>(shell.port()));
    QVERIFY(!HttpClient(shell.port(), trusting()).isSecure());
    silent.removeLast();
    // An attempt that comes too early is itself a connection to be noticed as gone.
    QTRY_VERIFY_WITH_TIMEOUT(HttpClient(shell.port(), trusting()).isSecure(), 30'000);
}

void TestTls::aCertificateIsExchanged()
{
    const auto first = m_ca.issue();
    TestShell shell(TestShell::Setting{.tls = files(first)});
    HttpClient before(shell.port(), trusting());
    QCOMPARE(certificateOf(before), first.certificate);
    const auto second = m_ca.issue();
    QVERIFY(shell.useCertificate(files(second)));
    HttpClient after(shell.port(), trusting());
    QCOMPARE(certificateOf(after), second.certificate);
    QCOMPARE(before.get("/api/v1/things/1").status, 200); // who was there stays
    QVERIFY(!shell.useCertificate(files(m_ca.issue({.fromDays = -2, .untilDays = -1}))));
    HttpClient still(shell.port(), trusting());
    QCOMPARE(certificateOf(still), second.certificate);
}

void TestTls::badFilesAreNamed_data()
{
    QTest::addColumn<CertifiedKey>("pair");
    QTest::addColumn<QString>("sentence");
    const auto good = m_ca.issue();
    QTest::newRow("no certificate") << CertifiedKey{"x", good.key} << u"holds no certificate in PEM form"_s;
    QTest::newRow("no key") << CertifiedKey{good.certificate, "x"} << u"holds no private key"_s;
    QTest::newRow("locked key") << CertifiedKey{good.certificate, TestCa::lockedKey()}
                                << u"without a password"_s;
    QTest::newRow("another's key") << CertifiedKey{good.certificate, m_ca.issue().key}
                                   << u"is not that of the certificate"_s;
    QTest::newRow("expired") << m_ca.issue({.fromDays = -9, .untilDays = -1}) << u"expired at 20"_s;
    QTest::newRow("not yet") << m_ca.issue({.fromDays = 1}) << u"Check the clock"_s;
}

void TestTls::badFilesAreNamed()
{
    QFETCH(CertifiedKey, pair);
    QFETCH(QString, sentence);
    TestShell shell;
    const auto loaded = shell.useCertificate(files(pair));
    QVERIFY(!loaded);
    QVERIFY2(loaded.error().contains(sentence), qPrintable(loaded.error()));
    auto good = files(m_ca.issue());
    QVERIFY(shell.useCertificate(good));
    QVERIFY(QFile::setPermissions(good.key, QFile::ReadOwner | QFile::ReadOther));
    QVERIFY(shell.useCertificate(good).error().contains(u"can be read by everybody"));
    good.key = file(u"nowhere"_s);
    QVERIFY(shell.useCertificate(good).error().contains(u"cannot be read"));
}

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
