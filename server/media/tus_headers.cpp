// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/tus_headers.h"

#include "protocol/limits.h"
#include "protocol/text.h"
#include "server/services/digits.h"

#include <QCryptographicHash>
#include <QHash>

namespace preggo::server::tus {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMetadataBytesMax = 8 * 1024;
constexpr int kSha256Bytes = 32;

tl::unexpected<Problem> badHeader(const QString &name, const QString &sentence)
{
    return fail(ProblemCode::InvalidField, u"The header %1 %2."_s.arg(name, sentence), name.toLower());
}

Result<qint64> readNumber(const Request &request, const QByteArray &name)
{
    const auto number = digits(request.header(name));
    if (!number)
        return badHeader(QString::fromLatin1(name), u"must be a whole number of bytes"_s);
    return *number;
}

Result<QHash<QByteArray, QByteArray>> readMetadata(const QByteArray &header)
{
    const auto refused = [] {
        return badHeader(u"Upload-Metadata"_s, u"must be pairs of a key and a Base64 value"_s);
    };
    if (header.size() > kMetadataBytesMax)
        return refused();
    QHash<QByteArray, QByteArray> values;
    for (const auto &entry : header.split(',')) {
        const auto words = entry.trimmed().split(' ');
        const auto value =
            QByteArray::fromBase64Encoding(words.value(1), QByteArray::AbortOnBase64DecodingErrors);
        if (words.size() > 2 || words[0].isEmpty() || !value || values.contains(words[0]))
            return refused();
        values.insert(words[0], *value);
    }
    return values;
}

Result<QString> readAlt(const QByteArray &value)
{
    if (!isValidUtf8(value))
        return fail(ProblemCode::InvalidUtf8, {}, u"alt"_s);
    const QString alt = cleanText(QString::fromUtf8(value)).trimmed();
    if (codePointCount(alt) > limits::kAltTextMax) {
        return fail(ProblemCode::InvalidField,
            u"The description is longer than %1 characters. Shorten it."_s.arg(limits::kAltTextMax),
            u"alt"_s);
    }
    return alt;
}

} // namespace

Result<void> checkVersion(const Request &request)
{
    if (request.header("tus-resumable") == kVersion)
        return {};
    return fail(ProblemCode::PreconditionFailed, u"Send Tus-Resumable: 1.0.0."_s);
}

Result<Announcement> readAnnouncement(const Request &request)
{
    const auto length = readNumber(request, "upload-length");
    if (!length)
        return tl::make_unexpected(length.error());
    if (*length > limits::kPictureBytes)
        return fail(ProblemCode::PictureTooLarge);
    if (*length == 0)
        return badHeader(u"Upload-Length"_s, u"says that the picture is empty. Choose another"_s);
    const auto metadata = readMetadata(request.header("upload-metadata"));
    if (!metadata)
        return tl::make_unexpected(metadata.error());
    const auto media = MediaId::parse(QString::fromLatin1(metadata->value("media_id")));
    const auto family = FamilyId::parse(QString::fromLatin1(metadata->value("family")));
    const QByteArray sha256 = QByteArray::fromHex(metadata->value("sha256"));
    if (!media || !family)
        return badHeader(u"Upload-Metadata"_s, u"must hold media_id and family as UUIDs"_s);
    if (metadata->value("sha256").size() != 2 * kSha256Bytes || sha256.size() != kSha256Bytes)
        return badHeader(u"Upload-Metadata"_s, u"must hold sha256 as 64 hex digits"_s);
    const QByteArray key = request.header("idempotency-key");
    if (!key.isEmpty() && MediaId::parse(QString::fromLatin1(key)) != media)
        return badHeader(u"Idempotency-Key"_s, u"must be the media id"_s);
    const auto alt = readAlt(metadata->value("alt"));
    if (!alt)
        return tl::make_unexpected(alt.error());
    return Announcement{*media, *family, *length, sha256, *alt};
}

Result<qint64> readOffset(const Request &request)
{
    return readNumber(request, "upload-offset");
}

Result<void> checkChecksum(const Request &request)
{
    const auto words = request.header("upload-checksum").trimmed().split(' ');
    const auto told = QByteArray::fromBase64Encoding(words.value(1), QByteArray::AbortOnBase64DecodingErrors);
    if (words.size() != 2 || words[0] != "sha256" || !told)
        return badHeader(u"Upload-Checksum"_s, u"must be sha256 and its Base64 value"_s);
    if (*told != QCryptographicHash::hash(request.body, QCryptographicHash::Sha256))
        return fail(ProblemCode::ChecksumMismatch);
    return {};
}

Response finish(Response response)
{
    response.with("tus-resumable", kVersion);
    response.with("cache-control", "no-store");
    return response;
}

} // namespace preggo::server::tus
