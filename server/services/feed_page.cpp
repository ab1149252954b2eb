// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/feed_page.h"

#include "protocol/engagement.h"

#include <QtEndian>

#include <algorithm>
#include <limits>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kBase64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
constexpr FeedKey kTop{std::numeric_limits<qint64>::max(), std::numeric_limits<qint64>::max(), {}};

FeedKey keyOf(const PostRow &row, FeedSort sort)
{
    const int score = sort == FeedSort::Engagement ? engagementScore(row.reactionCount, row.commentCount) : 0;
    return {score, row.post.stamp.publishedAtMs, row.post.id};
}

const QString &textOf(const FeedQuery &query)
{
    static const QString byTime = selectText(kPostColumns,
        u"FROM post WHERE stream_id=? AND deleted_ms IS NULL AND (published_ms, id) < (?,?)"
        " ORDER BY published_ms DESC, id DESC LIMIT ?");
    static const QString byTimeOfKind = selectText(kPostColumns,
        u"FROM post WHERE stream_id=? AND kind=? AND deleted_ms IS NULL AND (published_ms, id) < (?,?)"
        " ORDER BY published_ms DESC, id DESC LIMIT ?");
    static const QString byScore = selectText(kPostColumns,
        u"FROM post WHERE stream_id=? AND deleted_ms IS NULL AND (score, published_ms, id) < (?,?,?)"
        " ORDER BY score DESC, published_ms DESC, id DESC LIMIT ?");
    static const QString byScoreOfKind = selectText(kPostColumns,
        u"FROM post WHERE stream_id=? AND kind=? AND deleted_ms IS NULL AND (score, published_ms, id) < "
        u"(?,?,?)"
        " ORDER BY score DESC, published_ms DESC, id DESC LIMIT ?");
    if (query.sort == FeedSort::Engagement)
        return query.kind ? byScoreOfKind : byScore;
    return query.kind ? byTimeOfKind : byTime;
}

Result<void> readStream(
    sql::Database &db, const FeedQuery &wanted, const StreamId &stream, QVector<PostRow> &out)
{
    const FeedKey after = wanted.after.value_or(kTop);
    auto query = db.query(textOf(wanted));
    query.bind(stream);
    if (wanted.kind)
        query.bind(toWire(*wanted.kind));
    if (wanted.sort == FeedSort::Engagement)
        query.bind(after.score);
    query.bind(after.publishedMs).bind(after.id.toBytes());
    if (auto done = run(query.bind(wanted.limit + 1)); !done)
        return done;
    while (query.next())
        out.append(postAt(query));
    return finished(query);
}

QByteArray bytesOf(qint64 number)
{
    QByteArray bytes(8, Qt::Uninitialized);
    qToBigEndian(number, bytes.data());
    return bytes;
}

} // namespace

Result<FeedPosts> feedPosts(sql::Database &db, const FeedQuery &query)
{
    FeedPosts page;
    for (const auto &stream : query.streams) {
        if (auto done = readStream(db, query, stream, page.posts); !done)
            return tl::make_unexpected(done.error());
    }
    std::sort(page.posts.begin(), page.posts.end(),
        [&](const PostRow &a, const PostRow &b) { return keyOf(b, query.sort) < keyOf(a, query.sort); });
    if (page.posts.size() > query.limit) {
        page.posts.resize(query.limit);
        page.next = keyOf(page.posts.last(), query.sort);
    }
    return page;
}

QString toCursor(const FeedKey &key)
{
    const QByteArray bytes = bytesOf(key.score) + bytesOf(key.publishedMs) + key.id.toBytes();
    return QString::fromLatin1(bytes.toBase64(kBase64));
}

std::optional<FeedKey> fromCursor(const QString &cursor)
{
    const auto decoded =
        QByteArray::fromBase64Encoding(cursor.toLatin1(), kBase64 | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.size() != 32)
        return std::nullopt;
    const QByteArray &bytes = decoded.decoded;
    return FeedKey{qFromBigEndian<qint64>(bytes.constData()), qFromBigEndian<qint64>(bytes.constData() + 8),
        PostId::fromBytes(bytes.mid(16, 16))};
}

} // namespace preggo::server
