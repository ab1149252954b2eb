// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/data/data_places.h"
#include "storage/sql/database.h"
#include "tests/support/http_client.h"
#include "tests/support/server_process.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace preggo::test;
using namespace preggo::server;
using namespace Qt::Literals::StringLiterals;

/// `preggo-server backup` and `restore` as one runs them.
class TestCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void backupBesideTheServerAndRestore();
    void restoreNeedsAStoppedServer();
    void noServerRunsOnABackup();
    void noServerRunsOnAnUnfinishedRestore();
    void missingPicturesAreTold();
    void wrongUse();

private:
    struct Ended
    {
        int code = 0;
        QString said;
    };
    [[nodiscard]] static Ended run(const QStringList &arguments);
    [[nodiscard]] Ended backUp() const
    {
        return run({u"backup"_s, u"--data"_s, m_server->dataDirectory(), u"--to"_s, backup()});
    }
    [[nodiscard]] Ended restore() const
    {
        return run({u"restore"_s, u"--data"_s, m_server->dataDirectory(), u"--from"_s, backup()});
    }
    [[nodiscard]] QString backup() const { return m_directory->filePath(u"backup"_s); }
    /// Registers a person; her token.
    [[nodiscard]] QByteArray signUp(const QString &name) const;
    [[nodiscard]] HttpAnswer get(const QByteArray &path, const QByteArray &token) const;
    [[nodiscard]] QJsonObject ownHead(const QByteArray &token) const;

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<ServerProcess> m_server;
};

void TestCommands::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ServerProcess>();
}

TestCommands::Ended TestCommands::run(const QStringList &arguments)
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

QByteArray TestCommands::signUp(const QString &name) const
{
    HttpClient client(m_server->port());
    const QJsonObject device{
        {u"id"_s, u"018f0000-0000-7000-8000-00000000000%1"_s.arg(name.size())}, {u"name"_s, u"Phone"_s}};
    const auto made = client.send("POST", "/api/v1/auth/register", {},
        {{u"name"_s, name}, {u"address"_s, name + u"@example.org"_s},
            {u"password"_s, u"a long enough phrase"_s}, {u"device"_s, device}});
    return made.json()[u"access_token"_s].toString().toLatin1();
}

HttpAnswer TestCommands::get(const QByteArray &path, const QByteArray &token) const
{
    return HttpClient(m_server->port()).get(path, token);
}

QJsonObject TestCommands::ownHead(const QByteArray &token) const
{
    const auto heads = get("/api/v1/sync/heads", token).json()[u"heads"_s].toObject();
    return heads.isEmpty() ? QJsonObject() : heads.begin().value().toObject();
}

void TestCommands::backupBesideTheServerAndRestore()
{
    QVERIFY(m_server->start());
    const auto anna = signUp(u"Anna"_s);
    const auto before = ownHead(anna);
    const auto made = backUp();
    QVERIFY2(made.code == 0, qPrintable(made.said));
    QVERIFY2(made.said.contains(u"holds the database, the keys and 0 picture files"), qPrintable(made.said));
    const auto later = signUp(u"Bertha"_s);
    QCOMPARE(get("/api/v1/account", later).status, 200);
    QCOMPARE(ownHead(anna)[u"durable"_s].toInt(), before[u"head"_s].toInt());
    QCOMPARE(ownHead(later)[u"durable"_s].toInt(), 0); // no backup knows of her
    QCOMPARE(m_server->stop(), 0);
    const auto restored = restore();
    QVERIFY2(restored.code == 0, qPrintable(restored.said));
    QVERIFY2(restored.said.contains(u"before-restore-"), qPrintable(restored.said));
    QVERIFY(m_server->restart());
    const auto after = ownHead(anna); // the keys fit: she is still signed in
    QCOMPARE(after[u"head"_s], before[u"head"_s]);
    QVERIFY(!after.isEmpty() && after[u"epoch"_s] != before[u"epoch"_s]);
    QVERIFY(get("/api/v1/account", later).status != 200);
}

void TestCommands::restoreNeedsAStoppedServer()
{
    QVERIFY(m_server->start());
    const auto anna = signUp(u"Anna"_s);
    QCOMPARE(backUp().code, 0);
    const QString epoch = ownHead(anna)[u"epoch"_s].toString();
    const auto refused = restore();
    QCOMPARE(refused.code, 1);
    QVERIFY2(refused.said.contains(u"Another server uses"), qPrintable(refused.said));
    QCOMPARE(ownHead(anna)[u"epoch"_s].toString(), epoch);
}

void TestCommands::noServerRunsOnABackup()
{
    QVERIFY(m_server->start());
    QCOMPARE(backUp().code, 0);
    const QStringList before = QDir(backup()).entryList();
    const auto refused = run({u"--data"_s, backup(), u"--port"_s, u"0"_s});
    QCOMPARE(refused.code, 1);
    QVERIFY2(refused.said.contains(u"is a backup"), qPrintable(refused.said));
    QCOMPARE(QDir(backup()).entryList(), before);
}

void TestCommands::noServerRunsOnAnUnfinishedRestore()
{
    QVERIFY(m_server->start());
    QCOMPARE(backUp().code, 0);
    m_server->stop();
    QFile mark(DataPlaces(m_server->dataDirectory()).restoreMark());
    QVERIFY(mark.open(QIODevice::WriteOnly));
    mark.close();
    const auto refused = run({u"--data"_s, m_server->dataDirectory(), u"--port"_s, u"0"_s});
    QCOMPARE(refused.code, 1);
    QVERIFY2(refused.said.contains(u"restore --data"), qPrintable(refused.said));
    QCOMPARE(restore().code, 0);
    QVERIFY(m_server->restart());
}

void TestCommands::missingPicturesAreTold()
{
    QVERIFY(m_server->start());
    m_server->stop();
    {
        const auto db =
            preggo::sql::Database::open({.path = DataPlaces(m_server->dataDirectory()).database()});
        QVERIFY((*db)->exec(u"INSERT INTO blob VALUES(x'01','full','jpeg',x'02',3)"_s));
    }
    const auto made = backUp();
    QCOMPARE(made.code, 2);
    QVERIFY2(made.said.contains(u"1 picture files are missing"), qPrintable(made.said));
    QCOMPARE(restore().code, 2);
}

void TestCommands::wrongUse()
{
    QVERIFY(run({u"backup"_s}).code > 2); // where to?
    QVERIFY(run({u"restore"_s, u"--from"_s, QString()}).code > 2);
    const auto nothing = run({u"backup"_s, u"--data"_s, m_directory->path(), u"--to"_s, backup()});
    QCOMPARE(nothing.code, 1);
    QVERIFY2(nothing.said.contains(u"There is no database"), qPrintable(nothing.said));
    QCOMPARE(restore().code, 1);
    const auto help = run({u"--help"_s}).said;
    QVERIFY(help.contains(u"backup") && help.contains(u"restore"));
}

QTEST_GUILESS_MAIN(TestCommands)
#include "tst_commands.moc"
