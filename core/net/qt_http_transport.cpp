// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/net/qt_http_transport.h"

#include "core/net/authorities.h"

#include <QNetworkProxy>
#include <QPointer>
#include <QSslConfiguration>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

struct QtHttpTransport::Running
{
    QNetworkReply *reply = nullptr; // owned by its manager until deleteLater()
    Done done;
    Progress progress;
    QByteArray body;
    qint64 maxBytes = 0;
    QTimer idle;
};

namespace {

constexpr qsizetype kQtWrites = 16 * 1024; ///< of a body, together with the head

NetFailure failureOf(const QNetworkReply &reply, int status)
{
    const auto error = reply.error();
    if (error == QNetworkReply::SslHandshakeFailedError)
        return NetFailure::Tls;
    if (error == QNetworkReply::NoError)
        return status > 0 ? NetFailure::None : NetFailure::Offline;
    // Qt reports 4xx and 5xx answers as errors of these two ranges. An error with a status of success
    // means that the body did not come whole.
    const bool answered =
        error >= QNetworkReply::ContentAccessDenied && error <= QNetworkReply::UnknownServerError;
    return answered && status >= 400 ? NetFailure::None : NetFailure::Offline;
}

QVector<QPair<QByteArray, QByteArray>> headersOf(const QNetworkReply &reply)
{
    QVector<QPair<QByteArray, QByteArray>> headers;
    for (const auto &[name, value] : reply.rawHeaderPairs())
        headers.append({name.toLower(), value});
    return headers;
}

} // namespace

QtHttpTransport::QtHttpTransport(QUrl server)
    : QtHttpTransport(std::move(server), Options())
{ }

QtHttpTransport::QtHttpTransport(QUrl server, Options options)
    : m_server(std::move(server))
    , m_options(std::move(options))
    , m_tls(trusting(m_options.extraAuthorities))
    , m_allowed(parseServerAddress(m_server.toString(), m_options.plainHttp).has_value())
{ }

QtHttpTransport::~QtHttpTransport()
{
    for (const auto &running : std::as_const(m_running)) {
        running->reply->disconnect(this);
        running->reply->abort();
    }
}

QNetworkAccessManager &QtHttpTransport::manager(NetLane lane)
{
    auto &slot = m_managers[static_cast<size_t>(lane)];
    if (!slot) {
        slot = std::make_unique<QNetworkAccessManager>();
        slot->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
        slot->setAutoDeleteReplies(false);
    }
    return *slot;
}

QNetworkRequest QtHttpTransport::toQt(const HttpRequest &request) const
{
    QUrl url = m_server;
    const qsizetype query = request.path.indexOf(u'?');
    url.setPath(query < 0 ? request.path : request.path.left(query), QUrl::StrictMode);
    if (query >= 0)
        url.setQuery(request.path.mid(query + 1), QUrl::StrictMode);

    QNetworkRequest qt(url);
    using Attribute = QNetworkRequest::Attribute;
    qt.setAttribute(Attribute::CookieLoadControlAttribute, QNetworkRequest::Manual);
    qt.setAttribute(Attribute::CookieSaveControlAttribute, QNetworkRequest::Manual);
    qt.setAttribute(Attribute::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    qt.setAttribute(Attribute::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    qt.setAttribute(Attribute::CacheSaveControlAttribute, false);
    qt.setAttribute(Attribute::Http2AllowedAttribute, false);
    // Our own limit on the decoded body stops bombs; Qt's counts a ratio that feeds of text exceed.
    qt.setDecompressedSafetyCheckThreshold(-1);
    // Otherwise Qt tells the server a browser's name and the languages of the person.
    qt.setRawHeader("User-Agent", "Preggo/" PREGGO_VERSION);
    qt.setRawHeader("Accept-Language", "*");
    if (!request.body.isEmpty())
        qt.setRawHeader("Content-Type", "application/octet-stream");
    if (request.body.size() > kQtWrites) {
        // Qt's sockets cannot be told TCP_NODELAY: what does not fit into the first write would wait up to 40
        // ms for the server's delayed acknowledgement. An interim answer brings it at once; after one, Qt 6.4
        // no longer decodes the answer proper.
        qt.setRawHeader("Expect", "100-continue");
        qt.setRawHeader("Accept-Encoding", "identity");
    }
    for (const auto &[name, value] : request.headers)
        qt.setRawHeader(name, value);
    qt.setSslConfiguration(m_tls);
    return qt;
}

HttpTransport::RequestId QtHttpTransport::send(HttpRequest request, Done done, Progress progress)
{
    const RequestId id = ++m_lastId;
    if (!m_allowed) {
        QMetaObject::invokeMethod(
            this,
            [done = std::move(done)] {
                done({NetFailure::Tls, 0, {}, {}});
            },
            Qt::QueuedConnection);
        return id;
    }
    auto running = std::make_shared<Running>();
    running->done = std::move(done);
    running->progress = std::move(progress);
    running->maxBytes = request.maxAnswerBytes;
    running->idle.setSingleShot(true);
    running->idle.setInterval(request.idleTimeoutMs);
    running->reply = manager(request.lane).sendCustomRequest(toQt(request), request.method, request.body);
    m_running.insert(id, std::move(running));
    watch(id);
    return id;
}

void QtHttpTransport::watch(RequestId id)
{
    const auto running = m_running.value(id);
    auto *reply = running->reply;
    auto *idle = &running->idle;
    const auto alive = [idle] { idle->start(); };
    connect(reply, &QNetworkReply::metaDataChanged, this, alive);
    connect(reply, &QNetworkReply::encrypted, this, alive);
    connect(reply, &QNetworkReply::readyRead, this, [this, id] { readMore(id); });
    connect(reply, &QNetworkReply::uploadProgress, this, [this, id](qint64 sent, qint64 total) {
        const auto current = m_running.value(id);
        if (!current)
            return;
        current->idle.start();
        if (current->progress && total > 0)
            current->progress(sent, total);
    });
    connect(reply, &QNetworkReply::finished, this, [this, id] { finished(id); });
    connect(idle, &QTimer::timeout, this, [this, id] { giveUp(id, NetFailure::Timeout); });
    idle->start();
}

void QtHttpTransport::readMore(RequestId id)
{
    const auto running = m_running.value(id);
    if (!running)
        return;
    running->idle.start();
    // Piece by piece, so that a small body that decodes to a huge one stops at the limit.
    constexpr qint64 kPiece = 64 * 1024;
    while (running->reply->bytesAvailable() > 0) {
        const QByteArray piece = running->reply->read(kPiece);
        if (piece.isEmpty())
            return;
        running->body += piece;
        if (running->body.size() > running->maxBytes)
            return giveUp(id, NetFailure::TooLarge);
    }
}

void QtHttpTransport::finished(RequestId id)
{
    readMore(id);
    const auto running = m_running.take(id);
    if (!running)
        return;
    running->idle.stop();
    auto *reply = running->reply;
    HttpAnswer answer;
    answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.failure = failureOf(*reply, answer.status);
    if (answer.failure == NetFailure::None) {
        answer.headers = headersOf(*reply);
        answer.body = running->body;
    } else {
        answer.status = 0;
    }
    reply->disconnect(this);
    reply->deleteLater();
    running->done(std::move(answer));
}

void QtHttpTransport::giveUp(RequestId id, NetFailure failure)
{
    const auto running = m_running.take(id);
    if (!running)
        return;
    running->idle.stop();
    running->reply->disconnect(this);
    running->reply->abort();
    running->reply->deleteLater();
    // Queued: the caller of cancel() must not be called back from within it. The timer inside
    // `running` may be the very one that fired, so it goes later too.
    QMetaObject::invokeMethod(
        this,
        [running, failure] {
            running->done({failure, 0, {}, {}});
        },
        Qt::QueuedConnection);
}

void QtHttpTransport::cancel(RequestId request)
{
    giveUp(request, NetFailure::Aborted);
}

void QtHttpTransport::dropConnections()
{
    for (const auto &each : m_managers) {
        if (each)
            each->clearConnectionCache();
    }
}

} // namespace preggo
