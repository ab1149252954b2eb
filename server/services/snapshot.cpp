// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/comment_rows.h"
#include "server/services/media_rows.h"
#include "server/services/post_rows.h"
#include "server/services/reaction_rows.h"
#include "server/services/snapshot_token.h"
#include "server/services/stream_items.h"
#include "server/services/stream_reads.h"

#include <QHash>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What hangs on the posts of a page, by post.
using Parts = QHash<PostId, QVector<ChangeItem>>;

struct PostSpan
{
    QVector<PostRow> posts; ///< newest first
    bool more = false;
};

/// As many of the next older posts as fill a page with all that hangs on them; at least one.
Result<PostSpan> nextPosts(
    Context &context, const StreamId &stream, const SnapshotPosition &from, int pageItems)
{
    static const QString text = selectText(kPostColumns,
        u"FROM post WHERE stream_id=? AND deleted_ms IS NULL AND (published_ms, id) < (?,?)"
        " ORDER BY published_ms DESC, id DESC LIMIT ?");
    auto query = context.db.query(text);
    query.bind(stream).bind(from.publishedMs).bind(from.id.toBytes());
    if (auto done = run(query.bind(pageItems + 1)); !done)
        return tl::make_unexpected(done.error());
    PostSpan span;
    qsizetype items = 0;
    while (query.next()) {
        auto row = postAt(query);
        items += 1 + row.reactionCount + row.commentCount + row.post.media.size();
        span.more = !span.posts.isEmpty() && items > pageItems;
        if (span.more)
            break;
        span.posts.append(std::move(row));
    }
    return finished(query).map([&] { return span; });
}

/// Reads what hangs on a span of posts: one statement a table, bounded by the span's two ends.
template <typename Read>
Result<void> readParts(
    Context &context, const QString &text, const StreamId &stream, const PostSpan &span, Read read)
{
    const auto &newest = span.posts.first().post;
    const auto &oldest = span.posts.last().post;
    auto query = context.db.query(text);
    query.bind(stream).bind(newest.stamp.publishedAtMs).bind(newest.id);
    query.bind(oldest.stamp.publishedAtMs).bind(oldest.id);
    if (auto done = run(query); !done)
        return done;
    while (query.next())
        read(query);
    return finished(query);
}

QString partText(QStringView columns, QStringView table, QStringView order)
{
    return selectText(columns,
        u"FROM "_s.append(table)
            .append(u" WHERE post_id IN (SELECT id FROM post WHERE stream_id=? AND deleted_ms IS NULL"
                    " AND (published_ms, id) <= (?,?) AND (published_ms, id) >= (?,?)) ")
            .append(order));
}

Result<Parts> partsOf(Context &context, const StreamId &stream, const PostSpan &span)
{
    static const QString media = partText(kMediaColumns, u"media", u"AND deleted_ms IS NULL");
    static const QString comments = partText(kCommentColumns, u"comment", u"ORDER BY published_ms, id");
    static const QString reactions = partText(kReactionColumns, u"reaction", u"AND kind IS NOT NULL");
    Parts parts;
    auto done = readParts(context, comments, stream, span, [&](const sql::Query &query) {
        const auto row = commentAt(query);
        parts[row.comment.post] << upsert(EntityType::Comment, row.comment.id, row.visible().toJson());
    });
    if (done) {
        done = readParts(context, reactions, stream, span, [&](const sql::Query &query) {
            const auto row = reactionAt(query);
            parts[row.reaction.post] << upsert(EntityType::Reaction, row.reaction.id, row.reaction.toJson());
        });
    }
    if (done) {
        done = readParts(context, media, stream, span, [&](const sql::Query &query) {
            const auto row = mediaAt(query);
            parts[row.media.post] << upsert(EntityType::Media, row.media.id, row.visible().toJson());
        });
    }
    return done.map([&] { return parts; });
}

Result<void> addPosts(
    Context &context, const StreamId &stream, SnapshotPosition &position, int pageItems, SnapshotPage &page)
{
    const auto span = nextPosts(context, stream, position, pageItems);
    if (!span)
        return tl::make_unexpected(span.error());
    if (span->posts.isEmpty())
        return {};
    const auto parts = partsOf(context, stream, *span);
    if (!parts)
        return tl::make_unexpected(parts.error());
    for (const auto &row : span->posts) {
        page.items.append(upsert(EntityType::Post, row.post.id, row.visible().toJson()));
        page.items.append(parts->value(row.post.id));
    }
    if (span->more) {
        const auto &last = span->posts.last().post;
        position.publishedMs = last.stamp.publishedAtMs;
        position.id = last.id;
        page.next = toToken(position);
    }
    return {};
}

Result<SnapshotPage> readPage(
    Context &context, const OpenStream &stream, SnapshotPosition position, int pageItems, bool isFirst)
{
    SnapshotPage page;
    page.epoch = stream.head.epoch;
    page.asOf = position.asOf;
    if (isFirst) {
        auto frame = frameItems(context.db, stream.id);
        if (!frame)
            return tl::make_unexpected(frame.error());
        page.items = std::move(*frame);
    }
    if (stream.id.kind() == StreamId::Kind::User)
        return page;
    return addPosts(context, stream.id, position, pageItems, page).map([&] { return page; });
}

} // namespace

Response handleSnapshot(const Request &request, Context &context, const PageSizes &sizes)
{
    const auto stream = openStream(request, context);
    if (!stream)
        return Response::problem(stream.error());
    const QString token = request.query.queryItemValue(u"page"_s);
    // openStream() read the head, so as_of is older than every row.
    const auto position = token.isEmpty() ? SnapshotPosition::newest(stream->head) : fromToken(token);
    if (!position) {
        return Response::problem(makeProblem(ProblemCode::InvalidField,
            u"“page” is not one of this stream. Start with the first page."_s, u"page"_s));
    }
    if (position->epoch != stream->head.epoch)
        return Response::problem(makeProblem(ProblemCode::EpochChanged));
    return cachedJson(request, {{stream->id, stream->head}}, [&] {
        const auto page = readPage(context, *stream, *position, sizes.snapshot, token.isEmpty());
        return page ? Response::json(200, page->toJson()) : Response::problem(page.error());
    });
}

} // namespace preggo::server
