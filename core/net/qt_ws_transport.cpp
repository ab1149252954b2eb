// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/net/qt_ws_transport.h"

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

} // namespace

QtWsTransport::QtWsTransport(QUrl server, PlainHttp plain, QList<QSslCertificate> extraAuthorities)
    : m_server(std::move(server))
    , m_allowed(parseServerAddress(m_server.toString(), plain).has_value())
    , m_extraAuthorities(std::move(extraAuthorities))
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
                    closed(kAbnormal, 0);
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
    if (!m_extraAuthorities.isEmpty()) {
        QSslConfiguration tls = m_socket->sslConfiguration();
        tls.addCaCertificates(m_extraAuthorities);
        m_socket->setSslConfiguration(tls);
    }
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
        if (m_callbacks.opened)
            m_callbacks.opened();
    });
    connect(m_socket, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        if (m_callbacks.message)
            m_callbacks.message(text.toUtf8());
    });
    connect(m_socket, &QWebSocket::stateChanged, this, [this](QAbstractSocket::SocketState state) {
        if (state != QAbstractSocket::UnconnectedState || !m_socket)
            return;
        // The error's words are set after this signal, so they are read one turn later.
        QMetaObject::invokeMethod(
            this,
            [this, mine = m_generation] {
                if (mine != m_generation || !m_socket)
                    return;
                const int status = refusedStatus(m_socket->errorString());
                const int code = status ? 0 : static_cast<int>(m_socket->closeCode());
                closed(code > 1000 || (code == 1000 && !m_handshake.isActive()) ? code : kAbnormal, status);
            },
            Qt::QueuedConnection);
    });
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
