// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/apply.h"
#include "server/services/reaction_rows.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What the register holds before the action; zeros where it is new.
struct RegisterState
{
    qint64 version = 0;
    int count = 0;
};

Result<RegisterState> registerState(sql::Database &db, ReactionId id)
{
    auto query = db.query(u"SELECT version, kind IS NOT NULL FROM reaction WHERE id=?"_s);
    return first(query.bind(id)).map([&](bool found) {
        return found ? RegisterState{query.int64(0), query.integer(1)} : RegisterState();
    });
}

} // namespace

Result<void> applyReactionSet(ActionRun &run)
{
    const auto wanted = ReactionSet::fromJson(run.action.payload);
    if (!wanted)
        return tl::make_unexpected(wanted.error());
    if (!run.can(Ability::React))
        return fail(ProblemCode::Rejected);
    const auto post = livePlaceFor(run, wanted->post);
    if (!post)
        return tl::make_unexpected(post.error());
    // The id follows from post and person, whatever the action says.
    const ReactionId id = reactionIdFor(wanted->post, run.actor.user);
    const auto before = registerState(run.context.db, id);
    if (!before)
        return tl::make_unexpected(before.error());
    const int after = wanted->kind ? 1 : 0;
    const auto seq = run.nextSeq(post->stream, EntityType::Reaction, idCast<EntityId>(id));
    if (!seq)
        return tl::make_unexpected(seq.error());
    ReactionRow row;
    row.stream = post->stream;
    row.reaction = {id, {*seq, before->version + 1, run.now()}, wanted->post, run.actor.user, wanted->kind};
    if (auto done = storeReaction(run.context, row); !done)
        return done;
    if (auto done = addToCounts(run.context, wanted->post, after - before->count, 0); !done)
        return done;
    return publishReaction(run.context, row);
}

} // namespace preggo::server
