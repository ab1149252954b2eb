// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QStringList>

#include <memory>
#include <optional>

namespace preggo::bench {

/// Microseconds of the system's monotonic clock: the same in parent and child.
[[nodiscard]] qint64 monotonicUs();
/// CPU time that a process has used so far, all threads, in microseconds; 0 where it is gone.
[[nodiscard]] double cpuUs(qint64 pid);
/// Proportional set size in MiB: what the process would free, shared pages by share. 0 where unknown.
[[nodiscard]] double pssMib(qint64 pid);
/// The path of a program that was built beside this one.
[[nodiscard]] QString siblingProgram(const QString &name);

/// Runs a program to its end and reads the JSON object on the last line that it prints. Adds
/// "--started-us <now>" right before the start, so that the child can time its own start. Nothing
/// where it fails, prints something else or needs longer than `timeoutMs`.
[[nodiscard]] std::optional<QJsonObject> runForJson(
    const QString &program, const QStringList &arguments, int timeoutMs = 120'000);

/// A program that serves until this goes. It must print "port <n>" or "http://<address>:<n>".
class ServingProcess
{
public:
    /// Null where it did not start or named no port in time.
    [[nodiscard]] static std::unique_ptr<ServingProcess> start(
        const QString &program, const QStringList &arguments);
    ~ServingProcess();

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] qint64 pid() const { return m_process.processId(); }
    /// SIGSTOP and SIGCONT: a server that is there and does not answer.
    void freeze(bool on);
    /// Ends it at once, as a crash would.
    void kill();

private:
    ServingProcess() = default;
    QProcess m_process;
    quint16 m_port = 0;
};

} // namespace preggo::bench
