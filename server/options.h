// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/http/tls_files.h"
#include "server/http/trusted_proxies.h"
#include "server/monitoring/log.h"

#include <QByteArrayList>
#include <QString>

#include <optional>

namespace preggo::server {

enum class Command {
    Serve,
    Backup, ///< into `backupFolder`
    Restore, ///< from `backupFolder`
};

/// What the command line says. Value type.
struct Options
{
    Command command = Command::Serve;
    QString backupFolder;
    QString dataDirectory;
    QString address;
    quint16 port = 0; ///< 0: any free one
    int threads = 0; ///< I/O threads; as many readers
    LogLevel log = LogLevel::Info;
    QByteArrayList origins;
    TrustedProxies proxies;
    bool rateLimits = true;
    bool printRoutes = false;
    int headerSeconds = 0;
    TlsFiles tls;
    QString vfs; ///< name of an SQLite VFS; empty is the system's
};

/// The options, or the exit code where the program has already said what it had to (--help, an error).
[[nodiscard]] std::optional<Options> readOptions(int argc, char **argv, int &exitCode);

} // namespace preggo::server
