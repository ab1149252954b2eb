// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/media_links.h"

#include <QSet>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isClaimable(const ActionRun &run, const MediaRow &row, FamilyId family, PostId post)
{
    if (row.family != family || !row.stored)
        return false;
    if (row.media.post == post)
        return true;
    return row.media.post.isNull() && !row.deletedMs && row.media.uploader == run.actor.user;
}

Result<void> dropMedia(ActionRun &run, MediaId id, const StreamId &stream)
{
    auto row = mediaRow(run.context.db, id);
    if (!row)
        return tl::make_unexpected(row.error());
    if (!*row || (*row)->deletedMs)
        return {};
    QVector<MediaRow> gone{**row};
    gone[0].deletedMs = run.now();
    if (auto done = numberMedia(run, gone, gone[0].media.post, stream); !done)
        return done;
    gone[0].deletedMs = run.now();
    return storeMedia(run, gone);
}

} // namespace

Result<QVector<MediaRow>> claimMedia(
    const ActionRun &run, FamilyId family, PostId post, const QVector<MediaId> &ids)
{
    QSet<MediaId> seen;
    QVector<MediaRow> rows;
    for (const auto &id : ids) {
        if (seen.contains(id))
            return fail(
                ProblemCode::InvalidField, u"Each picture can stand in a post once."_s, u"payload.media"_s);
        seen.insert(id);
        auto row = mediaRow(run.context.db, id);
        if (!row)
            return tl::make_unexpected(row.error());
        if (!*row || !isClaimable(run, **row, family, post))
            return fail(ProblemCode::DependencyMissing, u"A picture of this post is not stored yet."_s);
        rows.append(**row);
    }
    return rows;
}

Result<void> numberMedia(ActionRun &run, QVector<MediaRow> &media, PostId post, const StreamId &stream)
{
    for (auto &row : media) {
        const auto seq = run.nextSeq(stream, EntityType::Media, idCast<EntityId>(row.media.id));
        if (!seq)
            return tl::make_unexpected(seq.error());
        row.media.post = post;
        row.media.stamp.seq = *seq;
        ++row.media.stamp.version;
        row.stream = stream;
        row.deletedMs.reset();
        row.media.deleted = false;
    }
    return {};
}

Result<void> storeMedia(ActionRun &run, const QVector<MediaRow> &media)
{
    for (const auto &row : media) {
        if (auto done = updateMedia(run.context, row); !done)
            return done;
        if (auto done = publishMedia(run.context, row); !done)
            return done;
    }
    return {};
}

Result<void> exchangeMedia(ActionRun &run, PostRow &row, const QVector<MediaId> &ids)
{
    auto claimed = claimMedia(run, row.family, row.post.id, ids);
    if (!claimed)
        return tl::make_unexpected(claimed.error());
    QVector<MediaRow> added;
    for (const auto &media : *claimed) {
        if (media.media.post != row.post.id || media.deletedMs)
            added.append(media);
    }
    if (auto done = numberMedia(run, added, row.post.id, row.stream); !done)
        return done;
    if (auto done = storeMedia(run, added); !done)
        return done;
    for (const auto &old : std::as_const(row.post.media)) {
        if (ids.contains(old))
            continue;
        if (auto done = dropMedia(run, old, row.stream); !done)
            return done;
    }
    row.post.media = ids;
    return {};
}

} // namespace preggo::server
