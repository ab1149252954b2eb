// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>

#include <optional>

namespace preggo::test {

/// A certificate and its key as PEM texts.
struct Certificate
{
    QByteArray certificate;
    QByteArray key;
};

/// What certificates are made of. Times are seconds from now and may lie in the past.
struct CertificateWish
{
    QByteArray name = "Preggo tests"; ///< common name
    QByteArray alternativeNames; ///< as OpenSSL writes them: "IP:127.0.0.1,DNS:localhost"
    long fromSeconds = -3'600;
    long untilSeconds = 86'400;
};

/// A new authority that nobody trusts unless told to. Nothing where OpenSSL refuses.
[[nodiscard]] std::optional<Certificate> makeAuthority(const CertificateWish &wish = {});
/// A server's certificate that the authority has signed.
[[nodiscard]] std::optional<Certificate> makeCertificate(
    const Certificate &authority, const CertificateWish &wish);

} // namespace preggo::test
