// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace preggo::test {

RawClient::RawClient(quint16 port)
    : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        m_end = End::Closed;
}

RawClient::~RawClient()
{
    ::close(m_socket);
}

bool RawClient::send(const QByteArray &bytes)
{
    const auto sent = ::send(m_socket, bytes.constData(), static_cast<size_t>(bytes.size()), MSG_NOSIGNAL);
    if (sent < 0)
        m_end = End::Reset; // one that ended in an orderly way would have taken this
    return sent == bytes.size();
}

QByteArray RawClient::read(qsizetype wanted, int patienceMs)
{
    QByteArray all;
    while (all.size() < wanted && m_end == End::Open) {
        pollfd ready{m_socket, POLLIN, 0};
        if (::poll(&ready, 1, patienceMs) <= 0)
            break;
        std::array<char, 4096> piece{};
        const auto most = std::min<size_t>(piece.size(), static_cast<size_t>(wanted - all.size()));
        const auto size = ::recv(m_socket, piece.data(), most, 0);
        if (size == 0)
            m_end = End::Closed;
        else if (size < 0)
            m_end = errno == ECONNRESET ? End::Reset : End::Closed;
        else
            all.append(piece.data(), size);
    }
    return all;
}

} // namespace preggo::test
