// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "household.h"
#include "protocol/rng.h"
#include "tests/faultproxy/fault_proxy.h"

#include <QObject>
#include <QProcess>
#include <QTimer>

#include <memory>

namespace preggo::test {

/// Runs the crash client on one installation, behind a network of its own, and kills it again and again.
/// The test's thread, with its event loop.
class Victim final : public QObject
{
    Q_OBJECT

public:
    struct Settings
    {
        Installation installation;
        QString family;
        quint16 serverPort = 0;
        quint64 seed = 1; ///< of faults, moments and deeds
        QStringList arguments = {}; ///< for the client, beside those that all have
        QStringList faults = everyFault(); ///< what its network may be like for the life of one process
        int lifeMinMs = 20; ///< once it is at work, or since its start
        int lifeMaxMs = 400;
        bool keepsJournal = false;
    };

    /// Clean networks are the most frequent, or hardly anything would get through.
    [[nodiscard]] static QStringList everyFault();

    explicit Victim(Settings settings);
    ~Victim() override;

    /// Begins to kill and to start anew, until stopKilling().
    void startKilling();
    void stopKilling();
    /// One run that nothing disturbs.
    void startCalm();
    /// To the process that runs: rest, show, end.
    void tell(const QByteArray &command);

    [[nodiscard]] int kills() const { return m_kills; }
    /// How often the network has ended a connection, or kept an answer.
    [[nodiscard]] int cuts() const { return m_cuts + m_proxy->counts().cut; }
    /// What went through the network, with keepsJournal.
    [[nodiscard]] QVector<Passage> journal() const { return m_proxy->journal(); }
    /// Whether the process has said this since it was started.
    [[nodiscard]] bool hasSaid(const QByteArray &word) const { return m_said.contains(word); }
    [[nodiscard]] int timesSaid(const QByteArray &word) const { return m_said.count(word + '\n'); }
    [[nodiscard]] bool isRunning() const { return m_process && m_process->state() != QProcess::NotRunning; }
    /// Ends that were not our doing, each a sentence.
    [[nodiscard]] const QStringList &falls() const { return m_falls; }
    [[nodiscard]] const Installation &installation() const { return m_settings.installation; }
    [[nodiscard]] History history() const;

Q_SIGNALS:
    void killed();

private:
    void start();
    void setFault(const Fault &fault);
    void killSoon();
    void kill();
    void ended(int exitCode, QProcess::ExitStatus status);
    [[nodiscard]] QString historyFile() const;

    Settings m_settings;
    SeededRng m_rng;
    std::unique_ptr<FaultProxy> m_proxy;
    std::unique_ptr<QProcess> m_process;
    QTimer m_killTimer;
    QByteArray m_said;
    QStringList m_falls;
    int m_runs = 0;
    int m_kills = 0;
    int m_cuts = 0; ///< under the faults before this one
    bool m_killing = false;
    bool m_wasKilled = false;
    bool m_killAfterStart = false;
};

} // namespace preggo::test
