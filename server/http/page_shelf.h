// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/cache/access_directory.h"
#include "server/cache/page_cache.h"
#include "server/cache/single_flight.h"
#include "server/http/answer.h"
#include "server/http/page_scope.h"

namespace preggo::server {

/// Answers reads of pages from memory and keeps what was read. Authorisation comes first: a key
/// exists only for a reader whose streams are known. Safe from any thread.
///
/// A key holds the path, the query, the readable streams and the head of each. It is made before the
/// reading transaction begins, so a page is never older than its key says.
class PageShelf
{
public:
    PageShelf(AccessDirectory &access, PageCache &pages);

    /// The key, from memory alone; nothing where access or a head is not known there.
    [[nodiscard]] std::optional<QByteArray> rememberedKey(
        const PageScope &scope, const Request &request) const;
    /// The key, after reading what memory lacks. Call it before the reading transaction begins.
    [[nodiscard]] std::optional<QByteArray> loadKey(
        const PageScope &scope, const Request &request, sql::Database &db);
    /// The answer for a key: an unchanged page, or one that is kept. Nothing: it has to be read.
    [[nodiscard]] std::optional<Draft> find(const QByteArray &key, const Request &request)
    {
        return lookUp(key, request, true);
    }
    /// As find(), for a thread that must not wait: leaves out what would have to be packed first.
    [[nodiscard]] std::optional<Draft> findReady(const QByteArray &key, const Request &request)
    {
        return lookUp(key, request, false);
    }
    /// Keeps an answer where its handler allows that, and wakes those who wait for it.
    [[nodiscard]] Draft keep(const QByteArray &key, const Request &request, Response response);
    [[nodiscard]] SingleFlight &flights() { return m_flights; }

    /// The page in a form that the request takes.
    [[nodiscard]] static Draft draftOf(
        const QByteArray &key, const Request &request, const PagePtr &page, const char *cacheWord);

private:
    [[nodiscard]] std::optional<Draft> lookUp(const QByteArray &key, const Request &request, bool mayPack);
    [[nodiscard]] std::optional<QByteArray> keyFor(
        const Request &request, const QVector<StreamId> &streams) const;

    AccessDirectory &m_access;
    PageCache &m_pages;
    SingleFlight m_flights;
};

/// Removes the mark that lets an answer be kept; true where it was there.
bool takeCacheMark(Response &response);

} // namespace preggo::server
