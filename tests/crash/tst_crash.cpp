// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "history_checker.h"
#include "household.h"
#include "server_killer.h"
#include "victim.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kCycles = 300;
constexpr int kCycleMs = 4'000; ///< far more than one takes, also where much else runs
constexpr int kHealMs = 300'000; ///< for all to arrive, once nothing is in the way: suspects travel alone,
                                 ///< and the machine may be busy
constexpr int kBetweenLooksMs = 250;
constexpr int kFindingsShown = 20;

qint64 numberFrom(const char *variable, qint64 otherwise)
{
    bool isNumber = false;
    const qint64 number = qEnvironmentVariable(variable).toLongLong(&isNumber);
    return isNumber ? number : otherwise;
}

qsizetype countOf(const History &history, Event::Type type)
{
    return std::count_if(history.events.cbegin(), history.events.cend(),
        [type](const Event &event) { return event.type == type; });
}

} // namespace

/// Clients and server are killed at random moments behind bad networks. Then there is peace, and what each
/// device wrote down is held against what the server has.
class TestCrash : public QObject
{
    Q_OBJECT

public:
    /// Qt Test ends a function after five minutes, which a thousand kills take.
    static void initMain() { qputenv("QTEST_FUNCTION_TIMEOUT", "3600000"); }

private:
    const quint64 m_seed = static_cast<quint64>(numberFrom("PREGGO_CRASH_SEED", 1));
    const int m_cycles = static_cast<int>(numberFrom("PREGGO_CRASH_CYCLES", kCycles));
    QTemporaryDir m_folder;
    ServerProcess m_server{QStringList{u"--no-rate-limits"_s}};
    ServerKiller m_killer{m_server, m_seed};
    std::vector<std::unique_ptr<Victim>> m_victims;

    [[nodiscard]] int kills() const
    {
        int all = 0;
        for (const auto &victim : m_victims)
            all += victim->kills();
        return all;
    }

    /// Ends that nobody asked for.
    [[nodiscard]] QStringList falls() const
    {
        QStringList all;
        for (const auto &victim : m_victims)
            all += victim->falls();
        if (m_killer.hasFailed())
            all.append(u"the server did not start again: "_s + QString::fromUtf8(m_server.log().right(500)));
        return all;
    }

    /// The names of those of whom it has not become true in good time.
    template <typename Condition> [[nodiscard]] QStringList waitForAll(Condition condition) const
    {
        QStringList late;
        const auto all = [&] {
            late.clear();
            for (const auto &victim : m_victims) {
                if (!condition(*victim))
                    late.append(victim->installation().name);
            }
            return late.isEmpty();
        };
        static_cast<void>(QTest::qWaitFor(all, kHealMs));
        return late;
    }

    void tellAll(const QByteArray &command) const
    {
        for (const auto &victim : m_victims)
            victim->tell(command);
    }

    [[nodiscard]] bool allShowWhatTheServerHas() const
    {
        const auto server = readServerTables(m_server.dataDirectory());
        return server && std::all_of(m_victims.cbegin(), m_victims.cend(), [&](const auto &victim) {
            return victim->history().events.last().view == server->view;
        });
    }

    /// Asks all for their views until they are what the server has; the last ones stay in the histories.
    [[nodiscard]] bool convergesSoon() const
    {
        QElapsedTimer patience;
        patience.start();
        for (int round = 1; patience.elapsed() < kHealMs; ++round) {
            tellAll("show");
            const auto late =
                waitForAll([round](const Victim &victim) { return victim.timesSaid("shown") == round; });
            if (!late.isEmpty())
                return false;
            if (allShowWhatTheServerHas())
                return true;
            QTest::qWait(kBetweenLooksMs);
        }
        return false;
    }

    [[nodiscard]] QVector<History> histories() const
    {
        QVector<History> all;
        for (const auto &victim : m_victims)
            all.append(victim->history());
        return all;
    }

    /// What a run must have had in it to prove anything.
    [[nodiscard]] QStringList missing(const QVector<History> &all, const ServerTables &server) const
    {
        QStringList names;
        for (const auto &history : all) {
            if (countOf(history, Event::Type::Saved) < m_cycles)
                names.append(u"actions of "_s + history.name);
        }
        if (m_killer.kills() < m_cycles / 100)
            names.append(u"kills of the server"_s);
        if (server.pictures.isEmpty())
            names.append(u"pictures"_s);
        if (server.ledger.size() < m_cycles)
            names.append(u"actions on the server"_s);
        return names;
    }

    void report(const QVector<History> &all, const ServerTables &server) const
    {
        qsizetype deeds = 0;
        qsizetype saved = 0;
        qsizetype held = 0;
        qsizetype retried = 0;
        for (const auto &history : all) {
            deeds += countOf(history, Event::Type::Invoked);
            saved += countOf(history, Event::Type::Saved);
            retried += countOf(history, Event::Type::Retried);
            held += history.events.last().held.size() + history.events.last().under.size();
        }
        qInfo("%d kills of clients, %d of the server; %lld deeds begun, %lld saved, %lld tried again; "
              "the server decided on %lld; %lld left to the person; %lld posts, %lld pictures",
            kills(), m_killer.kills(), qint64(deeds), qint64(saved), qint64(retried),
            qint64(server.ledger.size()), qint64(held), qint64(server.view.size()),
            qint64(server.pictures.size()));
    }

    void killThemAll()
    {
        m_killer.start();
        for (const auto &victim : m_victims)
            victim->startKilling();
        QTRY_VERIFY_WITH_TIMEOUT(kills() >= m_cycles || !falls().isEmpty(), m_cycles * kCycleMs);
        for (const auto &victim : m_victims)
            victim->stopKilling();
        QVERIFY(m_killer.stop());
        QCOMPARE(waitForAll([](const Victim &victim) { return !victim.isRunning(); }), QStringList());
        QCOMPARE(falls(), QStringList());
    }

    void letAllArrive()
    {
        QElapsedTimer time;
        time.start();
        for (const auto &victim : m_victims)
            victim->startCalm();
        QCOMPARE(waitForAll([](const Victim &victim) { return victim.hasSaid("started"); }), QStringList());
        tellAll("rest");
        QCOMPARE(waitForAll([](const Victim &victim) { return victim.hasSaid("rested"); }), QStringList());
        const qint64 restedMs = time.restart();
        static_cast<void>(convergesSoon()); // where they do not, the checker says in what
        qInfo("%lld ms until all was sent, %lld ms until all was the same everywhere", restedMs,
            time.elapsed());
    }

    void endAll()
    {
        tellAll("end");
        QCOMPARE(waitForAll([](const Victim &victim) { return !victim.isRunning(); }), QStringList());
        QCOMPARE(falls(), QStringList());
        QCOMPARE(m_server.stop(), 0);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_cycles > 0);
        QVERIFY(m_server.start());
        const auto household = makeHousehold(m_server.url(), m_folder.path());
        QVERIFY(household.has_value());
        for (const auto &each : household->installations)
            m_victims.push_back(std::make_unique<Victim>(
                Victim::Settings{each, household->family, m_server.port(), m_seed * 100 + m_victims.size()}));
    }

    void killsLoseAndDoubleNothing()
    {
        QElapsedTimer time;
        time.start();
        killThemAll();
        if (QTest::currentTestFailed())
            return;
        qInfo("seed %llu: %lld ms of killing", m_seed, time.elapsed());
        letAllArrive();
        if (QTest::currentTestFailed())
            return;
        endAll();
        if (QTest::currentTestFailed())
            return;
        const auto server = readServerTables(m_server.dataDirectory());
        QVERIFY2(server.has_value(), qPrintable(server ? QString() : server.error()));
        const auto all = histories();
        report(all, *server);
        QCOMPARE(missing(all, *server), QStringList());
        const auto findings = checkHistories(all, *server);
        for (const auto &finding : findings.mid(0, kFindingsShown))
            qWarning("%s", qPrintable(finding));
        QCOMPARE(findings.size(), 0);
    }

    void cleanup()
    {
        m_victims.clear();
        if (!QTest::currentTestFailed())
            return;
        m_folder.setAutoRemove(false);
        m_server.keepData();
        qInfo("Again: PREGGO_CRASH_SEED=%llu PREGGO_CRASH_CYCLES=%d %s\nThe devices are kept in %s, "
              "the server in %s",
            m_seed, m_cycles, qPrintable(QCoreApplication::applicationFilePath()),
            qPrintable(m_folder.path()), qPrintable(m_server.dataDirectory()));
    }
};

QTEST_GUILESS_MAIN(TestCrash)
#include "tst_crash.moc"
