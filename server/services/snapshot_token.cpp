// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/snapshot_token.h"

#include <QtEndian>

#include <limits>

namespace preggo::server {

namespace {

constexpr auto kBase64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
constexpr qsizetype kTokenBytes = 16 + 8 + 8 + 16;

QByteArray bytesOf(qint64 number)
{
    QByteArray bytes(8, Qt::Uninitialized);
    qToBigEndian(number, bytes.data());
    return bytes;
}

} // namespace

std::optional<SnapshotPosition> SnapshotPosition::newest(const Head &head)
{
    return SnapshotPosition{head.epoch, head.head, std::numeric_limits<qint64>::max(), {}};
}

QString toToken(const SnapshotPosition &position)
{
    const QByteArray bytes = position.epoch.toBytes() + bytesOf(position.asOf) + bytesOf(position.publishedMs)
        + position.id.toBytes();
    return QString::fromLatin1(bytes.toBase64(kBase64));
}

std::optional<SnapshotPosition> fromToken(const QString &token)
{
    const auto decoded =
        QByteArray::fromBase64Encoding(token.toLatin1(), kBase64 | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.size() != kTokenBytes)
        return std::nullopt;
    const QByteArray &bytes = decoded.decoded;
    SnapshotPosition position;
    position.epoch = EpochId::fromBytes(bytes.mid(0, 16));
    position.asOf = qFromBigEndian<qint64>(bytes.constData() + 16);
    position.publishedMs = qFromBigEndian<qint64>(bytes.constData() + 24);
    position.id = PostId::fromBytes(bytes.mid(32, 16));
    if (position.asOf < 0 || position.epoch.isNull())
        return std::nullopt;
    return position;
}

} // namespace preggo::server
