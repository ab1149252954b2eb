// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/password_hasher.h"

#include <QSemaphoreReleaser>

#include <sodium.h>

#include <array>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

std::optional<QString> argon2id(const QString &password, const PasswordCost &cost)
{
    std::array<char, crypto_pwhash_STRBYTES> out{};
    const QByteArray bytes = password.toUtf8();
    if (crypto_pwhash_str(out.data(), bytes.constData(), static_cast<unsigned long long>(bytes.size()),
            cost.operations, cost.memoryBytes)
        != 0)
        return std::nullopt;
    return QString::fromLatin1(out.data());
}

} // namespace

PasswordCost PasswordCost::minimal()
{
    return {crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN};
}

PasswordHasher::PasswordHasher(PasswordCost cost)
    : m_cost(cost)
{
    if (sodium_init() < 0)
        return; // then every hash fails, and no password fits
    std::array<unsigned char, 32> random{};
    randombytes_buf(random.data(), random.size());
    m_nobody = argon2id(
        QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(random.data()), random.size()).toHex()),
        m_cost)
                   .value_or(QString());
}

Result<QString> PasswordHasher::hash(const QString &password) const
{
    m_slots.acquire();
    const QSemaphoreReleaser release(m_slots);
    auto hash = argon2id(password, m_cost);
    if (!hash)
        return fail(ProblemCode::Unavailable);
    return *hash;
}

bool PasswordHasher::verify(const QString &hash, const QString &password) const
{
    m_slots.acquire();
    const QSemaphoreReleaser release(m_slots);
    const QByteArray known = (hash.isEmpty() ? m_nobody : hash).toLatin1();
    const QByteArray bytes = password.toUtf8();
    const bool fits = crypto_pwhash_str_verify(
                          known.constData(), bytes.constData(), static_cast<unsigned long long>(bytes.size()))
        == 0;
    return fits && !hash.isEmpty();
}

bool PasswordHasher::needsRehash(const QString &hash) const
{
    return crypto_pwhash_str_needs_rehash(hash.toLatin1().constData(), m_cost.operations, m_cost.memoryBytes)
        != 0;
}

} // namespace preggo::server
