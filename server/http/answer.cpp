// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/http/answer.h"

#include "protocol/limits.h"
#include "server/cache/gzip.h"
#include "server/http/byte_range.h"
#include "server/http/http_date.h"
#include "server/http/status_text.h"

#include <QCryptographicHash>
#include <QFileInfo>

#include <algorithm>

namespace preggo::server {

namespace {

constexpr qsizetype kHeadReserve = 640;
constexpr int kEtagBytes = 12;

/// The headers of one answer while it is put together. Names are compared without case.
class Fields
{
public:
    explicit Fields(QVector<QPair<QByteArray, QByteArray>> &&fields)
        : m_fields(std::move(fields))
    { }

    [[nodiscard]] QByteArray value(const char *name) const
    {
        const auto it = find(name);
        return it == m_fields.cend() ? QByteArray() : it->second;
    }
    [[nodiscard]] bool has(const char *name) const { return find(name) != m_fields.cend(); }
    void set(const char *name, const QByteArray &value)
    {
        remove(name);
        m_fields.append({name, value});
    }
    void setDefault(const char *name, const QByteArray &value)
    {
        if (!has(name))
            m_fields.append({name, value});
    }
    void remove(const char *name)
    {
        m_fields.removeIf(
            [name](const auto &field) { return field.first.compare(name, Qt::CaseInsensitive) == 0; });
    }
    void render(QByteArray &out) const
    {
        for (const auto &[name, value] : m_fields) {
            // A value with a line break would let its writer forge headers.
            if (value.contains('\r') || value.contains('\n'))
                continue;
            out += name;
            out += ": ";
            out += value;
            out += "\r\n";
        }
    }

private:
    [[nodiscard]] QVector<QPair<QByteArray, QByteArray>>::const_iterator find(const char *name) const
    {
        return std::find_if(m_fields.cbegin(), m_fields.cend(),
            [name](const auto &field) { return field.first.compare(name, Qt::CaseInsensitive) == 0; });
    }
    QVector<QPair<QByteArray, QByteArray>> m_fields;
};

QByteArray etagOf(const QByteArray &body)
{
    return "W/\"" + QCryptographicHash::hash(body, QCryptographicHash::Sha256).left(kEtagBytes).toHex() + '"';
}

bool isRead(const Request &request)
{
    return request.method == Method::Get || request.method == Method::Head;
}

bool compressible(const QByteArray &type)
{
    return type.startsWith("application/json") || type.startsWith("application/problem+json")
        || type.startsWith("text/");
}

void compress(Answer &answer, const PagePtr &page, const Request &request, Fields &fields)
{
    const bool large = answer.body && answer.body->size() > limits::kGzipMinBytes;
    if (!large || !compressible(fields.value("content-type")) || fields.has("content-encoding"))
        return;
    fields.setDefault("vary", "Accept-Encoding");
    if (!acceptsGzip(request.header("accept-encoding")))
        return;
    auto packed = page ? page->gzipped() : std::make_shared<const QByteArray>(gzip(*answer.body));
    if (!packed || packed->isEmpty())
        return;
    answer.body = std::move(packed);
    fields.set("content-encoding", "gzip");
}

void becomeNotModified(Answer &answer, Fields &fields)
{
    answer.status = 304;
    answer.body.reset();
    answer.filePath.clear();
    fields.remove("content-type");
    fields.remove("content-encoding");
}

/// Sets which part of a file goes out; false where the range does not exist.
bool chooseRange(Answer &answer, const Request &request, Fields &fields)
{
    const qint64 size = QFileInfo(answer.filePath).size();
    answer.fileLength = size;
    fields.set("accept-ranges", "bytes");
    const QByteArray ifRange = request.header("if-range");
    const QByteArray header = request.header("range");
    if (header.isEmpty() || request.method != Method::Get
        || (!ifRange.isEmpty() && ifRange != fields.value("etag")))
        return true;
    ByteRange range;
    switch (readRange(header, size, range)) {
    case RangeAnswer::Whole:
        return true;
    case RangeAnswer::Invalid:
        fields.set("content-range", "bytes */" + QByteArray::number(size));
        return false;
    case RangeAnswer::Part:
        break;
    }
    answer.status = 206;
    answer.fileOffset = range.first;
    answer.fileLength = range.length;
    fields.set("content-range",
        "bytes " + QByteArray::number(range.first) + '-' + QByteArray::number(range.first + range.length - 1)
            + '/' + QByteArray::number(size));
    return true;
}

void addStandardFields(const Answer &answer, const Request &request, Fields &fields)
{
    const bool keepable = answer.status == 200 || answer.status == 206 || answer.status == 304;
    fields.setDefault("cache-control",
        isRead(request) && keepable && fields.has("etag") ? "private, no-cache" : "no-store");
    fields.setDefault("x-content-type-options", "nosniff");
    fields.setDefault("referrer-policy", "no-referrer");
    fields.setDefault("content-security-policy", "sandbox; default-src 'none'");
    fields.setDefault("cross-origin-resource-policy", "same-origin");
    if (answer.status == 401)
        fields.setDefault("www-authenticate", "Bearer");
}

void render(Answer &answer, const Request &request, const Fields &fields)
{
    QByteArray &head = answer.head;
    head.reserve(kHeadReserve);
    head += "HTTP/1.1 ";
    head += QByteArray::number(answer.status);
    head += ' ';
    head += statusText(answer.status);
    head += "\r\nDate: ";
    head += httpDateNow();
    head += "\r\n";
    fields.render(head);
    const bool bodyless = answer.status == 204 || answer.status == 304;
    const qint64 length = answer.body ? answer.body->size() : answer.fileLength;
    if (!bodyless && !(request.method == Method::Head && fields.has("content-length")))
        head += "Content-Length: " + QByteArray::number(length) + "\r\n";
    head += answer.close ? "Connection: close\r\n\r\n" : "\r\n";
    if (bodyless || request.method == Method::Head) {
        answer.body.reset();
        answer.filePath.clear();
    }
}

} // namespace

bool etagMatches(const QByteArray &ifNoneMatch, const QByteArray &etag)
{
    if (ifNoneMatch.isEmpty() || etag.isEmpty())
        return false;
    if (ifNoneMatch == "*")
        return true;
    const auto opaque = [](const QByteArray &tag) { return tag.startsWith("W/") ? tag.mid(2) : tag; };
    const auto wanted = opaque(etag);
    for (const auto &candidate : ifNoneMatch.split(',')) {
        if (opaque(candidate.trimmed()) == wanted)
            return true;
    }
    return false;
}

bool acceptsGzip(const QByteArray &acceptEncoding)
{
    for (const auto &entry : acceptEncoding.split(',')) {
        const auto parts = entry.split(';');
        if (parts[0].trimmed().compare("gzip", Qt::CaseInsensitive) != 0)
            continue;
        const QByteArray quality = parts.size() > 1 ? parts[1].trimmed() : QByteArray();
        return !(quality.startsWith("q=") && quality.mid(2).toDouble() == 0.0);
    }
    return false;
}

Answer makeAnswer(Draft draft, const Request &request, bool allowKeepAlive)
{
    Answer answer;
    if (!draft.response.filePath.isEmpty() && !QFileInfo(draft.response.filePath).isFile()) {
        draft = Draft{};
        draft.response = Response::problem(makeProblem(ProblemCode::NotFound));
    }
    answer.status = draft.response.status;
    answer.close = !allowKeepAlive;
    answer.body = std::move(draft.response.body);
    answer.filePath = draft.response.filePath;
    Fields fields(std::move(draft.response.headers));
    if (draft.cacheWord)
        fields.set("x-cache", draft.cacheWord);
    if (isRead(request) && answer.status == 200) {
        if (!draft.etag.isEmpty())
            fields.set("etag", draft.etag);
        else if (answer.body && !answer.body->isEmpty() && !fields.has("etag")
            && !fields.has("cache-control"))
            fields.set("etag", etagOf(*answer.body));
        if (etagMatches(request.header("if-none-match"), fields.value("etag")))
            becomeNotModified(answer, fields);
    }
    compress(answer, draft.page, request, fields);
    if (!answer.filePath.isEmpty() && answer.status == 200 && !chooseRange(answer, request, fields)) {
        const QByteArray range = fields.value("content-range");
        Draft refused;
        refused.response =
            Response::problem(makeProblem(ProblemCode::RangeInvalid)).with("content-range", range);
        return makeAnswer(std::move(refused), request, allowKeepAlive);
    }
    addStandardFields(answer, request, fields);
    render(answer, request, fields);
    return answer;
}

Answer makeRefusal(const Problem &problem)
{
    Draft draft;
    draft.response = Response::problem(problem);
    return makeAnswer(std::move(draft), Request{}, false);
}

} // namespace preggo::server
