// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/cache/page_cache.h"
#include "server/services/message.h"

namespace preggo::server {

/// What goes over the wire: the bytes of the head, then a body or a part of a file.
struct Answer
{
    int status = 200;
    QByteArray head;
    std::shared_ptr<const QByteArray> body; ///< null where there is none
    QString filePath; ///< instead of a body
    qint64 fileOffset = 0;
    qint64 fileLength = 0;
    bool close = false;
};

/// A response with what the shell knows about it.
struct Draft
{
    Response response;
    PagePtr page; ///< the body, where it is a cached page
    QByteArray etag; ///< empty: made from the body where that is useful
    const char *cacheWord = nullptr; ///< X-Cache: HIT or MISS
};

/// Turns a response into bytes: conditional requests, ranges, compression, and the headers that every
/// answer has. `allowKeepAlive` is whether the connection may live on. Reads a file's size only.
[[nodiscard]] Answer makeAnswer(Draft draft, const Request &request, bool allowKeepAlive);

/// As makeAnswer, for a request that could not even be read.
[[nodiscard]] Answer makeRefusal(const Problem &problem);

/// Whether an If-None-Match names this entity tag, compared weakly (RFC 9110, section 8.8.3.2).
[[nodiscard]] bool etagMatches(const QByteArray &ifNoneMatch, const QByteArray &etag);
[[nodiscard]] bool acceptsGzip(const QByteArray &acceptEncoding);

} // namespace preggo::server
