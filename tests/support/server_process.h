// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace preggo::test {

/// The real preggo-server on a free port, with a data directory of its own: the same one after each start,
/// and gone with this object.
class ServerProcess
{
public:
    explicit ServerProcess(QStringList arguments = {});
    ~ServerProcess();

    /// Starts and waits until it listens. After the first time, on the same port again.
    [[nodiscard]] bool start();
    /// SIGTERM and the wait for its end; the exit code, or -1 where it had to be killed.
    int stop();
    /// As a power cut: no goodbye.
    void kill();
    [[nodiscard]] bool restart();
    /// The data directory stays when this goes, for whoever looks into a failure.
    void keepData() { m_directory.setAutoRemove(false); }

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QString url() const;
    [[nodiscard]] QString dataDirectory() const { return m_directory.path(); }
    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] qint64 processId() const;
    /// All that it has written to stderr.
    [[nodiscard]] QByteArray log() const;
    /// The program's path, for tests of its command line.
    [[nodiscard]] static QString program();

private:
    [[nodiscard]] bool waitForListening();

    QTemporaryDir m_directory;
    QStringList m_arguments;
    std::unique_ptr<QProcess> m_process;
    quint16 m_port = 0;
    QString m_scheme = QStringLiteral("http");
};

} // namespace preggo::test
