// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/member_removal.h"

#include "server/services/accounts/family_access.h"
#include "server/services/sql_result.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<void> leaveAudiences(Context &context, const Actor &actor, FamilyId family, UserId user)
{
    QVector<AudienceId> lists;
    auto listed =
        context.db.query(u"SELECT a.id FROM audience a JOIN audience_member m ON m.audience_id = a.id"
                         " WHERE a.pregnancy_id = ? AND m.user_id = ?"_s);
    if (auto done = run(listed.bind(family).bind(user)); !done)
        return done;
    while (listed.next())
        lists.append(listed.id<AudienceId>(0));
    if (auto done = finished(listed); !done)
        return done;
    for (const AudienceId list : lists) {
        auto query = context.db.query(u"DELETE FROM audience_member WHERE audience_id = ? AND user_id = ?"_s);
        if (auto done = run(query.bind(list).bind(user)); !done)
            return done;
        if (auto done = publishAudience(context, actor, list, {user}); !done)
            return done;
    }
    return {};
}

Result<void> revokeGrants(Context &context, FamilyId family, UserId user)
{
    const qint64 now = context.clock.wallMs();
    auto invites = context.db.query(u"UPDATE invite SET revoked_ms = ? WHERE pregnancy_id = ? AND inviter = ?"
                                    " AND used_ms IS NULL AND revoked_ms IS NULL"_s);
    if (auto done = run(invites.bind(now).bind(family).bind(user)); !done)
        return done;
    auto links = context.db.query(u"UPDATE sign_in_link SET used_ms = ? WHERE pregnancy_id = ?"
                                  " AND (issued_by = ? OR user_id = ?) AND used_ms IS NULL"_s);
    return run(links.bind(now).bind(family).bind(user).bind(user));
}

} // namespace

Result<void> mayRemoveMember(sql::Database &db, const MemberPair &pair)
{
    const bool mayRemove = pair.isSelf() || pair.asker.role == Role::Owner
        || (pair.asker.role == Role::CoParent && !isParent(pair.target.role));
    if (!mayRemove)
        return fail(ProblemCode::Rejected);
    if (pair.target.role != Role::Owner)
        return {};
    const auto owners = activeOwners(db, pair.asker.family);
    if (!owners)
        return tl::make_unexpected(owners.error());
    if (*owners <= 1)
        return fail(ProblemCode::Rejected, u"A family needs an owner. Make somebody else owner first."_s);
    return {};
}

Result<void> removeMember(Context &context, const Actor &actor, const MemberPair &pair)
{
    const FamilyId family = pair.asker.family;
    const UserId user = pair.target.user;
    auto query = context.db.query(u"UPDATE member SET until_ms = ? WHERE pregnancy_id = ? AND user_id = ?"_s);
    if (auto done = run(query.bind(context.clock.wallMs()).bind(family).bind(user)); !done)
        return done;
    if (auto done = leaveAudiences(context, actor, family, user); !done)
        return done;
    if (auto done = revokeGrants(context, family, user); !done)
        return done;
    return publishMember(context, actor, family, user);
}

} // namespace preggo::server
