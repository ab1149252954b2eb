// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/net/qt_ws_transport.h"

#include "core/net/authorities.h"
#include "protocol/limits.h"

#include <QNetworkRequest>
#include <QRegularExpression>
#include <QSslConfiguration>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kHandshakeMs = 30'000;
constexpr int kAbnormal = 1006;

/// Qt tells the status of a refused handshake in the error's words alone.
int refusedStatus(const QString &error)
{
    static const QRegularExpression kStatus(u"status code: (\\d{3})"_s);
    if (const auto match = kStatus.match(error); match.hasMatch())
        return match.captured(1).toInt();
    return error.contains("authenticat"_L1, Qt::CaseInsensitive) ? 401 : 0;
}

/// Qt 6.4 takes the registered codes 1012 to 1014 for a breach of the protocol and forgets which it was.
/// Our server sends 1012 and 1013, which a client treats alike.
int closeCodeOf(const QWebSocket &socket)
{
    constexpr int kServiceRestart = 1012;
    const bool unknownToQt = socket.closeCode() == QWebSocketProtocol::CloseCodeProtocolError
        && socket.closeReason().startsWith("Invalid close code"_L1);
    return unknownToQt ? kServiceRestart : static_cast<int>(socket.closeCode());
}

} // namespace

QtWsTransport::QtWsTransport(QUrl server, PlainHttp plain, const QList<QSslCertificate> &extraAuthorities)
    : m_server(std::move(server))
    , m_tls(trusting(extraAuthorities))
    , m_allowed(parseServerAddress(m_server.toString(), plain).has_value())
{
    m_handshake.setSingleShot(true);
    connect(&m_handshake, &QTimer::timeout, this, [this] { abort(); });
}

QtWsTransport::~QtWsTransport()
{
    drop();
}

void QtWsTransport::drop()
{
    ++m_generation;
    m_handshake.stop();
    m_opened = false;
    m_closeReceived = false;
    if (!m_socket)
        return;
    auto *socket = std::exchange(m_socket, nullptr);
    socket->disconnect(this);
    socket->abort();
    socket->deleteLater(); // it may be the one whose signal brought us here
}

void QtWsTransport::open(const QString &path, const QByteArray &bearer, Callbacks callbacks)
{
    drop();
    m_callbacks = std::move(callbacks);
    if (!m_allowed) {
        QMetaObject::invokeMethod(
            this,
            [this, mine = m_generation] {
                if (mine == m_generation)
                    closed(kNotTrusted, 0);
            },
            Qt::QueuedConnection);
        return;
    }
    QUrl url = m_server;
    url.setScheme(m_server.scheme() == "http"_L1 ? u"ws"_s : u"wss"_s);
    url.setPath(path, QUrl::StrictMode);
    QNetworkRequest request(url);
    request.setRawHeader("Authorization", "Bearer " + bearer);
    request.setRawHeader("User-Agent", "Preggo/" PREGGO_VERSION);

    m_socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this);
    m_socket->setMaxAllowedIncomingFrameSize(limits::kFrameBytes);
    m_socket->setMaxAllowedIncomingMessageSize(limits::kFrameBytes);
    m_socket->setSslConfiguration(m_tls);
    connectSocket();
    m_handshake.start(kHandshakeMs);
    // Not from within this call: a socket that fails at once would call back inside it.
    QMetaObject::invokeMethod(
        m_socket, [socket = m_socket, request] { socket->open(request); }, Qt::QueuedConnection);
}

void QtWsTransport::connectSocket()
{
    connect(m_socket, &QWebSocket::connected, this, [this] {
        m_handshake.stop();
        m_opened = true;
        if (m_callbacks.opened)
            m_callbacks.opened();
    });
    connect(m_socket, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        if (m_callbacks.message)
            m_callbacks.message(text.toUtf8());
    });
    // Qt says 1000 for a connection that simply broke; only a close frame makes it "about to close".
    connect(m_socket, &QWebSocket::aboutToClose, this, [this] { m_closeReceived = true; });
    connect(m_socket, &QWebSocket::stateChanged, this, [this](QAbstractSocket::SocketState state) {
        if (state == QAbstractSocket::UnconnectedState)
            ended();
    });
    // A refused handshake ends with an error, and the connection stays.
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(m_socket, &QWebSocket::errorOccurred, this, [this] { ended(); });
#else
    connect(m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this, [this] { ended(); });
#endif
}

void QtWsTransport::ended()
{
    // Code and words are complete one turn later, in whatever order the signals come.
    QMetaObject::invokeMethod(
        this,
        [this, mine = m_generation] {
            if (mine != m_generation || !m_socket)
                return;
            const int status = m_opened ? 0 : refusedStatus(m_socket->errorString());
            const bool closedByFrame = m_opened && m_closeReceived;
            const bool untrusted = m_socket->error() == QAbstractSocket::SslHandshakeFailedError;
            closed(closedByFrame ? closeCodeOf(*m_socket) : untrusted ? kNotTrusted : kAbnormal, status);
        },
        Qt::QueuedConnection);
}

void QtWsTransport::send(const QByteArray &text)
{
    if (m_socket && m_socket->isValid())
        m_socket->sendTextMessage(QString::fromUtf8(text));
}

void QtWsTransport::abort()
{
    if (!m_socket)
        return;
    drop();
    QMetaObject::invokeMethod(
        this,
        [this, mine = m_generation] {
            if (mine == m_generation)
                closed(kAbnormal, 0);
        },
        Qt::QueuedConnection);
}

void QtWsTransport::closed(int code, int status)
{
    const Callbacks callbacks = std::exchange(m_callbacks, {});
    drop();
    if (callbacks.closed)
        callbacks.closed(code, status);
}

} // namespace preggo
