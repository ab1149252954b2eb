// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/apply.h"
#include "server/services/reaction_rows.h"

namespace preggo::server {

Result<void> applyReactionSet(ActionRun &run)
{
    const auto wanted = ReactionSet::fromJson(run.action.payload);
    if (!wanted)
        return tl::make_unexpected(wanted.error());
    if (!run.can(Ability::React))
        return fail(ProblemCode::Rejected);
    const auto post = livePostFor(run, wanted->post);
    if (!post)
        return tl::make_unexpected(post.error());
    // The id follows from post and person, whatever the action says.
    const ReactionId id = reactionIdFor(wanted->post, run.actor.user);
    const auto existing = reactionRow(run.context.db, id);
    if (!existing)
        return tl::make_unexpected(existing.error());
    const int before = *existing && (*existing)->reaction.kind ? 1 : 0;
    const int after = wanted->kind ? 1 : 0;
    const auto seq = run.nextSeq(post->stream, EntityType::Reaction, idCast<EntityId>(id));
    if (!seq)
        return tl::make_unexpected(seq.error());
    ReactionRow row;
    row.stream = post->stream;
    const qint64 version = *existing ? (*existing)->reaction.stamp.version + 1 : 1;
    row.reaction = {id, {*seq, version, run.now()}, wanted->post, run.actor.user, wanted->kind};
    if (auto done = storeReaction(run.context, row); !done)
        return done;
    if (auto done = addToCounts(run.context, wanted->post, after - before, 0); !done)
        return done;
    return publishReaction(run.context, row);
}

} // namespace preggo::server
