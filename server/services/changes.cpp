// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/stream_items.h"
#include "server/services/stream_reads.h"

#include <QUrlQuery>

#include <algorithm>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kSeqMax = 1LL << 53;
constexpr qint64 kWaitMax = 25;

struct Asked
{
    qint64 after = 0;
    qint64 limit = limits::kChangesPage;
    int waitSeconds = 0;
};

Problem withHead(ProblemCode code, const OpenStream &stream)
{
    Problem problem = makeProblem(code);
    problem.extra[u"heads"_s] = headsToJson({{stream.id, stream.head}});
    return problem;
}

Result<qint64> lowestSeq(Context &context, const StreamId &stream)
{
    auto query = context.db.query(u"SELECT min_seq FROM stream WHERE stream_id=?"_s);
    return first(query.bind(stream)).map([&](bool) { return query.int64(0); });
}

Result<Asked> readAsked(
    const Request &request, Context &context, const OpenStream &stream, const PageSizes &sizes)
{
    const auto after = queryNumber(request, u"after"_s, 0, 0, kSeqMax);
    const auto limit = queryNumber(request, u"limit"_s, limits::kChangesPage, 1, limits::kChangesPage);
    const auto wait = queryNumber(request, u"wait"_s, 0, 0, kWaitMax);
    if (!after || !limit || !wait)
        return tl::make_unexpected(!after ? after.error() : !limit ? limit.error() : wait.error());
    const QString epoch = request.query.queryItemValue(u"epoch"_s);
    if (EpochId::parse(epoch).value_or(EpochId()) != stream.head.epoch)
        return tl::make_unexpected(withHead(ProblemCode::EpochChanged, stream));
    if (*after > stream.head.head)
        return tl::make_unexpected(withHead(ProblemCode::CursorAhead, stream));
    const auto lowest = lowestSeq(context, stream.id);
    if (!lowest)
        return tl::make_unexpected(lowest.error());
    if (*after < *lowest)
        return tl::make_unexpected(withHead(ProblemCode::CursorTooOld, stream));
    return Asked{*after, std::min<qint64>(*limit, sizes.changes), static_cast<int>(*wait)};
}

struct LogPart
{
    QSet<EntityType> types; ///< of the rows that changed
    QVector<ChangeItem> movedOut;
};

/// What the log says about a range. Rows are then read as they are now, not as they were.
Result<LogPart> readLog(Context &context, const StreamId &stream, const SeqRange &range)
{
    auto query = context.db.query(
        u"SELECT seq, etype, eid, op FROM change WHERE stream_id=? AND seq>? AND seq<=? ORDER BY seq"_s);
    if (auto done = run(query.bind(stream).bind(range.after).bind(range.to)); !done)
        return tl::make_unexpected(done.error());
    LogPart part;
    while (query.next()) {
        EntityType type = EntityType::Post;
        if (!fromWire(query.text(1), type))
            continue;
        if (query.text(3) == u"m")
            part.movedOut.append({query.int64(0), type, query.id<EntityId>(2), ChangeOp::MovedOut, {}});
        else
            part.types.insert(type);
    }
    return finished(query).map([&] { return part; });
}

Result<ChangesPage> readPage(Context &context, const OpenStream &stream, const Asked &asked)
{
    ChangesPage page;
    page.epoch = stream.head.epoch;
    page.from = asked.after;
    page.head = stream.head.head;
    page.to = std::min(page.head, asked.after + asked.limit); // seqs have no gap
    page.more = page.to < page.head;
    const SeqRange range{page.from, page.to};
    auto log = readLog(context, stream.id, range);
    if (!log)
        return tl::make_unexpected(log.error());
    auto rows = rowsInRange(context.db, stream.id, range, log->types);
    if (!rows)
        return tl::make_unexpected(rows.error());
    page.items.resize(rows->size() + log->movedOut.size());
    std::merge(rows->begin(), rows->end(), log->movedOut.begin(), log->movedOut.end(), page.items.begin(),
        [](const auto &a, const auto &b) { return a.seq < b.seq; });
    return page;
}

} // namespace

Response handleChanges(const Request &request, Context &context, const PageSizes &sizes)
{
    const auto stream = openStream(request, context);
    if (!stream)
        return Response::problem(stream.error());
    const auto asked = readAsked(request, context, *stream, sizes);
    if (!asked)
        return Response::problem(asked.error());
    Response response = cachedJson(request, {{stream->id, stream->head}}, [&] {
        const auto page = readPage(context, *stream, *asked);
        return page ? Response::json(200, page->toJson()) : Response::problem(page.error());
    });
    if (asked->after == stream->head.head)
        response.waitSeconds = asked->waitSeconds;
    return response;
}

} // namespace preggo::server
