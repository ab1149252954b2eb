// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/sql/database.h"
#include "tests/support/http_client.h"
#include "tests/support/server_process.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QSysInfo>
#include <QTcpServer>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// The program: its options, what it says when it cannot start, and how it ends.
class TestProcess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }
    void helpAndVersion();
    void endsCleanlyOnSigterm();
    void survivesAKill();
    void logsHoldNoContent();
    void portInUse();
    void directoryInUse();
    void whatALockFileSaysIsNoLock_data();
    void whatALockFileSaysIsNoLock();
    void directoryThatCannotBeLocked();
    void directoryIsAFile();
    void whatItWritesIsTheOwnersAlone();
    void damagedDatabase();
    void newerDatabase();

private:
    struct Ended
    {
        int code = 0;
        QString said;
    };
    /// Runs the program to its end, which must come by itself.
    [[nodiscard]] Ended run(const QStringList &arguments);
    [[nodiscard]] QString data() const { return m_directory->path(); }
    [[nodiscard]] static QJsonObject anna();

    std::unique_ptr<QTemporaryDir> m_directory;
};

TestProcess::Ended TestProcess::run(const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(ServerProcess::program(), arguments);
    if (!process.waitForFinished()) {
        process.kill();
        process.waitForFinished();
        return {-1, u"did not end"_s};
    }
    return {process.exitCode(), QString::fromUtf8(process.readAll())};
}

QJsonObject TestProcess::anna()
{
    return {{u"name"_s, u"Annabelle Canary"_s}, {u"address"_s, u"canary@example.org"_s},
        {u"password"_s, u"a long enough phrase"_s},
        {u"device"_s,
            QJsonObject{{u"id"_s, u"018f0000-0000-7000-8000-000000000001"_s}, {u"name"_s, u"Phone"_s}}}};
}

void TestProcess::helpAndVersion()
{
    const auto help = run({u"--help"_s});
    QCOMPARE(help.code, 0);
    for (const auto option : {u"--data", u"--port", u"--address", u"--log", u"--threads"})
        QVERIFY2(help.said.contains(QStringView(option)), qPrintable(help.said));
    QCOMPARE(run({u"--version"_s}).said.trimmed(), QStringLiteral(PREGGO_VERSION));
    QVERIFY(run({u"--port"_s, u"many"_s}).code != 0);
    QVERIFY(run({u"--unknown"_s}).code != 0);
}

void TestProcess::endsCleanlyOnSigterm()
{
    ServerProcess server;
    QVERIFY(server.start());
    HttpClient idle(server.port());
    QCOMPARE(idle.get("/readyz").status, 200);
    QCOMPARE(server.stop(), 0);
    QVERIFY(idle.waitForEnd());
    QVERIFY(server.log().contains("\"stopped\""));
    // The write-ahead log was brought home.
    const QFile wal(server.dataDirectory() + u"/preggo.db-wal"_s);
    QVERIFY(!wal.exists() || wal.size() == 0);
}

void TestProcess::survivesAKill()
{
    ServerProcess server;
    QVERIFY(server.start());
    const quint16 port = server.port();
    QByteArray token;
    {
        HttpClient client(port);
        const auto made = client.send("POST", "/api/v1/auth/register", {}, anna());
        QCOMPARE(made.status, 201);
        token = made.json()[u"access_token"_s].toString().toLatin1();
    }
    server.kill();
    QVERIFY(server.restart());
    QCOMPARE(server.port(), port);
    HttpClient client(port);
    QCOMPARE(client.get("/api/v1/account", token).status, 200);
}

void TestProcess::logsHoldNoContent()
{
    ServerProcess server({u"--log"_s, u"debug"_s});
    QVERIFY(server.start());
    HttpClient client(server.port());
    const auto made = client.send("POST", "/api/v1/auth/register", {}, anna());
    const auto token = made.json()[u"access_token"_s].toString().toLatin1();
    const auto user = made.json()[u"user_id"_s].toString().toLatin1();
    QCOMPARE(client.get("/api/v1/families/" + user + "/members?canary=1", token).status, 404);
    QCOMPARE(client.get("/canary-path").status, 404);
    const auto metrics = client.get("/metrics").body;
    QCOMPARE(server.stop(), 0);
    const auto written = server.log() + metrics;
    QVERIFY(written.contains("/api/v1/families/{id}/members"));
    for (const auto &canary : {QByteArray("anary"), QByteArray("Annabelle"), token, user,
             QByteArray("127.0.0.1"), QByteArray("phrase")})
        QVERIFY2(!written.contains(canary), canary.constData());
    for (const auto &line : server.log().split('\n'))
        QVERIFY2(line.isEmpty() || QJsonDocument::fromJson(line).isObject(), line.constData());
}

void TestProcess::portInUse()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    const auto ended = run({u"--data"_s, data(), u"--port"_s, QString::number(other.serverPort())});
    QCOMPARE(ended.code, 1);
    QVERIFY2(ended.said.contains(u"is in use by another program"_s), qPrintable(ended.said));
}

void TestProcess::directoryInUse()
{
    ServerProcess server;
    QVERIFY(server.start());
    const auto ended = run({u"--data"_s, server.dataDirectory(), u"--port"_s, u"0"_s});
    QCOMPARE(ended.code, 1);
    QVERIFY2(ended.said.contains(u"Another server uses"_s), qPrintable(ended.said));
}

/// What a power cut or a move to another computer leaves beside the database.
void TestProcess::whatALockFileSaysIsNoLock_data()
{
    // As QLockFile writes it, with which older versions locked.
    const auto says = [](qint64 process, const QByteArray &computer) -> QByteArray {
        return QByteArray::number(process) + "\npreggo-server\n" + QSysInfo::machineHostName().toUtf8() + '\n'
            + computer + '\n' + QSysInfo::bootUniqueId() + '\n';
    };
    QProcess gone;
    gone.start(ServerProcess::program(), {u"--version"_s});
    const qint64 dead = gone.waitForStarted() ? gone.processId() : 0;
    QVERIFY(gone.waitForFinished());
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("garbage") << QByteArray(4096, '\0');
    QTest::newRow("a process that is gone") << says(dead, QSysInfo::machineUniqueId());
    QTest::newRow("a process of another computer") << says(QCoreApplication::applicationPid(), "elsewhere");
}

void TestProcess::whatALockFileSaysIsNoLock()
{
    QFETCH(QByteArray, content);
    ServerProcess server;
    QFile file(server.dataDirectory() + u"/server.lock"_s);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    file.close();
    QVERIFY2(server.start(), server.log().constData());
    const auto second = run({u"--data"_s, server.dataDirectory(), u"--port"_s, u"0"_s});
    QVERIFY2(second.said.contains(u"Another server uses the data directory"_s), qPrintable(second.said));
    server.kill();
    QVERIFY2(server.start(), server.log().constData());
}

void TestProcess::directoryThatCannotBeLocked()
{
    QVERIFY(QDir(data()).mkdir(u"server.lock"_s));
    const auto ended = run({u"--data"_s, data(), u"--port"_s, u"0"_s});
    QCOMPARE(ended.code, 1);
    QVERIFY2(ended.said.contains(u"cannot be locked"_s), qPrintable(ended.said));
}

void TestProcess::directoryIsAFile()
{
    QFile file(data() + u"/file"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto ended = run({u"--data"_s, file.fileName() + u"/below"_s});
    QCOMPARE(ended.code, 1);
    QVERIFY2(ended.said.contains(u"cannot be written"_s), qPrintable(ended.said));
}

void TestProcess::whatItWritesIsTheOwnersAlone()
{
    ServerProcess server;
    // A directory that was there before, open to every user of the machine.
    QVERIFY(QFile::setPermissions(server.dataDirectory(),
        QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther));
    QVERIFY(server.start());
    constexpr auto kOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
        | QFile::WriteOther | QFile::ExeOther;
    const auto entries =
        QDir(server.dataDirectory()).entryInfoList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden);
    QVERIFY(entries.size() > 2);
    for (const QFileInfo &entry : entries) {
        const bool ours = entry.fileName() == u"stderr.log"_s; // the test keeps its log there
        QVERIFY2(ours || !(entry.permissions() & kOthers), qPrintable(entry.fileName()));
    }
    QCOMPARE(server.stop(), 0);
    QCOMPARE(run({u"--data"_s, QString()}).code != 0, true); // never into the current directory
}

void TestProcess::damagedDatabase()
{
    QFile file(data() + u"/preggo.db"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(8'192, 'x'));
    file.close();
    const auto ended = run({u"--data"_s, data(), u"--port"_s, u"0"_s});
    QCOMPARE(ended.code, 1);
    QVERIFY2(ended.said.contains(u"damaged or is no database"_s), qPrintable(ended.said));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray(8'192, 'x'));
}

void TestProcess::newerDatabase()
{
    {
        auto db = sql::Database::open({.path = data() + u"/preggo.db"_s});
        QVERIFY(db);
        QVERIFY((*db)->exec(u"PRAGMA user_version=9999"_s));
        QVERIFY((*db)->exec(u"CREATE TABLE schema_version(version INTEGER NOT NULL)"_s));
        QVERIFY((*db)->exec(u"INSERT INTO schema_version VALUES(9999)"_s));
    }
    const auto ended = run({u"--data"_s, data(), u"--port"_s, u"0"_s});
    QCOMPARE(ended.code, 1);
    QVERIFY2(ended.said.contains(u"newer version"_s), qPrintable(ended.said));
}

QTEST_GUILESS_MAIN(TestProcess)
#include "tst_process.moc"
