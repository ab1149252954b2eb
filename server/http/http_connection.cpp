// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/http/http_connection.hpp"

#include "protocol/limits.h"
#include "server/http/await.hpp"
#include "server/http/news_wait.hpp"
#include "server/http/page_scope.h"
#include "server/http/request_head.h"
#include "server/http/websocket_connection.hpp"

#include <QFile>

namespace preggo::server {

namespace {

constexpr qint64 kFilePart = 256 * 1024;
constexpr std::size_t kReadSize = 8 * 1024;

QByteArrayView viewOf(boost::beast::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

qint64 nowUs()
{
    using namespace std::chrono;
    return duration_cast<microseconds>(steady_clock::now().time_since_epoch()).count();
}

template <typename Fields> QHash<QByteArray, QByteArray> headersOf(const Fields &fields)
{
    QHash<QByteArray, QByteArray> headers;
    for (const auto &field : fields) {
        auto &value = headers[viewOf(field.name_string()).toByteArray().toLower()];
        value = value.isEmpty() ? viewOf(field.value()).toByteArray()
                                : value + ", " + viewOf(field.value()).toByteArray();
    }
    return headers;
}

QByteArray readPart(const QString &path, qint64 offset, qint64 length)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.seek(offset) ? file.read(length) : QByteArray();
}

} // namespace

HttpConnection::HttpConnection(
    tcp::socket socket, const TlsContext &tls, const Shell &shell, ConnectionSet &connections)
    : m_stream(std::move(socket), tls)
    , m_buffer(static_cast<std::size_t>(limits::kHeaderBytes) * 4)
    , m_shell(shell)
    , m_connections(connections)
{
    ErrorCode error;
    m_stream.tcpLayer().socket().set_option(tcp::no_delay(true), error);
    const auto peer = m_stream.tcpLayer().socket().remote_endpoint(error);
    if (!error)
        m_remote = QByteArray::fromStdString(peer.address().to_string());
}

net::awaitable<void> HttpConnection::run()
{
    m_connections.add(this);
    bool open = co_await shakeHands();
    while (open && !m_stopping) {
        // Awaits stand in statements of their own: GCC 12 miscompiles them within conditions.
        open = co_await waitForBytes();
        if (open)
            open = co_await serveOne();
    }
    if (!m_upgraded)
        co_await linger();
    m_connections.remove(this);
}

net::awaitable<bool> HttpConnection::shakeHands()
{
    m_idle = true;
    m_stream.tcpLayer().expires_after(m_shell.deadlines.handshake);
    m_secured = co_await m_stream.handshake();
    m_idle = false;
    co_return m_secured;
}

void HttpConnection::stopSoon()
{
    m_stopping = true;
    if (m_idle)
        m_stream.tcpLayer().cancel();
}

net::awaitable<bool> HttpConnection::waitForBytes()
{
    if (m_buffer.size() > 0)
        co_return true;
    m_idle = true;
    m_stream.tcpLayer().expires_after(m_shell.deadlines.idle);
    const auto [error, size] = co_await m_stream.async_read_some(m_buffer.prepare(kReadSize), kAsValue);
    m_idle = false;
    m_buffer.commit(size);
    co_return !error;
}

net::awaitable<bool> HttpConnection::serveOne()
{
    HeadParser parser;
    parser.header_limit(static_cast<std::uint32_t>(limits::kHeaderBytes));
    parser.body_limit(boost::none);
    m_stream.tcpLayer().expires_after(m_shell.deadlines.header);
    const auto [error, size] = co_await http::async_read_header(m_stream, m_buffer, parser, kAsValue);
    if (error) {
        co_await refuse(error);
        co_return false;
    }
    const bool open = co_await answerHead(parser);
    co_return open;
}

net::awaitable<void> HttpConnection::refuse(ErrorCode error)
{
    ProblemCode code = ProblemCode::BadRequest;
    if (error == http::error::header_limit || error == http::error::buffer_overflow)
        code = ProblemCode::HeaderTooLarge;
    else if (error == beast::error::timeout)
        code = ProblemCode::TimedOut;
    else if (error.category() != http::make_error_code(http::error::bad_method).category()
        || error == http::error::end_of_stream || error == http::error::partial_message)
        co_return; // the peer went away; nobody reads an answer
    // A deadline closes the stream, so a slow peer may see the end instead of this answer.
    Answer answer = makeRefusal(makeProblem(code));
    co_await write(std::move(answer));
    m_shell.traffic.observe({nullptr, Method::Get, makeProblem(code).status(), 0, {}});
}

net::awaitable<bool> HttpConnection::answerHead(HeadParser &parser)
{
    const qint64 startedUs = nowUs();
    const auto &head = parser.get();
    const bool wantsMore = head.keep_alive();
    bool bodyRead = parser.is_done();
    auto exchange = std::make_shared<Exchange>();
    auto headers = headersOf(head);
    const QByteArray client = m_shell.proxies.clientOf(m_remote, headers.value("x-forwarded-for"));
    auto request =
        makeRequest(viewOf(head.method_string()), viewOf(head.target()), std::move(headers), client);
    std::optional<Draft> draft;
    if (!request) {
        draft.emplace();
        draft->response = Response::problem(request.error());
    } else {
        exchange->request = std::move(*request);
        draft = co_await admit(exchange, parser);
        if (!draft && websocket::is_upgrade(head)) {
            co_await upgrade(parser, exchange);
            co_return false;
        }
        if (!draft && !bodyRead) {
            draft = co_await readBody(parser, exchange);
            bodyRead = !draft.has_value();
        }
    }
    if (!draft)
        draft = co_await produce(exchange);
    // A body that was not read would be taken for the next request.
    const bool keepAlive = wantsMore && bodyRead && !m_stopping;
    Answer answer = makeAnswer(std::move(*draft), exchange->request, keepAlive);
    const int status = answer.status;
    const bool open = co_await write(std::move(answer));
    observe(*exchange, status, startedUs);
    co_return open &&keepAlive;
}

net::awaitable<std::optional<Draft>> HttpConnection::authenticate(ExchangePtr exchange)
{
    using Done = std::function<void(std::optional<Draft>)>;
    std::function<void(Done)> start = [this, exchange](Done done) {
        m_shell.dispatcher.authenticate(exchange, std::move(done));
    };
    auto refused = co_await awaitCallback<std::optional<Draft>>(std::move(start));
    co_return refused;
}

net::awaitable<std::optional<Draft>> HttpConnection::admit(ExchangePtr exchange, const HeadParser &parser)
{
    auto refused = m_shell.dispatcher.admit(*exchange);
    if (refused)
        co_return refused;
    if (!exchange->token.isEmpty()) {
        refused = co_await authenticate(exchange);
        if (refused)
            co_return refused;
    }
    const auto length = parser.content_length();
    if (length && *length > static_cast<std::uint64_t>(exchange->route->maxBodyBytes))
        co_return refusal(ProblemCode::TooLarge);
    co_return std::nullopt;
}

net::awaitable<std::optional<Draft>> HttpConnection::readBody(HeadParser &parser, ExchangePtr exchange)
{
    const auto expect = parser.get()[http::field::expect];
    if (!expect.empty()) {
        constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
        m_stream.tcpLayer().expires_after(m_shell.deadlines.write);
        co_await net::async_write(m_stream, net::buffer(kContinue), kAsValue);
    }
    http::request_parser<http::string_body> body(std::move(parser));
    body.body_limit(static_cast<std::uint64_t>(exchange->route->maxBodyBytes));
    m_stream.tcpLayer().expires_after(m_shell.deadlines.body);
    const auto [error, size] = co_await http::async_read(m_stream, m_buffer, body, kAsValue);
    if (error == http::error::body_limit)
        co_return refusal(ProblemCode::TooLarge);
    if (error == beast::error::timeout)
        co_return refusal(ProblemCode::TimedOut);
    if (error)
        co_return refusal(ProblemCode::BadRequest);
    exchange->request.body = QByteArray::fromStdString(body.get().body());
    co_return std::nullopt;
}

net::awaitable<Draft> HttpConnection::produce(ExchangePtr exchange)
{
    if (auto known = m_shell.dispatcher.fromMemory(*exchange))
        co_return std::move(*known);
    m_stream.tcpLayer().expires_never();
    const auto stream = awaitedStream(*exchange->route, exchange->request);
    if (!stream.isNull()) {
        Draft awaited = co_await produceAfterNews(exchange, stream);
        co_return awaited;
    }
    Draft draft = co_await runHandler(exchange);
    co_return draft;
}

net::awaitable<Draft> HttpConnection::produceAfterNews(ExchangePtr exchange, StreamId stream)
{
    // Listening begins before the read: what is committed between the two is news.
    NewsWait news(m_shell.hub.news(), stream, m_stream.get_executor());
    Draft draft = co_await runHandler(exchange);
    if (draft.response.waitSeconds == 0)
        co_return draft;
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(draft.response.waitSeconds);
    co_await news.until(deadline);
    // Meanwhile the session may have ended.
    exchange->token = bearerToken(exchange->request.header("authorization")).value_or(QByteArray());
    auto refused = co_await authenticate(exchange);
    if (refused)
        co_return std::move(*refused);
    draft = co_await runHandler(exchange);
    co_return draft;
}

net::awaitable<Draft> HttpConnection::runHandler(ExchangePtr exchange)
{
    std::function<void(Dispatcher::Done)> start = [this, exchange](Dispatcher::Done done) {
        m_shell.dispatcher.run(exchange, std::move(done));
    };
    Draft draft = co_await awaitCallback<Draft>(std::move(start));
    co_return draft;
}

net::awaitable<bool> HttpConnection::write(Answer answer)
{
    m_stream.tcpLayer().expires_after(m_shell.deadlines.write);
    if (!answer.filePath.isEmpty()) {
        const bool sent = co_await writeFile(std::move(answer));
        co_return sent;
    }
    const std::array<net::const_buffer, 2> parts{
        net::buffer(answer.head.constData(), static_cast<std::size_t>(answer.head.size())),
        answer.body ? net::buffer(answer.body->constData(), static_cast<std::size_t>(answer.body->size()))
                    : net::const_buffer()};
    const auto [error, size] = co_await net::async_write(m_stream, parts, kAsValue);
    co_return !error;
}

net::awaitable<bool> HttpConnection::writeFile(Answer answer)
{
    QByteArray part = answer.head;
    qint64 offset = answer.fileOffset;
    qint64 left = answer.fileLength;
    while (true) {
        m_stream.tcpLayer().expires_after(m_shell.deadlines.write);
        const auto [error, size] = co_await net::async_write(
            m_stream, net::buffer(part.constData(), static_cast<std::size_t>(part.size())), kAsValue);
        if (error || left == 0)
            co_return !error;
        const qint64 wanted = std::min(left, kFilePart);
        const QString path = answer.filePath;
        using Done = std::function<void(QByteArray)>;
        std::function<void(Done)> start = [this, path, offset, wanted](const Done &done) {
            if (!m_shell.disk.submit([=](sql::Database *) { done(readPart(path, offset, wanted)); }))
                done({});
        };
        part = co_await awaitCallback<QByteArray>(std::move(start));
        // The length was promised: a file that cannot be read to its end ends the connection.
        if (part.size() != wanted)
            co_return false;
        offset += wanted;
        left -= wanted;
    }
}

net::awaitable<void> HttpConnection::upgrade(HeadParser &parser, ExchangePtr exchange)
{
    const QByteArray path = exchange->route->path;
    const QByteArray origin = exchange->request.header("origin");
    std::optional<Draft> refused;
    if (path != kRealtimePath && path != kFamilySocketPath)
        refused = refusal(ProblemCode::BadRequest);
    else if (!origin.isEmpty() && !m_shell.origins.contains(origin))
        refused = refusal(ProblemCode::Rejected);
    const auto token = bearerToken(exchange->request.header("authorization"));
    if (!refused && token && !exchange->peer) {
        exchange->token = *token;
        refused = co_await authenticate(exchange);
    }
    std::optional<FamilyId> family;
    if (!refused && path == kFamilySocketPath) {
        family = FamilyId::parse(exchange->request.params.value("pregnancy_id"));
        if (!family)
            refused = refusal(ProblemCode::NotFound);
    }
    if (refused) {
        Answer answer = makeAnswer(std::move(*refused), exchange->request, false);
        co_await write(std::move(answer));
        co_return;
    }
    m_upgraded = true;
    m_stream.tcpLayer().expires_never();
    auto socket = std::make_shared<WebSocketConnection>(std::move(m_stream), m_shell, family);
    auto request = parser.release();
    auto peer = exchange->peer;
    co_await socket->run(std::move(request), std::move(peer));
}

net::awaitable<void> HttpConnection::linger()
{
    // Closing with unread bytes sends a reset, which can destroy the answer on its way.
    constexpr std::size_t kDrainMax = 1024 * 1024;
    constexpr auto kDrainTime = std::chrono::seconds(2);
    m_stream.tcpLayer().expires_after(kDrainTime);
    if (m_secured)
        co_await m_stream.sayGoodbye();
    ErrorCode error;
    m_stream.tcpLayer().socket().shutdown(tcp::socket::shutdown_send, error);
    if (error)
        co_return;
    m_stream.tcpLayer().expires_after(kDrainTime);
    m_buffer.clear();
    std::size_t drained = 0;
    while (drained < kDrainMax) {
        const auto [ended, size] =
            co_await m_stream.tcpLayer().async_read_some(m_buffer.prepare(kReadSize), kAsValue);
        if (ended)
            break;
        drained += size;
    }
    m_stream.tcpLayer().close();
}

void HttpConnection::observe(const Exchange &exchange, int status, qint64 startedUs) const
{
    m_shell.traffic.observe({exchange.route, exchange.request.method, status, nowUs() - startedUs,
        exchange.request.principal ? exchange.request.principal->session : SessionId()});
}

} // namespace preggo::server
