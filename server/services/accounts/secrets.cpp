// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/secrets.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

#include <sodium.h>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

// Without I, L, O, U, 0 and 1, which are mistaken for others or make words.
constexpr QStringView kCodeAlphabet = u"ABCDEFGHJKMNPQRSTVWXYZ23456789";

} // namespace

QByteArray keyedHash(const QByteArray &secret, QByteArrayView purpose, QByteArrayView message)
{
    QMessageAuthenticationCode mac(QCryptographicHash::Sha256, secret);
    mac.addData(purpose.data(), purpose.size());
    mac.addData(QByteArray(1, '\0'));
    mac.addData(message.data(), message.size());
    return mac.result();
}

bool equalSecrets(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), static_cast<size_t>(a.size())) == 0;
}

QByteArray toBase64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

std::optional<QByteArray> fromBase64Url(QByteArrayView text)
{
    const auto decoded = QByteArray::fromBase64Encoding(text.toByteArray(),
        QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals
            | QByteArray::AbortOnBase64DecodingErrors);
    // Left-over bits in the last character would give one token many spellings.
    if (!decoded || toBase64Url(*decoded) != text)
        return std::nullopt;
    return *decoded;
}

QString makeCode(Rng &rng, int characters)
{
    QString code;
    for (int i = 0; i < characters; ++i)
        code += kCodeAlphabet[static_cast<qsizetype>(rng.below(static_cast<quint64>(kCodeAlphabet.size())))];
    return code;
}

QString normalCode(const QString &typed)
{
    QString code;
    for (const QChar c : typed.toUpper()) {
        if (!c.isSpace() && c != u'-')
            code += c;
    }
    return code;
}

QString groupedCode(const QString &code)
{
    QStringList groups;
    for (qsizetype at = 0; at < code.size(); at += 4)
        groups.append(code.mid(at, 4));
    return groups.join(u'-');
}

QString makeLinkToken(Rng &rng)
{
    return QString::fromLatin1(toBase64Url(rng.bytes(16)));
}

} // namespace preggo::server
