// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/http/trusted_proxies.h"

#include <boost/asio/ip/address.hpp>

#include <algorithm>

namespace preggo::server {

namespace {

namespace ip = boost::asio::ip;

constexpr unsigned kBitsV6 = 128;
constexpr unsigned kMappedBits = 96; ///< that an IPv4 address has before it in its IPv6 form
constexpr int kHopsMax = 16; ///< a longer list is no proxy's, and costs no more than this

/// Proxies write "192.0.2.1", some "192.0.2.1:4711", "[2001:db8::1]" or "[2001:db8::1]:4711".
QByteArray withoutPort(const QByteArray &hop)
{
    if (hop.startsWith('['))
        return hop.mid(1, hop.indexOf(']') - 1);
    return hop.count(':') == 1 ? hop.left(hop.indexOf(':')) : hop;
}

} // namespace

std::optional<TrustedProxies::Address> TrustedProxies::addressOf(QByteArray text)
{
    boost::system::error_code error;
    const auto address = ip::make_address(text.trimmed().toStdString(), error);
    if (error)
        return std::nullopt;
    return address.is_v4() ? ip::make_address_v6(ip::v4_mapped, address.to_v4()).to_bytes()
                           : address.to_v6().to_bytes();
}

QByteArray TrustedProxies::textOf(const Address &address)
{
    const ip::address_v6 v6(address);
    return QByteArray::fromStdString(
        v6.is_v4_mapped() ? ip::make_address_v4(ip::v4_mapped, v6).to_string() : v6.to_string());
}

std::optional<TrustedProxies::Network> TrustedProxies::networkOf(const QByteArray &text)
{
    const auto slash = text.indexOf('/');
    const QByteArray host = slash < 0 ? text : text.left(slash);
    const auto address = addressOf(host);
    if (!address)
        return std::nullopt;
    const unsigned before = host.contains(':') ? 0 : kMappedBits;
    if (slash < 0)
        return Network{*address, kBitsV6};
    bool isNumber = false;
    const unsigned bits = text.mid(slash + 1).toUInt(&isNumber);
    if (!isNumber || bits > kBitsV6 - before)
        return std::nullopt;
    return Network{*address, before + bits};
}

std::optional<TrustedProxies> TrustedProxies::parse(const QByteArrayList &networks)
{
    TrustedProxies proxies;
    for (const auto &text : networks) {
        const auto network = networkOf(text);
        if (!network)
            return std::nullopt;
        proxies.m_networks.append(*network);
    }
    return proxies;
}

bool TrustedProxies::trusts(const Address &address) const
{
    constexpr unsigned kByte = 8;
    return std::any_of(m_networks.cbegin(), m_networks.cend(), [&](const Network &network) {
        for (unsigned bit = 0; bit < network.bits; bit += kByte) {
            const unsigned left = std::min(kByte, network.bits - bit);
            const unsigned mask = (0xffU << (kByte - left)) & 0xffU;
            if (((address[bit / kByte] ^ network.address[bit / kByte]) & mask) != 0)
                return false;
        }
        return true;
    });
}

QByteArray TrustedProxies::clientOf(const QByteArray &peer, const QByteArray &forwardedFor) const
{
    if (m_networks.isEmpty())
        return peer;
    auto client = addressOf(peer);
    if (!client)
        return peer;
    const auto hops = forwardedFor.split(',');
    const auto first = std::max<qsizetype>(0, hops.size() - kHopsMax);
    for (qsizetype i = hops.size() - 1; i >= first && trusts(*client); --i) {
        const auto hop = addressOf(withoutPort(hops[i].trimmed()));
        if (!hop)
            break; // "unknown", or nonsense: the proxy that wrote it is the last whom we know
        client = hop;
    }
    return textOf(*client);
}

} // namespace preggo::server
