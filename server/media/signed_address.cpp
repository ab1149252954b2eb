// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/signed_address.h"

#include "protocol/limits.h"

#include <QMessageAuthenticationCode>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kBase64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
// The secret has other uses too: a hash made for one must not fit another.
constexpr char kPurpose[] = "preggo picture address 1\n";

QByteArray signatureOf(const QByteArray &secret, const AddressClaim &claim)
{
    // All but the last have a fixed length or no space in them, so no two claims have the same text.
    const QByteArray text = kPurpose + claim.media.toString().toLatin1() + ' '
        + claim.user.toString().toLatin1() + ' ' + claim.session.toString().toLatin1() + ' '
        + QByteArray::number(claim.expiresMs) + ' ' + claim.variant.toUtf8();
    return QMessageAuthenticationCode::hash(text, secret, QCryptographicHash::Sha256).toBase64(kBase64);
}

/// In a time that does not tell where the difference is.
bool isEqual(const QByteArray &a, const QByteArray &b)
{
    if (a.size() != b.size())
        return false;
    unsigned difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
    return difference == 0;
}

} // namespace

QByteArray signedAddress(const QByteArray &secret, const AddressClaim &claim)
{
    const QUrlQuery query{{u"user"_s, claim.user.toString()}, {u"session"_s, claim.session.toString()},
        {u"expires"_s, QString::number(claim.expiresMs)},
        {u"signature"_s, QString::fromLatin1(signatureOf(secret, claim))}};
    return "/media/" + claim.media.toString().toLatin1() + '/' + claim.variant.toUtf8() + '?'
        + query.toString(QUrl::FullyEncoded).toLatin1();
}

std::optional<AddressClaim> readSignedAddress(
    const QByteArray &secret, MediaId media, const QString &variant, const QUrlQuery &query, qint64 nowMs)
{
    const auto user = UserId::parse(query.queryItemValue(u"user"_s));
    const auto session = SessionId::parse(query.queryItemValue(u"session"_s));
    if (secret.isEmpty() || !user || !session)
        return std::nullopt;
    const AddressClaim claim{
        media, variant, *user, *session, query.queryItemValue(u"expires"_s).toLongLong()};
    const QByteArray given = query.queryItemValue(u"signature"_s).toLatin1();
    if (!isEqual(given, signatureOf(secret, claim)))
        return std::nullopt;
    // A clock that was set back must not lengthen its life.
    const bool isValid = nowMs < claim.expiresMs && claim.expiresMs - nowMs <= limits::kSignedAddressMs;
    return isValid ? std::optional(claim) : std::nullopt;
}

} // namespace preggo::server
