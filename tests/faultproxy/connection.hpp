// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client_stream.hpp"
#include "journal.h"
#include "request_reader.h"
#include "shaper.h"

#include <array>
#include <functional>
#include <memory>

namespace preggo::test {

/// What connections share. Outlives them.
struct Relay
{
    net::any_io_executor executor;
    std::function<tcp::endpoint()> target;
    Rng &rng;
    /// A request that has to be sent a second time.
    std::function<void(const QByteArray &request)> duplicate;
    // For the counts.
    std::function<void()> cut;
    std::function<void()> swallowed;
    std::function<void()> portalAnswered;
    std::function<void()> handshakeFailed;
    Journal *journal = nullptr; ///< null where nobody reads one
};

/// One client's connection and the one to the server that belongs to it, under the fault of the day.
/// Lives as long as its coroutines run. The io_context's thread alone.
class Connection final : public std::enable_shared_from_this<Connection>
{
public:
    Connection(ClientStream client, const Relay &relay, const Fault &fault);

    [[nodiscard]] net::awaitable<void> run();
    /// From the next byte on there is another fault.
    void setFault(const Fault &fault);
    void reset();

private:
    [[nodiscard]] net::awaitable<void> relay(Way way);
    [[nodiscard]] net::awaitable<void> pass(Way way, std::span<const char> bytes);
    [[nodiscard]] net::awaitable<std::size_t> readSome(Way way, std::span<char> buffer);
    [[nodiscard]] net::awaitable<bool> write(Way way, std::span<const char> bytes);
    /// False where the fault changed meanwhile.
    [[nodiscard]] net::awaitable<bool> waitFor(Way way, std::chrono::milliseconds time);
    [[nodiscard]] net::awaitable<void> hang(Way way);
    [[nodiscard]] net::awaitable<void> servePortal();
    void requestBegan(const QByteArray &head);
    void requestCame(const QByteArray &request);
    void answerWent(std::span<const char> bytes);
    void takeFault(const Fault &fault);
    void cut();
    void close();

    static constexpr std::size_t index(Way way) { return way == Way::Request ? 0 : 1; }

    ClientStream m_client;
    tcp::socket m_server;
    const Relay &m_relay;
    Fault m_fault;
    quint64 m_generation = 0; ///< counts the faults
    RequestReader m_requests;
    int m_passage = Journal::kNone; ///< of the request that came last
    QByteArray m_answer; ///< how its answer begins
    bool m_hasStatus = false;
    int m_unansweredPortal = 0; ///< requests that the portal still has to answer
    std::array<std::unique_ptr<Shaper>, 2> m_shapers;
    std::array<net::steady_timer, 2> m_timers;
    bool m_open = true;
};

} // namespace preggo::test
