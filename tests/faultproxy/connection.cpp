// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "connection.hpp"

#include <string>

namespace preggo::test {

namespace {

constexpr std::size_t kPieceBytes = 64 * 1024;

std::string portalAnswer()
{
    const std::string page = "<!DOCTYPE html><html><head><title>Welcome</title></head>"
                             "<body>Accept the terms to use this network.</body></html>";
    return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: " + std::to_string(page.size())
        + "\r\n\r\n" + page;
}

} // namespace

Connection::Connection(ClientStream client, const Relay &relay, const Fault &fault)
    : m_client(std::move(client))
    , m_server(relay.executor)
    , m_relay(relay)
    , m_requests([this](const QByteArray &request) { requestCame(request); },
          [this](const QByteArray &head) { requestBegan(head); })
    , m_timers{net::steady_timer(relay.executor), net::steady_timer(relay.executor)}
{
    takeFault(fault);
}

void Connection::takeFault(const Fault &fault)
{
    m_fault = fault;
    ++m_generation;
    for (const Way way : {Way::Request, Way::Answer})
        m_shapers[index(way)] = makeShaper(fault, way, m_requests, m_relay.rng);
}

void Connection::setFault(const Fault &fault)
{
    // A portal and a network that passes things on do not share connections.
    const bool wasPortal = m_fault.kind == Fault::Kind::CaptivePortal;
    const bool isPortal = fault.kind == Fault::Kind::CaptivePortal;
    takeFault(fault);
    if (fault.kind == Fault::Kind::Reset || wasPortal != isPortal)
        return cut();
    for (auto &timer : m_timers)
        timer.cancel();
}

net::awaitable<void> Connection::run()
{
    const auto self = shared_from_this();
    const bool secure = co_await m_client.handshake();
    if (!secure) {
        m_relay.handshakeFailed();
        co_return close();
    }
    while (m_open && m_fault.kind == Fault::Kind::HalfOpen)
        co_await hang(Way::Request);
    if (m_fault.kind == Fault::Kind::Reset)
        co_return cut();
    if (m_fault.kind == Fault::Kind::CaptivePortal)
        co_return co_await servePortal();
    const auto [error] = co_await m_server.async_connect(m_relay.target(), kAsValue);
    if (error || !m_open)
        co_return reset(); // nobody listens there
    net::co_spawn(
        m_relay.executor, [self] { return self->relay(Way::Answer); }, net::detached);
    co_await relay(Way::Request);
}

net::awaitable<void> Connection::relay(Way way)
{
    const auto self = shared_from_this();
    std::string buffer(kPieceBytes, '\0');
    while (m_open) {
        const auto size = co_await readSome(way, buffer);
        if (size == 0)
            break;
        co_await pass(way, {buffer.data(), size});
    }
    close();
}

net::awaitable<void> Connection::pass(Way way, std::span<const char> bytes)
{
    while (!bytes.empty() && m_open) {
        const Portion portion = m_shapers[index(way)]->next(bytes.size());
        if (portion.then == Portion::Then::Hang) {
            co_await hang(way);
            continue;
        }
        if (portion.wait.count() > 0) {
            const bool same = co_await waitFor(way, portion.wait);
            if (!same)
                continue;
        }
        if (portion.bytes > 0) {
            const auto part = bytes.first(portion.bytes);
            const bool written = co_await write(way, part);
            if (!written)
                co_return close();
            bytes = bytes.subspan(portion.bytes);
        }
        if (portion.then == Portion::Then::Reset) {
            if (m_fault.kind == Fault::Kind::SwallowAnswer)
                m_relay.swallowed();
            co_return cut();
        }
    }
}

net::awaitable<std::size_t> Connection::readSome(Way way, std::span<char> buffer)
{
    if (way == Way::Request)
        co_return co_await m_client.readSome(buffer);
    const auto [error, size] =
        co_await m_server.async_read_some(net::buffer(buffer.data(), buffer.size()), kAsValue);
    co_return error ? 0 : size;
}

net::awaitable<bool> Connection::write(Way way, std::span<const char> bytes)
{
    if (way == Way::Answer) {
        const bool written = co_await m_client.write(bytes);
        if (written)
            answerWent(bytes);
        co_return written;
    }
    // Before it goes: its answer must find it known.
    m_requests.take(QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())));
    if (m_passage != Journal::kNone)
        m_relay.journal->setPassed(m_passage, m_requests.bodyCame());
    const auto [error, size] =
        co_await net::async_write(m_server, net::buffer(bytes.data(), bytes.size()), kAsValue);
    co_return !error;
}

net::awaitable<bool> Connection::waitFor(Way way, std::chrono::milliseconds time)
{
    const auto before = m_generation;
    auto &timer = m_timers[index(way)];
    timer.expires_after(time);
    co_await timer.async_wait(kAsValue);
    co_return m_generation == before;
}

net::awaitable<void> Connection::hang(Way way)
{
    co_await waitFor(way, std::chrono::hours(24)); // setFault() and the end cancel it
}

net::awaitable<void> Connection::servePortal()
{
    std::string buffer(kPieceBytes, '\0');
    const std::string answer = portalAnswer();
    while (m_open) {
        const auto size = co_await m_client.readSome(buffer);
        if (size == 0)
            break;
        m_requests.take(QByteArray(buffer.data(), static_cast<qsizetype>(size)));
        for (; m_open && m_unansweredPortal > 0; --m_unansweredPortal) {
            const bool written = co_await m_client.write(answer);
            if (!written)
                break;
            m_relay.portalAnswered();
        }
    }
    close();
}

void Connection::requestBegan(const QByteArray &head)
{
    const bool isKept = m_relay.journal && m_fault.kind != Fault::Kind::CaptivePortal;
    m_passage = isKept ? m_relay.journal->begin(Passage::fromHead(head)) : Journal::kNone;
    m_answer.clear();
    m_hasStatus = false;
}

void Connection::answerWent(std::span<const char> bytes)
{
    if (m_passage == Journal::kNone || m_hasStatus)
        return;
    m_answer.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
    const int status = finalStatus(m_answer);
    m_hasStatus = status != 0; // what follows is its body
    m_relay.journal->setStatus(m_passage, status);
}

void Connection::requestCame(const QByteArray &request)
{
    if (m_fault.kind == Fault::Kind::CaptivePortal)
        ++m_unansweredPortal;
    if (m_fault.kind == Fault::Kind::Duplicate && !request.isEmpty() && m_fault.takes(m_requests.head()))
        m_relay.duplicate(request);
}

void Connection::cut()
{
    if (m_open)
        m_relay.cut();
    reset();
}

void Connection::reset()
{
    m_open = false;
    ++m_generation;
    m_client.reset();
    resetSocket(m_server);
    for (auto &timer : m_timers)
        timer.cancel();
}

void Connection::close()
{
    m_open = false;
    ++m_generation;
    m_client.close();
    closeSocket(m_server);
    for (auto &timer : m_timers)
        timer.cancel();
}

} // namespace preggo::test
