// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/worker_link.h"

#include "protocol/json.h"
#include "protocol/limits.h"

#include <QtEndian>

#include <cerrno>

#include <poll.h>
#include <sys/socket.h>

namespace preggo::server {

namespace {

constexpr qsizetype kHeadBytes = 9;

tl::expected<void, LinkEnd> waitFor(int socket, short event, QDeadlineTimer deadline)
{
    pollfd wish{socket, event, 0};
    const auto left = deadline.isForever() ? -1 : static_cast<int>(deadline.remainingTime());
    const int ready = ::poll(&wish, 1, left);
    if (ready > 0 || (ready < 0 && errno == EINTR))
        return {};
    return tl::make_unexpected(ready == 0 ? LinkEnd::Late : LinkEnd::Closed);
}

/// Whether a call that would not block should be made again once the socket is ready.
bool isWorthWaiting(ssize_t moved)
{
    return moved < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
}

tl::expected<void, LinkEnd> sendAll(int socket, QByteArrayView bytes, QDeadlineTimer deadline)
{
    while (!bytes.isEmpty()) {
        if (const auto ready = waitFor(socket, POLLOUT, deadline); !ready)
            return ready;
        const ssize_t moved =
            ::send(socket, bytes.data(), static_cast<size_t>(bytes.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (moved < 0 && !isWorthWaiting(moved))
            return tl::make_unexpected(LinkEnd::Closed);
        bytes = bytes.sliced(std::max<ssize_t>(0, moved));
    }
    return {};
}

tl::expected<QByteArray, LinkEnd> receiveAll(int socket, qsizetype count, QDeadlineTimer deadline)
{
    // Grows with what comes, so that a length alone reserves no memory.
    constexpr qsizetype kPiece = 256 * 1024;
    QByteArray bytes;
    for (qsizetype have = 0; have < count;) {
        if (const auto ready = waitFor(socket, POLLIN, deadline); !ready)
            return tl::make_unexpected(ready.error());
        bytes.resize(std::min(count, have + kPiece));
        const ssize_t moved =
            ::recv(socket, bytes.data() + have, static_cast<size_t>(bytes.size() - have), MSG_DONTWAIT);
        if (moved == 0 || (moved < 0 && !isWorthWaiting(moved)))
            return tl::make_unexpected(LinkEnd::Closed);
        have += std::max<ssize_t>(0, moved);
        bytes.truncate(have);
    }
    return bytes;
}

struct Head
{
    FrameKind kind;
    qsizetype aboutBytes;
    qsizetype bytes;
};

tl::expected<Head, LinkEnd> readHead(QByteArrayView head)
{
    const auto kind = static_cast<quint8>(head[0]);
    const auto aboutBytes = qFromLittleEndian<quint32>(head.data() + 1);
    const auto bytes = qFromLittleEndian<quint32>(head.data() + 5);
    const bool isKnown =
        kind >= static_cast<quint8>(FrameKind::Prepare) && kind <= static_cast<quint8>(FrameKind::Preview);
    if (!isKnown || aboutBytes > limits::kWorkerAboutBytes || bytes > limits::kWorkerFrameBytes)
        return tl::make_unexpected(LinkEnd::Malformed);
    return Head{static_cast<FrameKind>(kind), qsizetype(aboutBytes), qsizetype(bytes)};
}

} // namespace

tl::expected<void, LinkEnd> WorkerLink::send(const WorkerFrame &frame, QDeadlineTimer deadline) const
{
    const QByteArray about = toJsonBytes(frame.about);
    QByteArray head(kHeadBytes, '\0');
    head[0] = static_cast<char>(frame.kind);
    qToLittleEndian(static_cast<quint32>(about.size()), head.data() + 1);
    qToLittleEndian(static_cast<quint32>(frame.bytes.size()), head.data() + 5);
    if (const auto done = sendAll(m_socket, head + about, deadline); !done)
        return done;
    return sendAll(m_socket, frame.bytes, deadline);
}

tl::expected<WorkerFrame, LinkEnd> WorkerLink::receive(QDeadlineTimer deadline) const
{
    const auto head = receiveAll(m_socket, kHeadBytes, deadline).and_then([](const QByteArray &in) {
        return readHead(in);
    });
    if (!head)
        return tl::make_unexpected(head.error());
    const auto about = receiveAll(m_socket, head->aboutBytes, deadline);
    if (!about)
        return tl::make_unexpected(about.error());
    const auto object = parseJsonObject(*about);
    if (!object)
        return tl::make_unexpected(LinkEnd::Malformed);
    auto bytes = receiveAll(m_socket, head->bytes, deadline);
    if (!bytes)
        return tl::make_unexpected(bytes.error());
    return WorkerFrame{head->kind, *object, std::move(*bytes)};
}

} // namespace preggo::server
