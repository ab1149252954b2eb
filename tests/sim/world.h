// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/sim/books.h"
#include "tests/sim/convergence.h"
#include "tests/sim/cursor_book.h"
#include "tests/sim/freshness_book.h"
#include "tests/sim/pace_book.h"
#include "tests/sim/people.h"
#include "tests/sim/sim_device.h"

namespace preggo::sim {

/// What one seed came to.
struct Outcome
{
    QString violation; ///< empty where every promise was kept
    QByteArray trace;
    quint64 tasks = 0;
    int actions = 0;
    qint64 virtualMs = 0;
    QMap<QString, int> marks; ///< how often rare things happened
};

/// One world: a server, people with devices, bad luck. First a time in which everything may go wrong and no
/// promise may be broken; then everything is healed, and all must come to rest and agree.
class World final : public DeviceWitness
{
public:
    World(quint64 seed, const Knobs &knobs, Templates &templates);
    ~World() override;

    [[nodiscard]] Outcome run(bool loud = false);

private:
    using Event = std::function<void()>;

    void requestLeaves(int device, const HttpRequest &request) override;
    void answerArrives(int device, const QString &path, const HttpAnswer &answer) override;
    void violated(const QString &what) override;

    // The bad time
    void begin();
    void often(int perHour, const char *label, Event event);
    void inAll(int times, const char *label, Event event);
    void planNetwork();
    void planMachines();
    void planFamily();
    void killSome();
    void killServer();
    void startServer();
    void endMembership();
    void changeRole();
    [[nodiscard]] SimDevice &someDevice();

    // The good time
    void heal();
    [[nodiscard]] QString restless();
    [[nodiscard]] QString restlessDevice(SimDevice &device);
    void judge();
    void judgeRefusals(SimDevice &device);

    // After every task
    void afterEach();
    void look(SimDevice &device);
    void lookAround();
    void lookAtOwnPosts(SimDevice &device);
    [[nodiscard]] QString whereabouts(SimDevice &device, PostId post);
    void mark(const char *what) { ++m_marks[QLatin1String(what)]; }
    [[nodiscard]] quint64 below(quint64 bound) { return m_scheduler.chance().below(bound); }

    const quint64 m_seed;
    const Knobs m_knobs;
    const Cast m_cast;
    Verdict m_verdict;
    Scheduler m_scheduler;
    SimServer m_server;
    OutboxBook m_outboxes;
    ServerBook m_commits;
    PrivacyBook m_privacy;
    PictureBook m_pictures;
    Convergence m_convergence;
    CursorBook m_cursors;
    FreshnessBook m_freshness;
    PaceBook m_paces;
    std::vector<std::unique_ptr<SimDevice>> m_devices;
    std::unique_ptr<People> m_people;
    std::vector<quint64> m_storageTurns;
    std::vector<quint64> m_viewTurns;
    std::vector<int> m_changesSeen;
    QHash<OpId, QByteArray> m_sentBytes;
    QMap<QString, int> m_marks;
    qint64 m_lookedAroundMs = 0;
    bool m_healed = false;
};

} // namespace preggo::sim
