// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/http/page_shelf.h"

#include <QCryptographicHash>

namespace preggo::server {

namespace {

constexpr const char kMark[] = "x-preggo-cache";
constexpr int kKeyTagBytes = 16;

/// Raised when the form of a page changes, so that old entity tags of clients do not fit.
constexpr const char kPageForm[] = "1 ";

QByteArray etagFor(const QByteArray &key)
{
    return "W/\"" + QCryptographicHash::hash(key, QCryptographicHash::Sha256).left(kKeyTagBytes).toHex()
        + '"';
}

QByteArray typeOf(const Response &response)
{
    for (const auto &[name, value] : response.headers) {
        if (name.compare("content-type", Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

bool wantsPacking(const CachedPage &page, const Request &request)
{
    return !page.isPacked() && acceptsGzip(request.header("accept-encoding"));
}

} // namespace

bool takeCacheMark(Response &response)
{
    return response.headers.removeIf([](const auto &field) { return field.first == kMark; }) > 0;
}

PageShelf::PageShelf(AccessDirectory &access, PageCache &pages)
    : m_access(access)
    , m_pages(pages)
{ }

std::optional<QByteArray> PageShelf::keyFor(const Request &request, const QVector<StreamId> &streams) const
{
    if (streams.isEmpty())
        return std::nullopt;
    QByteArray key =
        kPageForm + request.path + '?' + request.query.query(QUrl::FullyEncoded).toLatin1() + '\n';
    return m_access.headTable().appendTags(streams, key) ? std::optional(key) : std::nullopt;
}

std::optional<QByteArray> PageShelf::rememberedKey(const PageScope &scope, const Request &request) const
{
    const UserId reader = request.principal->user;
    QVector<StreamId> readable;
    if (!scope.family.isNull()) {
        const auto known = m_access.remembered(scope.family, reader);
        if (!known)
            return std::nullopt;
        readable = *known;
    }
    return keyFor(request, streamsOfPage(scope, reader, readable));
}

std::optional<QByteArray> PageShelf::loadKey(
    const PageScope &scope, const Request &request, sql::Database &db)
{
    const ReadStamp stamp = m_access.stamp();
    const UserId reader = request.principal->user;
    QVector<StreamId> readable;
    if (!scope.family.isNull()) {
        const auto loaded = m_access.readable(db, stamp, scope.family, reader);
        if (!loaded)
            return std::nullopt;
        readable = *loaded;
    }
    const auto streams = streamsOfPage(scope, reader, readable);
    if (!m_access.heads(db, stamp, streams))
        return std::nullopt;
    return keyFor(request, streams);
}

Draft PageShelf::draftOf(
    const QByteArray &key, const Request &request, const PagePtr &page, const char *cacheWord)
{
    Draft draft;
    draft.page = page;
    draft.etag = etagFor(key);
    draft.cacheWord = cacheWord;
    if (page) {
        draft.response.body = page->body();
        draft.response.with("content-type", page->type());
        if (wantsPacking(*page, request))
            static_cast<void>(page->gzipped());
    }
    return draft;
}

std::optional<Draft> PageShelf::lookUp(const QByteArray &key, const Request &request, bool mayPack)
{
    const QByteArray known = request.header("if-none-match");
    if (!known.isEmpty() && etagMatches(known, etagFor(key)))
        return draftOf(key, request, {}, "HIT");
    const auto page = m_pages.find(key);
    if (!page || (!mayPack && wantsPacking(*page, request)))
        return std::nullopt;
    return draftOf(key, request, page, "HIT");
}

Draft PageShelf::keep(const QByteArray &key, const Request &request, Response response)
{
    const bool allowed = takeCacheMark(response) && response.status == 200 && response.body;
    if (!allowed) {
        m_flights.finish(key, {});
        Draft draft;
        draft.response = std::move(response);
        return draft;
    }
    const auto page = std::make_shared<const CachedPage>(response.body, typeOf(response));
    m_pages.store(key, page);
    m_flights.finish(key, page);
    return draftOf(key, request, page, "MISS");
}

} // namespace preggo::server
