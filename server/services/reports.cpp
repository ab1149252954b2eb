// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/apply.h"
#include "server/services/user_rows.h"

#include "protocol/text.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The stream of what is reported; null where there is no such thing.
Result<StreamId> streamOfTarget(const ActionRun &run, const ReportCreate &report)
{
    const FamilyId family = run.member->family;
    if (report.targetType == u"member") {
        auto query = run.context.db.query(u"SELECT 1 FROM member WHERE pregnancy_id=? AND user_id=?"_s);
        return first(query.bind(family).bind(report.target)).map([&](bool found) {
            return found ? StreamId::all(family) : StreamId();
        });
    }
    const QString text = report.targetType == u"post"
        ? u"SELECT stream_id FROM post WHERE id=? AND pregnancy_id=?"_s
        : report.targetType == u"comment" ? u"SELECT stream_id FROM comment WHERE id=? AND pregnancy_id=?"_s
                                          : u"SELECT stream_id FROM media WHERE id=? AND pregnancy_id=?"_s;
    auto query = run.context.db.query(text);
    return first(query.bind(report.target).bind(family)).map([&](bool found) {
        return found ? StreamId::parse(query.text(0)).value_or(StreamId()) : StreamId();
    });
}

Result<void> publishReport(ActionRun &run, const StreamId &stream, qint64 seq)
{
    QJsonObject row;
    {
        static const QString text = selectText(kReportColumns, u"FROM report WHERE id=?");
        auto query = run.context.db.query(text);
        const auto found = first(query.bind(run.action.entityId));
        if (!found)
            return tl::make_unexpected(found.error());
        row = reportAt(query);
    }
    return lift(
        publish(run.context, stream, {seq, EntityType::Report, run.action.entityId, ChangeOp::Upsert, row}));
}

} // namespace

/// A report is read by the parents alone, whoever wrote it.
Result<void> applyReportCreate(ActionRun &run)
{
    auto report = ReportCreate::fromJson(run.action.payload);
    if (!report)
        return tl::make_unexpected(report.error());
    if (!run.member)
        return fail(ProblemCode::NotFound);
    report->reason = cleanText(report->reason);
    const auto where = streamOfTarget(run, *report);
    if (!where)
        return tl::make_unexpected(where.error());
    if (!run.reads(*where))
        return fail(ProblemCode::DependencyMissing);
    const StreamId stream = StreamId::parents(run.member->family);
    {
        auto existing = run.context.db.query(u"SELECT reporter, seq FROM report WHERE id=?"_s);
        const auto found = first(existing.bind(run.action.entityId));
        if (!found)
            return tl::make_unexpected(found.error());
        if (*found && existing.id<UserId>(0) != run.actor.user)
            return fail(ProblemCode::Conflict);
        if (*found) {
            run.settled.insert(stream, existing.int64(1));
            return {};
        }
    }
    const auto seq = run.nextSeq(stream, EntityType::Report, run.action.entityId);
    if (!seq)
        return tl::make_unexpected(seq.error());
    auto query =
        run.context.db.query(u"INSERT INTO report(id, pregnancy_id, stream_id, reporter, target_type, target,"
                             " reason, seq, version, published_ms) VALUES(?,?,?,?,?,?,?,?,?,?)"_s);
    query.bind(run.action.entityId).bind(run.member->family).bind(stream).bind(run.actor.user);
    query.bind(report->targetType).bind(report->target).bind(report->reason).bind(*seq).bind(1);
    if (auto done = preggo::server::run(query.bind(run.now())); !done)
        return done;
    return publishReport(run, stream, *seq);
}

} // namespace preggo::server
