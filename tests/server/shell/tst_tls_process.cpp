// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/http_client.h"
#include "tests/support/server_process.h"
#include "tests/support/test_ca.h"

#include <QTest>

#include <csignal>

using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// `preggo-server --tls-certificate --tls-key`.
class TestTlsProcess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_certificate = m_directory->filePath(u"server.pem"_s);
        m_key = m_directory->filePath(u"server.key"_s);
    }
    void servesByTls();
    void bothOrNeither();
    void saysWhatIsWrong();
    void readsTheCertificateAnew();

private:
    [[nodiscard]] QStringList options() const
    {
        return {u"--tls-certificate"_s, m_certificate, u"--tls-key"_s, m_key};
    }
    [[nodiscard]] QSslConfiguration trusting() const
    {
        auto tls = QSslConfiguration::defaultConfiguration();
        tls.setCaCertificates({QSslCertificate(m_ca.certificate())});
        return tls;
    }
    [[nodiscard]] QByteArray served(quint16 port) const
    {
        HttpClient client(port, trusting());
        return dynamic_cast<QSslSocket &>(client.socket()).peerCertificate().toPem();
    }
    [[nodiscard]] std::pair<int, QString> run(const QStringList &arguments) const
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(ServerProcess::program(),
            QStringList{u"--data"_s, m_directory->filePath(u"data"_s), u"--port"_s, u"0"_s} + arguments);
        if (!process.waitForFinished())
            process.kill();
        process.waitForFinished();
        return {process.exitCode(), QString::fromUtf8(process.readAll())};
    }

    TestCa m_ca;
    std::unique_ptr<QTemporaryDir> m_directory;
    QString m_certificate;
    QString m_key;
};

void TestTlsProcess::servesByTls()
{
    TestCa::write(m_ca.issue(), m_certificate, m_key);
    ServerProcess server(options());
    QVERIFY(server.start());
    QVERIFY(server.url().startsWith(u"https://"));
    HttpClient client(server.port(), trusting());
    QVERIFY(client.isSecure());
    QCOMPARE(client.get("/readyz").status, 200);
    QCOMPARE(server.stop(), 0);
}

void TestTlsProcess::bothOrNeither()
{
    TestCa::write(m_ca.issue(), m_certificate, m_key);
    for (const auto &half : {options().mid(0, 2), options().mid(2)}) {
        const auto [code, said] = run(half);
        QVERIFY(code != 0);
        QVERIFY2(said.contains(u"--tls-certificate") && said.contains(u"--tls-key"), qPrintable(said));
    }
}

void TestTlsProcess::saysWhatIsWrong()
{
    const auto [missing, sentence] = run(options());
    QCOMPARE(missing, 1);
    QVERIFY2(sentence.contains(u"server.pem cannot be read"), qPrintable(sentence));
    TestCa::write(m_ca.issue({.fromDays = -9, .untilDays = -1}), m_certificate, m_key);
    const auto [expired, other] = run(options());
    QCOMPARE(expired, 1);
    QVERIFY2(other.contains(u"expired at"), qPrintable(other));
}

void TestTlsProcess::readsTheCertificateAnew()
{
    const auto first = m_ca.issue();
    TestCa::write(first, m_certificate, m_key);
    ServerProcess server(options());
    QVERIFY(server.start());
    QCOMPARE(served(server.port()), first.certificate);
    const auto second = m_ca.issue();
    TestCa::write({second.certificate, first.key}, m_certificate, m_key); // half-way through a renewal
    ::kill(static_cast<pid_t>(server.processId()), SIGHUP);
    QTRY_VERIFY(server.log().contains("is not that of the certificate"));
    QVERIFY(server.isRunning());
    QCOMPARE(served(server.port()), first.certificate);
    TestCa::write(second, m_certificate, m_key);
    ::kill(static_cast<pid_t>(server.processId()), SIGHUP);
    QTRY_COMPARE(served(server.port()), second.certificate);
    QCOMPARE(server.stop(), 0);
}

QTEST_GUILESS_MAIN(TestTlsProcess)
#include "tst_tls_process.moc"
