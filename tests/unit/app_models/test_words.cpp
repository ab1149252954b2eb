// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/settings_model.h"
#include "app/viewmodels/sync_status_model.h"
#include "app/viewmodels/words.h"
#include "tests/support/memory_files.h"
#include "tests/support/virtual_executor.h"

#include <QTest>
#include <QTranslator>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

class TestWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_english.load(u":/i18n/preggo_en.qm"_s));
        QVERIFY(QCoreApplication::installTranslator(&m_english));
    }
    void countsHaveTheirPlural();
    void problemsSayWhatHappenedAndWhatToDo();
    void namesAreListed();
    void initialsAreLetters();
    void deliveryIsOneSentence();
    void freshnessTellsTheTime();
    void whatTheDiskHasIsSaid();
    void settingsOutliveTheApp();
    void nonsenseInTheSettingsIsBounded();

private:
    QTranslator m_english;
};

void TestWords::countsHaveTheirPlural()
{
    const DeliveryInfo sending{Delivery::Sending, {}, {}};
    QCOMPARE(Words::delivery(sending, 1, true), u"Sending 1 picture…"_s);
    QCOMPARE(Words::delivery(sending, 2, true), u"Sending 2 pictures…"_s);
    PendingAction pending;
    pending.row.action.kind = ActionKind::PostCreate;
    QCOMPARE(Words::action(pending), u"Post"_s);
    pending.media = {MediaId()};
    QCOMPARE(Words::action(pending), u"Post with 1 picture"_s);
    pending.media = {MediaId(), MediaId()};
    QCOMPARE(Words::action(pending), u"Post with 2 pictures"_s);
}

void TestWords::problemsSayWhatHappenedAndWhatToDo()
{
    QCOMPARE(Words::problem(makeProblem(ProblemCode::BadCredentials)),
        u"Address or password is wrong. Check both and try again, or use a recovery code."_s);
    const auto made = makeProblem(ProblemCode::WeakPassword, u"A password needs at least 8 characters."_s);
    QCOMPARE(Words::problem(made), u"A password needs at least 8 characters."_s);
    Problem bare;
    bare.code = ProblemCode::NotFound;
    QCOMPARE(Words::problem(bare), u"Not found."_s);
}

void TestWords::namesAreListed()
{
    QCOMPARE(Words::names({}), QString());
    QCOMPARE(Words::names({u"You"_s}), u"You"_s);
    QCOMPARE(Words::names({u"You"_s, u"Dad"_s}), u"You and Dad"_s);
    QCOMPARE(Words::names({u"You"_s, u"Dad"_s, u"Ann"_s}), u"You, Dad and Ann"_s);
    QCOMPARE(Words::names({u"You"_s, u"Dad"_s, u"Ann"_s, u"Bo"_s}), u"You, Dad and 2 others"_s);
}

void TestWords::initialsAreLetters()
{
    QCOMPARE(Words::initials(u"Anna Maria Berg"_s), u"AB"_s);
    QCOMPARE(Words::initials(u"özlem"_s), u"Ö"_s);
    QCOMPARE(Words::initials(u"  "_s), u"?"_s);
    QCOMPARE(Words::initials(u"👩‍👧 Tess"_s), u"👩‍👧T"_s);
}

void TestWords::deliveryIsOneSentence()
{
    QCOMPARE(Words::delivery({Delivery::Saved, {}, {}}, 0, false),
        u"Saved on this device. It goes out when there is a network."_s);
    QCOMPARE(Words::delivery({Delivery::Sent, {}, {}}, 3, true), QString());
    const auto tooLarge =
        makeProblem(ProblemCode::TooLarge, u"This picture is too large (31 MB, at most 25)."_s);
    QCOMPARE(Words::delivery({Delivery::Refused, {}, tooLarge}, 1, true),
        u"Not sent: This picture is too large (31 MB, at most 25). Your text is kept."_s);
}

void TestWords::freshnessTellsTheTime()
{
    const QDateTime now(QDate(2026, 5, 4), QTime(15, 0));
    const QDateTime today(QDate(2026, 5, 4), QTime(14, 2));
    SyncStatusModel status;
    status.setView({true, true, today, 3, 0, false, false, false, {}}, now);
    QCOMPARE(status.text(), u"Up to date 14:02 · 3 waiting to send"_s);
    const QDateTime yesterday(QDate(2026, 5, 3), QTime(18, 40));
    status.setView({true, false, yesterday, 0, 0, false, false, false, {}}, now);
    QCOMPARE(status.text(), u"From yesterday 18:40. No connection."_s);
}

void TestWords::whatTheDiskHasIsSaid()
{
    QCOMPARE(Words::lowRoom(187'654'321),
        u"This device has only 180 MB of room left. Free some space: pictures need it until they are sent."_s);
    QVERIFY(Words::recovered(1).startsWith(u"1 picture was not in any post"_s));
    QVERIFY(Words::recovered(2).startsWith(u"2 pictures were not in any post"_s));
    QCOMPARE(Words::exported(u"/home"_s, 1, 2, 0), u"Saved in /home: 1 text and 2 pictures."_s);
    QCOMPARE(Words::exported(u"/home"_s, 2, 1, 1),
        u"Saved in /home: 2 texts and 1 picture. 1 picture was not on this device any more."_s);
}

void TestWords::settingsOutliveTheApp()
{
    FakeClock clock;
    VirtualExecutor executor(clock);
    MemoryFiles files;
    const SettingsModel::Place place{u"/settings.json"_s, &files, &executor, &executor, u"http://x"_s};
    {
        SettingsModel settings;
        settings.open(place);
        QCOMPARE(settings.theme(), u"system"_s);
        settings.setTheme(u"dark"_s);
        settings.setTextScale(1.5);
        settings.setCacheLimitMb(100);
        executor.drain();
    }
    SettingsModel settings;
    settings.open(place);
    QCOMPARE(settings.theme(), u"dark"_s);
    QCOMPARE(settings.textScale(), 1.5);
    QCOMPARE(settings.cacheLimitMb(), 100);
}

void TestWords::nonsenseInTheSettingsIsBounded()
{
    FakeClock clock;
    VirtualExecutor executor(clock);
    MemoryFiles files;
    QVERIFY(files.writeDurably(u"/s"_s, R"({"theme":7,"text_scale":99,"cache_limit_mb":-4})"));
    SettingsModel settings;
    settings.open({u"/s"_s, &files, &executor, &executor, {}});
    QCOMPARE(settings.theme(), u"system"_s);
    QCOMPARE(settings.textScale(), 2.0);
    QCOMPARE(settings.cacheLimitMb(), SettingsModel::kCacheMinMb);
    settings.setTheme(u"purple"_s);
    QCOMPARE(settings.theme(), u"system"_s);
}

QTEST_GUILESS_MAIN(TestWords)
#include "test_words.moc"
