// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/view_items.h"
#include "person.h"
#include "storage/sql/database.h"
#include "tests/support/server_process.h"

#include <QProcess>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kPatienceMs = 40'000;
}

/// I31: what was acknowledged after the backup is effective again after the restore.
class TestRestore : public QObject
{
    Q_OBJECT

    QTemporaryDir m_directory;
    ServerProcess m_server;
    std::unique_ptr<Person> m_anna;
    std::unique_ptr<Person> m_karl;
    QString m_after; ///< the post that was written after the backup

    [[nodiscard]] QString backup() const { return m_directory.filePath(u"backup"_s); }
    [[nodiscard]] int run(const QString &command, const QString &option) const
    {
        return QProcess::execute(
            ServerProcess::program(), {command, u"--data"_s, m_server.dataDirectory(), option, backup()});
    }
    [[nodiscard]] qint64 number(const QString &sql) const
    {
        const auto db = sql::Database::open({.path = m_server.dataDirectory() + u"/preggo.db"_s});
        if (!db)
            return -1;
        auto query = (*db)->query(sql);
        return query.run() && query.next() ? query.int64(0) : -1;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        m_anna = std::make_unique<Person>(u"Anna"_s, m_server.url());
        m_karl = std::make_unique<Person>(u"Karl"_s, m_server.url());
        QVERIFY(m_anna->open() && m_anna->signUp() && m_anna->createFamily(u"The Bergs"_s));
        QVERIFY(m_karl->open() && m_karl->signUp());
        QVERIFY(m_karl->join(m_anna->invite(u"contributor"_s), u"Grandpa"_s));
        QVERIFY(m_anna->post(u"Before"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!m_karl->postWith(u"Before"_s).isEmpty(), kPatienceMs);
    }

    void cleanupTestCase()
    {
        m_anna.reset();
        m_karl.reset();
        QCOMPARE(m_server.stop(), 0);
    }

    void aBackupIsMadeAndLifeGoesOn()
    {
        QCOMPARE(run(u"backup"_s, u"--to"_s), 0);
        QVERIFY(m_anna->post(u"After"_s, {m_anna->drawPicture(800, 600)}));
        QTRY_VERIFY_WITH_TIMEOUT(!m_karl->postWith(u"After"_s).isEmpty(), kPatienceMs);
        m_after = m_karl->postWith(u"After"_s);
        m_karl->app().feed()->react(m_after, u"hug"_s);
        QTRY_COMPARE_WITH_TIMEOUT(
            m_anna->role(m_after, FeedModel::ReactionTotalRole).toInt(), 1, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(m_anna->waiting() + m_karl->waiting(), 0, kPatienceMs);
    }

    void whatTheBackupDidNotHoldIsSentAgain()
    {
        QCOMPARE(m_server.stop(), 0);
        QCOMPARE(number(u"SELECT COUNT(*) FROM post"_s), 2);
        QCOMPARE(run(u"restore"_s, u"--from"_s), 0);
        QCOMPARE(number(u"SELECT COUNT(*) FROM post"_s), 1);
        QVERIFY(m_server.start());

        const QString reactions = u"SELECT COUNT(*) FROM reaction WHERE kind='hug'"_s;
        QTRY_COMPARE_WITH_TIMEOUT(number(reactions), 1, kPatienceMs);
        QCOMPARE(number(u"SELECT COUNT(*) FROM post"_s), 2);
        QCOMPARE(number(u"SELECT COUNT(*) FROM media WHERE post_id IS NOT NULL AND state='stored'"_s), 1);
        for (Person *person : {m_anna.get(), m_karl.get()}) {
            QTRY_COMPARE_WITH_TIMEOUT(person->posts(), 2, kPatienceMs);
            QCOMPARE(person->postWith(u"After"_s), m_after);
            QTRY_COMPARE_WITH_TIMEOUT(
                person->role(m_after, FeedModel::ReactionTotalRole).toInt(), 1, kPatienceMs);
            QTRY_COMPARE_WITH_TIMEOUT(person->waiting(), 0, kPatienceMs);
        }
    }
};

QTEST_MAIN(TestRestore)
#include "tst_restore.moc"
