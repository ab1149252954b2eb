// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/coming_outbox.h"
#include "tests/support/schema_fixture.h"
#include "tests/unit/storage/sample_rows.h"

#include <QDir>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const PayloadUpgrade kUpgrades[] = {
    {ActionKind::PostCreate, 1,
        [](const QJsonObject &payload) {
            QJsonObject next = payload;
            next[u"body"_s] = next.take(u"text"_s);
            return next;
        }},
    {ActionKind::PostCreate, 2, withLanguage},
};

} // namespace

/// What an update of the app finds and leaves.
class TestOutboxVersions : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    QString m_path;
    QVector<sql::Migration> m_coming = comingLadder();
    OutboxSchema m_newer{m_coming, kUpgrades};

    [[nodiscard]] QStringList copies() const
    {
        return QDir(m_dir.path()).entryList({u"*before*"_s, u"*copying*"_s});
    }
    void fill()
    {
        const auto opened = Outbox::open(m_path);
        OutboxBatch batch;
        batch.put = {actionRow(1), actionRow(2), actionRow(3), actionRow(4)};
        batch.put[1].sentCount = 1;
        batch.put[2].state = ActionState::Parked;
        batch.put[2].action.needs = {sampleId<OpId>(1)};
        batch.put[3].action.kind = ActionKind::PostDelete;
        batch.put[3].action.payload = {};
        QVERIFY(opened->outbox->write(batch));
        QVERIFY(opened->outbox->saveDraft({sampleId<DraftId>(1), u"post"_s, u"A draft"_s, {}, 1}));
    }
    [[nodiscard]] QString textNow() const
    {
        const auto database = sql::Database::open({.path = m_path, .vfs = {}, .pragmas = {}});
        return schemaText(**database) + dataText(**database);
    }

private Q_SLOTS:
    void init()
    {
        m_path = m_dir.filePath(u"outbox.db"_s);
        for (const QString &name : QDir(m_dir.path()).entryList(QDir::Files))
            QVERIFY(QFile::remove(m_dir.filePath(name)));
    }

    void whatWasThereBeforeAMigrationIsKeptUntilALaterStart()
    {
        fill();
        const QString before = textNow();
        {
            auto opened = Outbox::open(m_path, {}, m_newer);
            QVERIFY(opened);
            opened->outbox->startSucceeded(); // this one migrated: it proves nothing yet
        }
        QCOMPARE(copies(), QStringList{u"outbox.db.before-3"_s});
        {
            const auto copy =
                sql::Database::open({.path = m_dir.filePath(copies().first()), .vfs = {}, .pragmas = {}});
            QCOMPARE(schemaText(**copy) + dataText(**copy), before);
        }
        {
            auto opened = Outbox::open(m_path, {}, m_newer); // ends before it has read anything
            QVERIFY(opened);
        }
        QCOMPARE(copies().size(), 1);
        auto opened = Outbox::open(m_path, {}, m_newer);
        opened->outbox->startSucceeded();
        QCOMPARE(copies(), QStringList());
        QCOMPARE(opened->outbox->load()->actions.size(), 4);
    }

    void nothingIsCopiedWhereNothingWaits()
    {
        QVERIFY(Outbox::open(m_path));
        QVERIFY(Outbox::open(m_path, {}, m_newer));
        QCOMPARE(copies(), QStringList());
        QCOMPARE(Outbox::open(m_path).error().kind, sql::ErrorKind::Newer);
    }

    void withoutACopyNothingIsMigrated()
    {
        fill();
        const QString before = textNow();
        QVERIFY(QDir().mkpath(m_path + u"-copying"_s)); // where the copy would be made
        QVERIFY(!Outbox::open(m_path, {}, m_newer));
        QVERIFY(QDir().rmdir(m_path + u"-copying"_s));
        QCOMPARE(textNow(), before);
        QVERIFY(Outbox::open(m_path, {}, m_newer));
    }

    void aBrokenStepLeavesTheOneBeforeAndTheCopy()
    {
        fill();
        auto broken = m_coming;
        broken.last().statements = {u"CREATE INDEX i ON nowhere(x)"_s};
        QVERIFY(!Outbox::open(m_path, {}, {broken, kUpgrades}));
        QCOMPARE(copies(), QStringList{u"outbox.db.before-3"_s});
        const auto opened = Outbox::open(m_path, {}, m_newer);
        QVERIFY(opened);
        QCOMPARE(opened->outbox->load()->actions.size(), 4);
        QCOMPARE(opened->outbox->drafts()->size(), 1);
    }

    void onlyWhatWasNeverSentGetsANewPayload()
    {
        fill();
        const auto before = Outbox::open(m_path)->outbox->load()->actions;
        const auto opened = Outbox::open(m_path, {}, m_newer);
        QVERIFY(opened);
        const auto rows = opened->outbox->load()->actions;
        QCOMPARE(rows.size(), 4);
        for (const int unsent : {0, 2}) {
            QCOMPARE(rows[unsent].action.v, 3);
            QCOMPARE(rows[unsent].action.payload[u"body"_s], before[unsent].action.payload[u"text"_s]);
            QCOMPARE(rows[unsent].action.payload[u"language"_s].toString(), u"en"_s);
            QCOMPARE(rows[unsent].action.orderKey, before[unsent].action.orderKey);
        }
        QCOMPARE(rows[2].action.needs, before[2].action.needs);
        QCOMPARE(rows[2].state, ActionState::Parked);
        for (const int asItWas : {1, 3}) { // sent, and of a kind that did not change
            QCOMPARE(rows[asItWas].action.toJson(), before[asItWas].action.toJson());
            QCOMPARE(rows[asItWas].action.fingerprint(), before[asItWas].action.fingerprint());
        }
        const auto again = Outbox::open(m_path, {}, m_newer); // and once only
        QCOMPARE(again->outbox->load()->actions[0].action.toJson(), rows[0].action.toJson());
    }

    void aDamagedFileOfAnOlderVersionIsSalvagedAndMigrated()
    {
        fill();
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(file.size() - 4096));
        QVERIFY(file.write(QByteArray(4096, '\xa5')) == 4096);
        file.close();
        const auto opened = Outbox::open(m_path, {}, m_newer);
        QVERIFY(opened);
        QVERIFY(!opened->damagedCopy.isEmpty());
        QVERIFY2(opened->salvaged >= 4, qPrintable(QString::number(opened->salvaged)));
        QCOMPARE(opened->outbox->drafts()->size(), 1); // whose table has another column by now
        QCOMPARE(opened->outbox->load()->actions.size(), 4);
        QCOMPARE(opened->outbox->load()->actions[0].action.v, 3);
    }

    void aDamagedFileOfANewerVersionIsLeftAlone()
    {
        fill();
        QVERIFY(Outbox::open(m_path, {}, m_newer));
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(file.size() - 4096));
        QVERIFY(file.write(QByteArray(4096, '\xa5')) == 4096);
        file.close();
        QCOMPARE(Outbox::open(m_path).error().kind, sql::ErrorKind::Newer);
        QCOMPARE(QDir(m_dir.path()).entryList({u"*damaged*"_s}), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestOutboxVersions)
#include "test_outbox_versions.moc"
