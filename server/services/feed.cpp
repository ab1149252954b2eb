// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/feed.h"

#include "server/services/access.h"
#include "server/services/change_log.h"
#include "server/services/feed_page.h"
#include "server/services/stream_reads.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kPageReserve = 32 * 1024;

Problem badField(const QString &name, const QString &sentence)
{
    return makeProblem(ProblemCode::InvalidField, u"“%1” %2."_s.arg(name, sentence), name);
}

Result<FeedQuery> readQuery(const Request &request)
{
    FeedQuery query;
    const QString filter = request.query.queryItemValue(u"filter_type"_s);
    PostKind kind = PostKind::Update;
    if (!filter.isEmpty() && filter != u"all") {
        if (!fromWire(filter, kind))
            return tl::make_unexpected(badField(u"filter_type"_s, u"is not a kind of post"_s));
        query.kind = kind;
    }
    const QString sort = request.query.queryItemValue(u"sort_by"_s);
    if (!sort.isEmpty() && sort != u"chronological" && sort != u"engagement")
        return tl::make_unexpected(badField(u"sort_by"_s, u"must be chronological or engagement"_s));
    query.sort = sort == u"engagement" ? FeedSort::Engagement : FeedSort::Chronological;
    const auto limit = queryNumber(request, u"limit"_s, limits::kFeedPageDefault, 1, limits::kFeedPageMax);
    if (!limit)
        return tl::make_unexpected(limit.error());
    query.limit = static_cast<int>(*limit);
    const QString cursor = request.query.queryItemValue(u"cursor"_s);
    if (!cursor.isEmpty()) {
        query.after = fromCursor(cursor);
        if (!query.after)
            return tl::make_unexpected(badField(u"cursor"_s, u"is not one of this feed"_s));
    }
    return query;
}

Result<QVector<StreamId>> streamsFor(const Request &request, Context &context)
{
    const auto family = FamilyId::parse(request.params.value("pregnancy_id"));
    if (!family)
        return fail(ProblemCode::NotFound);
    const auto member = memberAccess(context.db, *family, request.principal->user);
    if (!member)
        return tl::make_unexpected(member.error());
    if (!*member)
        return fail(ProblemCode::NotFound);
    return readableStreams(**member);
}

Response makePage(Context &context, const FeedQuery &query)
{
    const auto page = feedPosts(context.db, query);
    if (!page)
        return Response::problem(page.error());
    JsonText text;
    text.reserve(kPageReserve);
    text.begin('{').name("posts");
    if (const auto done = writeCards(context.db, page->posts, text); !done)
        return Response::problem(done.error());
    text.name("next_cursor");
    if (page->next)
        text.text(toCursor(*page->next));
    else
        text.raw("null");
    text.end('}');
    return Response::bytes(200, "application/json"_ba, text.take());
}

} // namespace

Response handleFeed(const Request &request, Context &context)
{
    const auto streams = streamsFor(request, context);
    if (!streams)
        return Response::problem(streams.error());
    auto query = readQuery(request);
    if (!query)
        return Response::problem(query.error());
    query->streams = *streams;
    const auto heads = lift(headsOf(context.db, *streams));
    if (!heads)
        return Response::problem(heads.error());
    return cachedJson(request, *heads, [&] { return makePage(context, *query); });
}

} // namespace preggo::server
