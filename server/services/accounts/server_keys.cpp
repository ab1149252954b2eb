// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/server_keys.h"

#include "server/services/accounts/secrets.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QByteArrayView kFirstLine = "preggo-keys 1";
constexpr auto kOwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr auto kOthers =
    QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
constexpr int kKeyBytes = 32;

SigningKey makeSigningKey(Rng &rng)
{
    return {toBase64Url(rng.bytes(9)), rng.bytes(kKeyBytes)};
}

QByteArray write(const ServerKeys &keys)
{
    QByteArray text = kFirstLine.toByteArray() + '\n';
    for (const auto &key : keys.signing)
        text += "ed25519 " + key.kid + ' ' + toBase64Url(key.seed) + '\n';
    return text + "secret " + toBase64Url(keys.secret) + '\n';
}

std::optional<ServerKeys> read(const QByteArray &text)
{
    ServerKeys keys;
    const auto lines = text.trimmed().split('\n');
    if (lines.value(0) != kFirstLine)
        return std::nullopt;
    for (const auto &line : lines.mid(1)) {
        const auto words = line.split(' ');
        const auto value = fromBase64Url(words.last());
        if (!value || value->size() != kKeyBytes)
            return std::nullopt;
        if (words.size() == 3 && words[0] == "ed25519" && !words[1].isEmpty())
            keys.signing.append({words[1], *value});
        else if (words.size() == 2 && words[0] == "secret")
            keys.secret = *value;
        else
            return std::nullopt;
    }
    return keys.signing.isEmpty() || keys.secret.isEmpty() ? std::nullopt : std::optional(keys);
}

Result<ServerKeys> create(const QString &path, Rng &rng)
{
    ServerKeys keys = makeServerKeys(rng);
    QSaveFile file(path);
    // Closed to others before the first secret byte is in it.
    const bool written = file.open(QIODevice::WriteOnly) && file.setPermissions(kOwnerOnly)
        && file.write(write(keys)) > 0 && file.commit();
    if (!written)
        return fail(ProblemCode::Internal,
            u"The key file %1 cannot be written: %2. Check the folder."_s.arg(path, file.errorString()));
    return keys;
}

} // namespace

ServerKeys makeServerKeys(Rng &rng)
{
    return {{makeSigningKey(rng)}, rng.bytes(kKeyBytes)};
}

Result<ServerKeys> loadServerKeys(const QString &path, Rng &rng)
{
    if (!QFileInfo::exists(path))
        return create(path, rng);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(
            ProblemCode::Internal, u"The key file %1 cannot be read: %2."_s.arg(path, file.errorString()));
    if (file.permissions() & kOthers)
        return fail(ProblemCode::Internal,
            u"The key file %1 can be read by others. Run chmod 600 on it."_s.arg(path));
    const auto keys = read(file.readAll());
    if (!keys)
        return fail(
            ProblemCode::Internal, u"The key file %1 is damaged. Put it back from a backup."_s.arg(path));
    return *keys;
}

} // namespace preggo::server
