// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/http/http_server.h"

#include "protocol/limits.h"
#include "server/http/await.hpp"
#include "server/http/http_connection.hpp"

#include <condition_variable>
#include <mutex>
#include <numeric>
#include <thread>
#include <vector>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

/// One io_context with its thread: whatever runs on it needs no lock against itself.
struct IoThread
{
    explicit IoThread(std::function<void()> gone)
        : connections(std::move(gone))
    { }

    net::io_context context{1};
    net::executor_work_guard<net::io_context::executor_type> work{context.get_executor()};
    ConnectionSet connections;
    std::thread thread;
};

QString sentenceFor(const ErrorCode &error, const QString &address, quint16 port)
{
    if (error == net::error::address_in_use)
        return u"Port %1 is in use by another program. Stop it, or choose another port with --port."_s.arg(
            port);
    if (error == net::error::access_denied)
        return u"Port %1 needs special rights. Choose one above 1023 with --port."_s.arg(port);
    return u"Cannot listen on %1. Check --address: %2."_s.arg(
        address, QString::fromStdString(error.message()));
}

} // namespace

struct HttpServer::Impl
{
    Impl(const Shell &deps, int threads)
        : shell(deps)
    {
        for (int i = 0; i < threads; ++i)
            io.push_back(std::make_unique<IoThread>([this] { oneGone(); }));
    }

    [[nodiscard]] int connectionCount() const
    {
        return std::accumulate(io.cbegin(), io.cend(), 0,
            [](int sum, const auto &thread) { return sum + thread->connections.count(); });
    }

    void oneGone()
    {
        // Under the lock, so that no waiter is between its look and its sleep.
        const std::lock_guard lock(mutex);
        isIdle.notify_all();
    }

    [[nodiscard]] TlsContext currentTls()
    {
        const std::lock_guard lock(mutex);
        return tls;
    }

    [[nodiscard]] ErrorCode listen(const tcp::endpoint &endpoint);
    [[nodiscard]] net::awaitable<void> acceptLoop();

    const Shell &shell;
    std::mutex mutex;
    TlsContext tls; ///< guarded by the mutex
    std::condition_variable isIdle;
    std::vector<std::unique_ptr<IoThread>> io;
    std::unique_ptr<tcp::acceptor> acceptor;
};

ErrorCode HttpServer::Impl::listen(const tcp::endpoint &endpoint)
{
    ErrorCode error;
    acceptor = std::make_unique<tcp::acceptor>(io.front()->context);
    acceptor->open(endpoint.protocol(), error);
    if (!error)
        acceptor->set_option(net::socket_base::reuse_address(true), error);
    if (!error)
        acceptor->bind(endpoint, error);
    if (!error)
        acceptor->listen(net::socket_base::max_listen_connections, error);
    return error;
}

net::awaitable<void> HttpServer::Impl::acceptLoop()
{
    constexpr auto kPause = std::chrono::milliseconds(100);
    std::size_t next = 0;
    while (acceptor->is_open()) {
        IoThread &thread = *io[next++ % io.size()];
        auto [error, socket] = co_await acceptor->async_accept(thread.context, kAsValue);
        if (error == net::error::operation_aborted)
            co_return;
        if (error) {
            // Out of descriptors: accepting again at once would only spin.
            net::steady_timer pause(acceptor->get_executor(), kPause);
            co_await pause.async_wait(kAsValue);
            continue;
        }
        if (connectionCount() >= shell.connectionsMax)
            continue;
        thread.connections.expect();
        auto connection =
            std::make_shared<HttpConnection>(std::move(socket), currentTls(), shell, thread.connections);
        net::co_spawn(
            thread.context, [connection] { return connection->run(); }, net::detached);
    }
}

HttpServer::HttpServer(const Shell &shell, int threads)
    : m_impl(std::make_unique<Impl>(shell, threads))
{ }

HttpServer::~HttpServer()
{
    stop();
}

tl::expected<void, QString> HttpServer::useCertificate(const TlsFiles &files)
{
    auto loaded = loadTls(files, m_impl->shell.clock.wallMs());
    if (!loaded)
        return tl::make_unexpected(loaded.error());
    const std::lock_guard lock(m_impl->mutex);
    m_impl->tls = std::move(*loaded);
    return {};
}

tl::expected<quint16, QString> HttpServer::start(const QString &address, quint16 port)
{
    ErrorCode error;
    const auto parsed = net::ip::make_address(address.toStdString(), error);
    if (!error)
        error = m_impl->listen({parsed, port});
    if (error)
        return tl::make_unexpected(sentenceFor(error, address, port));
    const quint16 taken = m_impl->acceptor->local_endpoint(error).port();
    net::co_spawn(
        m_impl->io.front()->context, [this] { return m_impl->acceptLoop(); }, net::detached);
    for (auto &thread : m_impl->io)
        thread->thread = std::thread([&context = thread->context] { context.run(); });
    return taken;
}

void HttpServer::stopAccepting(std::chrono::milliseconds grace)
{
    net::post(m_impl->io.front()->context, [this] {
        ErrorCode ignored;
        if (m_impl->acceptor)
            m_impl->acceptor->close(ignored);
    });
    for (auto &thread : m_impl->io)
        net::post(thread->context, [&thread = *thread] { thread.connections.stopAll(); });
    std::unique_lock lock(m_impl->mutex);
    m_impl->isIdle.wait_for(lock, grace, [this] { return m_impl->connectionCount() == 0; });
}

void HttpServer::stop()
{
    for (auto &thread : m_impl->io)
        thread->context.stop();
    for (auto &thread : m_impl->io) {
        if (thread->thread.joinable())
            thread->thread.join();
    }
}

} // namespace preggo::server
