// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/load/http_load.h"

#include "tests/bench/probe/process.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <charconv>
#include <string>

namespace preggo::bench {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

struct Run
{
    const LoadPlan &plan;
    asio::io_context context{1};
    LoadResult result;
    int sent = 0;
    double bytes = 0;
    qint64 endUs = 0;
};

qsizetype contentLength(QByteArrayView head)
{
    const QByteArray lower = head.toByteArray().toLower();
    const qsizetype at = lower.indexOf("\ncontent-length:");
    return at < 0 ? 0 : lower.mid(at + 16, lower.indexOf('\r', at + 16) - at - 16).trimmed().toLongLong();
}

int statusOf(QByteArrayView head)
{
    int status = 0;
    if (head.size() > 12)
        std::from_chars(head.data() + 9, head.data() + 12, status);
    return status;
}

void note(Run &run, QByteArrayView head, QByteArrayView body, double ms)
{
    const int status = statusOf(head);
    const bool good = status == 200 || status == 201 || status == 304;
    ++(good ? run.result.answered : run.result.failed);
    run.bytes += static_cast<double>(body.size());
    run.result.latencyMs.add(ms);
    if (run.result.lastHead.isEmpty() || !good) {
        run.result.lastHead = head.toByteArray();
        run.result.lastBody = body.toByteArray();
    }
}

/// One kept-alive connection: ask, read the whole answer, ask again.
asio::awaitable<void> connection(Run *run)
{
    tcp::socket socket(run->context);
    boost::system::error_code error;
    auto token = asio::redirect_error(asio::use_awaitable, error);
    co_await socket.async_connect({asio::ip::address_v4::loopback(), run->plan.port}, token);
    if (!error)
        socket.set_option(tcp::no_delay(true), error);
    std::string buffer;
    while (!error && run->sent < run->plan.requests && monotonicUs() < run->endUs) {
        ++run->sent;
        const QByteArray request = run->plan.next();
        const qint64 begin = monotonicUs();
        co_await asio::async_write(
            socket, asio::buffer(request.constData(), static_cast<size_t>(request.size())), token);
        if (error)
            break;
        const size_t head =
            co_await asio::async_read_until(socket, asio::dynamic_buffer(buffer), "\r\n\r\n", token);
        if (error)
            break;
        const QByteArrayView view(buffer.data(), static_cast<qsizetype>(head));
        const auto body = static_cast<size_t>(contentLength(view));
        if (buffer.size() < head + body) {
            const size_t missing = head + body - buffer.size();
            co_await asio::async_read(
                socket, asio::dynamic_buffer(buffer), asio::transfer_exactly(missing), token);
        }
        if (error)
            break;
        note(*run, QByteArrayView(buffer.data(), static_cast<qsizetype>(head)),
            QByteArrayView(buffer.data() + head, static_cast<qsizetype>(body)),
            static_cast<double>(monotonicUs() - begin) / 1000.0);
        buffer.erase(0, head + body);
    }
    if (error)
        ++run->result.failed;
}

} // namespace

LoadResult runLoad(const LoadPlan &plan)
{
    Run run{plan};
    const qint64 begin = monotonicUs();
    const double cpuBefore = plan.serverPid > 0 ? cpuUs(plan.serverPid) : 0;
    run.endUs = begin + plan.milliseconds * 1000LL;
    for (int i = 0; i < plan.connections; ++i)
        asio::co_spawn(run.context, connection(&run), asio::detached);
    // Half as long again for the answers that are on their way; then the rest is dropped.
    run.context.run_for(std::chrono::milliseconds(plan.milliseconds * 3 / 2 + 1'000));
    const double seconds = static_cast<double>(monotonicUs() - begin) / 1e6;
    LoadResult &result = run.result;
    result.requestsPerSecond = result.answered / seconds;
    if (result.answered > 0) {
        result.bytesPerAnswer = run.bytes / result.answered;
        if (plan.serverPid > 0)
            result.serverCpuUs = (cpuUs(plan.serverPid) - cpuBefore) / result.answered;
    }
    return result;
}

QByteArray getRequest(const QByteArray &path, const QByteArray &header)
{
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n";
}

QByteArray postRequest(const QByteArray &path, const QByteArray &json, const QByteArray &header)
{
    return "POST " + path
        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
        + QByteArray::number(json.size()) + "\r\n" + header + "\r\n" + json;
}

} // namespace preggo::bench
