// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "fault_proxy.h"

#include "connection.hpp"
#include "replay.hpp"

#include <future>
#include <list>
#include <mutex>
#include <thread>

namespace preggo::test {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Nothing where OpenSSL cannot use the texts.
std::unique_ptr<net::ssl::context> contextOf(const FaultProxy::Tls &tls)
{
    auto context = std::make_unique<net::ssl::context>(net::ssl::context::tls_server);
    boost::system::error_code error;
    const auto buffer = [](const QByteArray &text) {
        return net::buffer(text.constData(), static_cast<std::size_t>(text.size()));
    };
    context->use_certificate_chain(buffer(tls.certificateChain), error);
    if (!error)
        context->use_private_key(buffer(tls.key), net::ssl::context::pem, error);
    return error ? nullptr : std::move(context);
}

tcp::endpoint loopback(quint16 port)
{
    return {net::ip::address_v4::loopback(), port};
}

} // namespace

/// All but `counts`, `journal` and `thread` belongs to the io_context's thread.
struct FaultProxy::Parts
{
    net::io_context io{1};
    tcp::acceptor acceptor{io};
    std::unique_ptr<net::ssl::context> tls;
    SeededRng rng;
    Fault fault;
    quint16 target = 0;
    Journal journal;
    Relay relay;
    std::list<std::weak_ptr<Connection>> connections;
    mutable std::mutex countsLock;
    Counts counts;
    quint16 port = 0;
    std::thread thread;

    explicit Parts(const Options &options)
        : rng(options.seed)
        , target(options.target)
        , relay{io.get_executor(), [this] { return loopback(target); }, rng,
              [this](const QByteArray &request) { duplicate(request); }, [this] { add(&Counts::cut); },
              [this] { add(&Counts::swallowed); }, [this] { add(&Counts::portalAnswers); },
              [this] { add(&Counts::handshakesFailed); }, options.keepsJournal ? &journal : nullptr}
    { }

    void add(int Counts::*count)
    {
        const std::lock_guard lock(countsLock);
        ++(counts.*count);
    }

    [[nodiscard]] bool listen(quint16 wanted)
    {
        boost::system::error_code error;
        acceptor.open(tcp::v4(), error);
        if (!error)
            acceptor.set_option(tcp::acceptor::reuse_address(true), error);
        if (!error)
            acceptor.bind(loopback(wanted), error);
        if (!error)
            acceptor.listen(net::socket_base::max_listen_connections, error);
        if (!error)
            port = acceptor.local_endpoint(error).port();
        return !error;
    }

    net::awaitable<void> acceptLoop()
    {
        while (true) {
            auto [error, socket] = co_await acceptor.async_accept(kAsValue);
            if (error)
                co_return;
            add(&Counts::accepted);
            const auto connection =
                std::make_shared<Connection>(ClientStream(std::move(socket), tls.get()), relay, fault);
            connections.remove_if([](const auto &each) { return each.expired(); });
            connections.push_back(connection);
            net::co_spawn(
                io, [connection] { return connection->run(); }, net::detached);
        }
    }

    void duplicate(const QByteArray &request)
    {
        net::co_spawn(
            io,
            [this, request, after = std::chrono::milliseconds(fault.amount)] {
                return replay(after, relay.target, request, [this] { add(&Counts::duplicated); });
            },
            net::detached);
    }

    template <typename Action> void forEach(Action action)
    {
        for (const auto &each : connections) {
            if (const auto connection = each.lock())
                action(*connection);
        }
    }

    /// Runs it on the io_context's thread and waits for its end.
    void runThere(const std::function<void()> &task)
    {
        std::promise<void> done;
        net::post(io, [&] {
            task();
            done.set_value();
        });
        done.get_future().wait();
    }
};

std::unique_ptr<FaultProxy> FaultProxy::start(const Options &options)
{
    auto parts = std::make_unique<Parts>(options);
    if (options.tls) {
        parts->tls = contextOf(*options.tls);
        if (!parts->tls)
            return nullptr;
    }
    if (!parts->listen(options.listen))
        return nullptr;
    return std::unique_ptr<FaultProxy>(new FaultProxy(std::move(parts)));
}

FaultProxy::FaultProxy(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
    net::co_spawn(
        m_parts->io, [all = m_parts.get()] { return all->acceptLoop(); }, net::detached);
    m_parts->thread = std::thread([all = m_parts.get()] { all->io.run(); });
}

FaultProxy::~FaultProxy()
{
    m_parts->runThere([this] {
        boost::system::error_code ignored;
        m_parts->acceptor.close(ignored);
        m_parts->forEach([](Connection &connection) { connection.reset(); });
    });
    m_parts->io.stop();
    m_parts->thread.join();
}

quint16 FaultProxy::port() const
{
    return m_parts->port;
}

QString FaultProxy::url() const
{
    return (m_parts->tls ? u"https://127.0.0.1:%1"_s : u"http://127.0.0.1:%1"_s).arg(port());
}

void FaultProxy::setFault(const Fault &fault)
{
    m_parts->runThere([this, &fault] {
        m_parts->fault = fault;
        {
            const std::lock_guard lock(m_parts->countsLock);
            m_parts->counts = {};
        }
        m_parts->forEach([&](Connection &connection) { connection.setFault(fault); });
    });
}

void FaultProxy::retarget(quint16 port)
{
    m_parts->runThere([this, port] { m_parts->target = port; });
}

FaultProxy::Counts FaultProxy::counts() const
{
    const std::lock_guard lock(m_parts->countsLock);
    return m_parts->counts;
}

QVector<Passage> FaultProxy::journal() const
{
    return m_parts->journal.all();
}

} // namespace preggo::test
