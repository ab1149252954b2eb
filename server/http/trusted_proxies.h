// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QVector>

#include <array>
#include <optional>

namespace preggo::server {

/// The reverse proxies whose word counts about whom a request is from. Without any, nobody's does: the
/// header is anybody's to write, and limits go by the peer of the connection. Value type.
class TrustedProxies
{
public:
    TrustedProxies() = default;
    /// Of networks such as "10.0.0.0/8", "fd00::/8" or one address; nothing where one of them is none.
    [[nodiscard]] static std::optional<TrustedProxies> parse(const QByteArrayList &networks);

    /// The address that limits go by: the peer's, or, where that is a trusted proxy, the last hop of
    /// `X-Forwarded-For` that is not one. What stands before that hop is its claim alone.
    [[nodiscard]] QByteArray clientOf(const QByteArray &peer, const QByteArray &forwardedFor) const;

private:
    using Address = std::array<unsigned char, 16>; ///< an IPv4 address in its IPv6 form
    struct Network
    {
        Address address{};
        unsigned bits = 0;
    };
    [[nodiscard]] static std::optional<Address> addressOf(QByteArray text);
    [[nodiscard]] static std::optional<Network> networkOf(const QByteArray &text);
    [[nodiscard]] static QByteArray textOf(const Address &address);
    [[nodiscard]] bool trusts(const Address &address) const;

    QVector<Network> m_networks;
};

} // namespace preggo::server
