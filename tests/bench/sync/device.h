// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/client.h"
#include "platform/linux/file_secrets.h"
#include "tests/bench/net/watched_http.h"
#include "tests/bench/sync/heartbeat.h"

#include <functional>
#include <memory>

namespace preggo::bench {

/// A person's device without a window: the product's client with all its models on a profile, the
/// machine's clock, disk and network, and secrets in a file of the profile. Main thread.
class Device
{
public:
    /// Nothing is read and nothing is sent yet. Null where the profile cannot be opened.
    [[nodiscard]] static std::unique_ptr<Device> open(const QString &profile, const QUrl &server);

    [[nodiscard]] Client &client() { return *m_client; }
    [[nodiscard]] SyncEngine &engine() { return m_client->account()->engine(); }
    [[nodiscard]] WatchedHttp &http() { return m_http; }
    [[nodiscard]] Heartbeat &heartbeat() { return m_heartbeat; }

    /// Runs the event loop until `done`, which is asked at every turn; whether it was.
    [[nodiscard]] static bool waitFor(const std::function<bool()> &done, int timeoutMs);
    /// Signs the n-th person of the demo in, unless somebody is.
    [[nodiscard]] bool signIn(int person);
    /// Waits until every stream of hers is here from its first row to its last.
    [[nodiscard]] bool waitUntilWhole(int timeoutMs);
    /// Asks the server, and waits until it has confirmed all that is shown.
    [[nodiscard]] bool waitUntilCurrent(int timeoutMs);
    /// The first number of a statement's only row, out of cache.db.
    [[nodiscard]] int count(const QString &statement);

private:
    Device(const QString &profile, const QUrl &server);

    SystemClock m_clock;
    DurableFileStore m_files;
    QtExecutor m_main;
    WatchedHttp m_http;
    FileSecrets m_secrets;
    Heartbeat m_heartbeat;
    std::unique_ptr<Client> m_client;
};

} // namespace preggo::bench
