// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/tus_headers.h"
#include "core/media/tus_requests.h"
#include "protocol/limits.h"
#include "protocol/text.h"
#include "server/http/byte_range.h"
#include "server/media/accept_header.h"
#include "tests/fuzz/fuzz.h"

#include <QCryptographicHash>
#include <QUrl>

using namespace preggo;
using namespace preggo::server;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;
namespace heard = preggo::server::tus; ///< what the server reads
namespace said = preggo::tus; ///< what the client writes and reads

// The headers of uploads and pictures, as the server reads a request and the client an answer.
// Input: headers one a line, an empty line, the body.

namespace {

Request requestOf(const QVector<QPair<QByteArray, QByteArray>> &headers, const QByteArray &body)
{
    Request request;
    for (const auto &[name, value] : headers)
        request.headers.insert(name, value);
    request.body = body;
    return request;
}

/// What the client would announce the same picture with.
Request announcedByClient(const heard::Announcement &wish)
{
    MediaOut row;
    row.mediaId = wish.media;
    row.family = wish.family;
    row.sha256 = wish.sha256;
    row.bytes = wish.length;
    row.mime = u"image/jpeg"_s;
    row.alt = wish.alt;
    QVector<QPair<QByteArray, QByteArray>> headers;
    for (const auto &[name, value] : said::create(row).headers)
        headers.append({name.toLower(), value});
    return requestOf(headers, {});
}

void holdAnnouncement(const heard::Announcement &wish)
{
    hold(!wish.media.isNull() && !wish.family.isNull(), "an upload has a picture and a family");
    hold(wish.length > 0 && wish.length <= limits::kPictureBytes, "an upload has a length within the limit");
    hold(wish.sha256.size() == 32, "a SHA-256 has 32 bytes");
    hold(codePointCount(wish.alt) <= limits::kAltTextMax, "a description is within the limit");
    hold(cleanText(wish.alt).trimmed() == wish.alt, "a description is clean");
    const auto again = heard::readAnnouncement(announcedByClient(wish));
    hold(again && again->media == wish.media && again->family == wish.family && again->length == wish.length
            && again->sha256 == wish.sha256 && again->alt == wish.alt,
        "the client's announcement is read as it was meant");
}

void holdChecksum(const Request &request)
{
    const auto checked = heard::checkChecksum(request);
    const QByteArray sum = QCryptographicHash::hash(request.body, QCryptographicHash::Sha256);
    hold(!checked || request.header("upload-checksum").contains(sum.toBase64(QByteArray::OmitTrailingEquals)),
        "a chunk passes with its own checksum only");
    Request honest = request;
    honest.headers.insert("upload-checksum", "sha256 " + sum.toBase64());
    hold(heard::checkChecksum(honest).has_value(), "a chunk passes with its own checksum");
}

void holdRange(const QByteArray &header, qint64 size)
{
    ByteRange range;
    if (readRange(header, size, range) != RangeAnswer::Part)
        return;
    hold(range.first >= 0 && range.length > 0 && range.length <= size && range.first <= size - range.length,
        "a range lies within the file");
}

void holdPlace(const HttpAnswer &answer)
{
    const auto place = said::placeOf(answer);
    if (!place)
        return;
    // As the transport makes a request of it, and as a server or proxy resolves it.
    QUrl url(u"https://family.example"_s);
    url.setPath(*place, QUrl::StrictMode);
    hold(place->indexOf(u'?') < 0, "where a picture goes to has no query");
    const QUrl resolved = QUrl(u"https://family.example/"_s).resolved(QUrl::fromEncoded(url.toEncoded()));
    hold(url.isValid() && resolved.path().startsWith(u"/api/v1/uploads/"_s)
            && resolved.host() == u"family.example",
        "a picture goes to an upload of our server");
    for (const QChar c : *place)
        hold(c.isPrint(), "a path holds no control characters");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray input = fuzzInput(data, size);
    const qsizetype end = input.indexOf("\n\n");
    const auto headers = headerLines(end < 0 ? input : input.left(end));
    const Request request = requestOf(headers, end < 0 ? QByteArray() : input.mid(end + 2));
    if (const auto wish = heard::readAnnouncement(request))
        holdAnnouncement(*wish);
    if (const auto offset = heard::readOffset(request))
        hold(*offset >= 0 && request.header("upload-offset").endsWith(QByteArray::number(*offset))
                && QByteArray("0123456789").contains(request.header("upload-offset").front()),
            "an offset is the number that was sent");
    holdChecksum(request);
    for (const qint64 fileSize : {qint64(0), qint64(1), qint64(1'000), limits::kPictureBytes})
        holdRange(request.header("range"), fileSize);
    const QByteArray accept = request.header("accept").toLower();
    const PictureFormats formats = acceptedFormats(request.header("accept"));
    hold(!formats.webp || accept.contains("image/webp"), "WebP goes to those who name it");
    hold(!formats.avif || accept.contains("image/avif"), "AVIF goes to those who name it");
    const QByteArray tags = request.header("if-none-match");
    hold(!namesTag(tags, "\"a1\"") || tags.contains("\"a1\"") || tags.contains('*'),
        "a tag is known to those who name it");
    const HttpAnswer answer{NetFailure::None, 201, headers, {}};
    holdPlace(answer);
    hold(said::offsetOf(answer).value_or(0) >= 0, "an answer's offset is no negative number");
    return 0;
}
