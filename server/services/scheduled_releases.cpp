// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/scheduled_releases.h"

#include "server/services/action_runner.h"
#include "server/services/family_rows.h"
#include "server/services/post_rows.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kReleasesAtOnce = 50;

Result<QVector<PostRow>> duePosts(Context &context)
{
    static const QString text = selectText(kPostColumns,
        u"FROM post WHERE release_at_ms IS NOT NULL AND release_at_ms <= ? AND deleted_ms IS NULL"
        " ORDER BY release_at_ms, id LIMIT ?");
    auto query = context.db.query(text);
    if (auto done = run(query.bind(context.clock.wallMs()).bind(kReleasesAtOnce)); !done)
        return tl::make_unexpected(done.error());
    QVector<PostRow> posts;
    while (query.next())
        posts.append(postAt(query));
    return finished(query).map([&] { return posts; });
}

Action releaseOf(const PostRow &row)
{
    Action action;
    action.kind = ActionKind::PostRelease;
    action.stream = row.stream;
    action.entityId = idCast<EntityId>(row.post.id);
    action.payload = PostMove{row.releaseAudience, {}}.toJson();
    action.opId = OpId(QUuid::createUuidV5(row.post.id.uuid(), QString::number(*row.releaseAtMs)));
    action.orderKey = orderKeyFor(action.kind, action.stream, action.entityId, action.payload);
    action.occurredAtMs = *row.releaseAtMs;
    return action;
}

Result<bool> isPaused(sql::Database &db, FamilyId family)
{
    static const QString text = selectText(kFamilyColumns, u"FROM pregnancy WHERE id=?");
    auto query = db.query(text);
    return first(query.bind(family)).map([&](bool found) {
        return !found || familyAt(query, true).pause.mode != PauseMode::None;
    });
}

/// Null where the family has none.
Result<UserId> ownerOf(sql::Database &db, FamilyId family)
{
    auto query = db.query(u"SELECT user_id FROM member WHERE pregnancy_id=? AND role=? AND until_ms IS NULL"
                          " ORDER BY since_ms, user_id LIMIT 1"_s);
    return first(query.bind(family).bind(toWire(Role::Owner))).map([&](bool found) {
        return found ? query.id<UserId>(0) : UserId();
    });
}

Result<void> endSchedule(Context &context, PostId post)
{
    return run(context.db.query(u"UPDATE post SET release_at_ms=NULL, release_audience=NULL WHERE id=?"_s)
                   .bind(post));
}

/// Whether it went out.
Result<bool> release(Context &context, const PostRow &row)
{
    const auto paused = isPaused(context.db, row.family);
    const auto owner = paused ? ownerOf(context.db, row.family) : tl::make_unexpected(paused.error());
    if (!owner)
        return tl::make_unexpected(owner.error());
    // A post that somebody moved meanwhile has its place already.
    const bool isHeld = row.stream.kind() == StreamId::Kind::Parents;
    PushStatus status = PushStatus::Rejected;
    if (isHeld && !*paused && !owner->isNull())
        status = ActionRunner(context, *owner, DeviceId()).run(releaseOf(row)).status;
    if (status == PushStatus::Applied || status == PushStatus::Retry)
        return status == PushStatus::Applied;
    return endSchedule(context, row.post.id).map([] { return false; });
}

} // namespace

Result<int> releaseDuePosts(Context &context)
{
    const auto posts = duePosts(context);
    if (!posts)
        return tl::make_unexpected(posts.error());
    int released = 0;
    for (const auto &row : *posts) {
        const auto done = release(context, row);
        if (!done)
            return tl::make_unexpected(done.error());
        released += *done ? 1 : 0;
    }
    return released;
}

} // namespace preggo::server
