// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/net/server_address.h"

#include <QHostAddress>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Names are not looked up: who answers for a name is decided by the very network that is not trusted.
bool isLocalHost(const QString &host)
{
    if (host == "localhost"_L1 || host.endsWith(".localhost"_L1))
        return true;
    const QHostAddress address(host);
    if (address.isNull())
        return false;
    // RFC 1918, RFC 4193 and link-local addresses never leave the house.
    static const std::pair<QHostAddress, int> kPrivate[] = {
        QHostAddress::parseSubnet(u"10.0.0.0/8"_s),
        QHostAddress::parseSubnet(u"172.16.0.0/12"_s),
        QHostAddress::parseSubnet(u"192.168.0.0/16"_s),
        QHostAddress::parseSubnet(u"169.254.0.0/16"_s),
        QHostAddress::parseSubnet(u"fc00::/7"_s),
        QHostAddress::parseSubnet(u"fe80::/10"_s),
    };
    return address.isLoopback()
        || std::any_of(std::begin(kPrivate), std::end(kPrivate),
            [&](const auto &subnet) { return address.isInSubnet(subnet.first, subnet.second); });
}

} // namespace

Result<QUrl> parseServerAddress(const QString &typed, PlainHttp plain)
{
    const QString text = typed.trimmed();
    const QUrl url(text.contains("://"_L1) ? text : u"https://"_s + text, QUrl::StrictMode);
    const QString scheme = url.scheme();
    const auto wrong = [](const QString &sentence) {
        return fail(ProblemCode::InvalidField, sentence, u"server"_s);
    };
    if (text.isEmpty() || !url.isValid() || url.host().isEmpty())
        return wrong(u"This is not a server's address. It looks like “family.example”."_s);
    if (scheme != "https"_L1 && scheme != "http"_L1)
        return wrong(u"A server's address begins with “https://”."_s);
    if (!url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment() || url.path().size() > 1)
        return wrong(u"Give the server's address alone, without a page or a name."_s);
    if (scheme == "http"_L1 && plain == PlainHttp::LocalOnly && !isLocalHost(url.host()))
        return wrong(u"Others could read along with this address. Use one that begins with “https://”."_s);
    QUrl clean = url;
    clean.setPath({});
    return clean;
}

} // namespace preggo
