// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/apply.h"
#include "server/services/media_links.h"

#include "protocol/text.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

PostId targetOf(const ActionRun &run)
{
    return idCast<PostId>(run.action.entityId);
}

PostRow newPost(const ActionRun &run, const PostCreate &wanted)
{
    PostRow row;
    row.family = run.member->family;
    row.stream = run.action.stream;
    row.post.id = targetOf(run);
    row.post.stamp = {0, 1, run.now()};
    row.post.author = run.actor.user;
    row.post.kind = wanted.kind;
    row.post.text = cleanText(wanted.text);
    row.post.media = wanted.media;
    row.post.occurredOn = wanted.occurredOn;
    row.post.week = wanted.week;
    row.post.mentions = wanted.mentions;
    row.post.milestone = cleanName(wanted.milestone);
    row.post.writtenAtMs = run.action.occurredAtMs;
    return row;
}

/// Pictures first: whoever reads the post's seq has read theirs.
Result<void> storeNewPost(ActionRun &run, PostRow &row, QVector<MediaRow> &media)
{
    if (auto done = numberMedia(run, media, row.post.id, row.stream); !done)
        return done;
    const auto seq = run.nextSeq(row.stream, EntityType::Post, idCast<EntityId>(row.post.id));
    if (!seq)
        return tl::make_unexpected(seq.error());
    row.post.stamp.seq = *seq;
    if (auto done = insertPost(run.context, row); !done)
        return done;
    if (auto done = storeMedia(run, media); !done)
        return done;
    return publishPost(run.context, row);
}

} // namespace

Result<void> applyPostCreate(ActionRun &run)
{
    const auto wanted = PostCreate::fromJson(run.action.payload);
    if (!wanted)
        return tl::make_unexpected(wanted.error());
    if (!run.can(Ability::Post))
        return fail(ProblemCode::Rejected);
    const auto existing = postRow(run.context.db, targetOf(run));
    if (!existing)
        return tl::make_unexpected(existing.error());
    if (*existing) {
        const PostRow &row = **existing;
        if (row.post.author != run.actor.user || row.family != run.member->family)
            return fail(ProblemCode::Conflict);
        run.settled.insert(row.stream, row.post.stamp.seq);
        return {};
    }
    PostRow row = newPost(run, *wanted);
    auto media = claimMedia(run, row.family, row.post.id, row.post.media);
    if (!media)
        return tl::make_unexpected(media.error());
    return storeNewPost(run, row, *media);
}

Result<void> applyPostEdit(ActionRun &run)
{
    const auto edit = PostEdit::fromJson(run.action.payload);
    if (!edit)
        return tl::make_unexpected(edit.error());
    auto row = livePostFor(run, targetOf(run));
    if (!row)
        return tl::make_unexpected(row.error());
    if (!run.mayManage(row->post.author))
        return fail(ProblemCode::Rejected);
    Post &post = row->post;
    post.text = edit->text ? cleanText(*edit->text) : post.text;
    post.kind = edit->kind.value_or(post.kind);
    post.mentions = edit->mentions.value_or(post.mentions);
    post.milestone = edit->milestone ? cleanName(*edit->milestone) : post.milestone;
    if (edit->occurredOn.isValid())
        post.occurredOn = edit->occurredOn;
    if (edit->media) {
        if (auto done = exchangeMedia(run, *row, *edit->media); !done)
            return done;
    }
    if (post.text.trimmed().isEmpty() && post.media.isEmpty() && post.milestone.isEmpty())
        return fail(
            ProblemCode::InvalidField, u"“text” is empty, and there is no picture."_s, u"payload.text"_s);
    post.editedAtMs = run.now();
    if (auto done = storePost(run, *row); !done)
        return done;
    return keepRevision(run.context, *row, run.actor.user);
}

Result<void> applyPostDelete(ActionRun &run)
{
    auto row = postFor(run, targetOf(run));
    if (!row)
        return tl::make_unexpected(row.error());
    if (!run.mayManage(row->post.author))
        return fail(ProblemCode::Rejected);
    if (row->deletedMs) {
        run.settled.insert(row->stream, row->post.stamp.seq);
        return {};
    }
    row->deletedMs = run.now();
    row->post.deleted = true;
    return storePost(run, *row);
}

Result<void> applyPostRestore(ActionRun &run)
{
    auto row = postFor(run, targetOf(run));
    if (!row)
        return tl::make_unexpected(row.error());
    if (!run.mayManage(row->post.author))
        return fail(ProblemCode::Rejected);
    if (!row->deletedMs) {
        run.settled.insert(row->stream, row->post.stamp.seq);
        return {};
    }
    if (!isRestorable(run, *row->deletedMs, row->erased))
        return fail(ProblemCode::ParentDeleted, u"It was deleted more than 30 days ago and is gone."_s);
    row->deletedMs.reset();
    row->post.deleted = false;
    // Whoever read a snapshot while the post was deleted has nothing of what hangs on it.
    return placeSubtree(run, *row, row->stream);
}

} // namespace preggo::server
