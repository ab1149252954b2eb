// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/media/tus_requests.h"

#include <QRegularExpression>
#include <QUrl>

namespace preggo::tus {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kUploads = u"/api/v1/uploads"_s;

/// The last piece waits for the server to decode the picture.
constexpr int kIdleMs = 60'000;

HttpRequest request(const QByteArray &method, const QString &path)
{
    HttpRequest out;
    out.method = method;
    out.path = path;
    out.lane = NetLane::Uploads;
    out.idleTimeoutMs = kIdleMs;
    out.addHeader("Tus-Resumable", "1.0.0");
    out.addHeader("Accept", "application/json");
    return out;
}

} // namespace

HttpRequest create(const MediaOut &row)
{
    const auto pair = [](const QByteArray &key, const QByteArray &value) {
        return key + ' ' + value.toBase64();
    };
    QList<QByteArray> metadata{pair("media_id", row.mediaId.toString().toLatin1()),
        pair("family", row.family.toString().toLatin1()), pair("sha256", row.sha256.toHex()),
        pair("filetype", row.mime.toLatin1())};
    if (!row.alt.isEmpty())
        metadata.append(pair("alt", row.alt.toUtf8()));
    HttpRequest out = request("POST", kUploads);
    out.addHeader("Upload-Length", QByteArray::number(row.bytes));
    out.addHeader("Upload-Metadata", metadata.join(','));
    // A lost answer leads to the same place again; tus alone would leave an orphan.
    out.addHeader("Idempotency-Key", row.mediaId.toString().toLatin1());
    return out;
}

HttpRequest askOffset(const QString &place)
{
    return request("HEAD", place);
}

HttpRequest sendPiece(const QString &place, qint64 offset, const QByteArray &bytes, const QByteArray &sha256)
{
    HttpRequest out = request("PATCH", place);
    out.addHeader("Content-Type", "application/offset+octet-stream");
    out.addHeader("Upload-Offset", QByteArray::number(offset));
    out.addHeader("Upload-Checksum", "sha256 " + sha256.toBase64());
    out.body = bytes;
    return out;
}

std::optional<QString> placeOf(const HttpAnswer &answer)
{
    // Plain letters alone: what is written in hex would be read once more by whoever stands in between.
    static const QRegularExpression kPath(
        u"^/api/v1/uploads(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+\\z"_s, QRegularExpression::DontCaptureOption);
    const QUrl url(QString::fromLatin1(answer.header("location")), QUrl::StrictMode);
    const QString path = url.path(QUrl::FullyEncoded);
    const bool ours = url.isValid() && kPath.match(path).hasMatch();
    return ours ? std::optional(path) : std::nullopt;
}

std::optional<qint64> offsetOf(const HttpAnswer &answer)
{
    bool isNumber = false;
    const qint64 offset = answer.header("upload-offset").toLongLong(&isNumber);
    return isNumber && offset >= 0 ? std::optional(offset) : std::nullopt;
}

} // namespace preggo::tus
