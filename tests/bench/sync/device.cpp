// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/sync/device.h"

#include "resources/demo/family/story.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>

#include <algorithm>
#include <cstdio>

namespace preggo::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSignInMs = 20'000;

bool isWhole(Cache &cache)
{
    const auto states = cache.streams();
    const auto memberships = cache.memberships();
    if (!states || !memberships || memberships->isEmpty())
        return false;
    for (const Membership &membership : *memberships) {
        for (const StreamId &stream : membership.streams) {
            const bool whole = std::any_of(states->cbegin(), states->cend(), [&](const StreamState &state) {
                return state.stream == stream && !state.epoch.isNull() && state.backfill.isEmpty();
            });
            if (!whole)
                return false;
        }
    }
    return true;
}

} // namespace

std::unique_ptr<Device> Device::open(const QString &profile, const QUrl &server)
{
    QDir().mkpath(profile);
    std::unique_ptr<Device> device(new Device(profile, server));
    ClientOptions options;
    options.server = server;
    options.dataFolder = profile;
    options.deviceName = u"Benchmark"_s;
    options.http = &device->m_http;
    options.secrets = &device->m_secrets;
    auto client = Client::open(options);
    if (!client) {
        std::fprintf(stderr, "bench-sync: %s\n", qUtf8Printable(client.error().detail));
        return nullptr;
    }
    device->m_client = std::move(*client);
    return device;
}

Device::Device(const QString &profile, const QUrl &server)
    : m_http(server)
    , m_secrets(profile + u"/secrets.json"_s, m_files, m_main)
{ }

bool Device::waitFor(const std::function<bool()> &done, int timeoutMs)
{
    QElapsedTimer timer;
    timer.start();
    QTimer wake; // so that waiting for events ends when nothing happens
    wake.start(5);
    while (!done()) {
        if (timer.elapsed() > timeoutMs)
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    return true;
}

bool Device::signIn(int person)
{
    Session &session = m_client->session();
    if (!waitFor([&] { return session.state() != Session::State::Starting; }, kSignInMs))
        return false;
    if (session.state() != Session::State::SignedIn) {
        const demo::Person who = demo::people()[person];
        m_client->app().session()->signIn(who.address, who.password);
    }
    return waitFor(
        [&] { return session.state() == Session::State::SignedIn && m_client->account() != nullptr; },
        kSignInMs);
}

bool Device::waitUntilWhole(int timeoutMs)
{
    constexpr int kBetweenLooksMs = 50;
    bool whole = false;
    bool looking = false;
    QElapsedTimer sinceLook;
    sinceLook.start();
    const auto look = [&] {
        if (looking || whole || sinceLook.elapsed() < kBetweenLooksMs)
            return whole;
        looking = true;
        engine().read<bool>(isWhole, [&](bool now) {
            whole = now;
            looking = false;
            sinceLook.restart();
        });
        return whole;
    };
    const bool done = waitFor(look, timeoutMs);
    // The answer writes to this frame.
    return waitFor([&] { return !looking; }, timeoutMs) && done;
}

bool Device::waitUntilCurrent(int timeoutMs)
{
    const qint64 since = m_clock.wallMs();
    engine().refresh();
    return waitFor([&] { return engine().status().lastSyncedWallMs.value_or(0) >= since; }, timeoutMs);
}

int Device::count(const QString &statement)
{
    int found = -1;
    m_client->account()->context().readNow([&](Cache &cache) {
        auto query = cache.database().query(statement);
        if (query.run() && query.next())
            found = query.integer(0);
    });
    return found;
}

} // namespace preggo::bench
