// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/apply.h"
#include "server/services/family_changes.h"

#include "protocol/text.h"

#include <QJsonDocument>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Both kinds: a parent, and the family that the stream names.
Result<void> checkTarget(const ActionRun &run)
{
    if (!run.member || run.action.entityId != idCast<EntityId>(run.member->family))
        return fail(
            ProblemCode::InvalidField, u"“entity_id” is not the family of this stream."_s, u"entity_id"_s);
    if (!run.isParent())
        return fail(ProblemCode::Rejected);
    return {};
}

} // namespace

Result<void> applyFamilyUpdate(ActionRun &run)
{
    const auto update = FamilyUpdate::fromJson(run.action.payload);
    if (!update)
        return tl::make_unexpected(update.error());
    if (auto allowed = checkTarget(run); !allowed)
        return allowed;
    auto query = run.context.db.query(
        u"UPDATE pregnancy SET name=COALESCE(?,name), due_date=COALESCE(?,due_date), zone=COALESCE(?,zone),"
        " share_due_date=COALESCE(?,share_due_date) WHERE id=?"_s);
    const auto name = update->name ? std::optional(cleanName(*update->name)) : std::nullopt;
    query.bind(name)
        .bind(update->dueDate)
        .bind(update->zone)
        .bind(update->shareDueDate)
        .bind(run.member->family);
    if (auto done = preggo::server::run(query); !done)
        return done;
    return publishFamily(run.context, run.actor, run.member->family);
}

Result<void> applyFamilyPause(ActionRun &run)
{
    auto pause = FamilyPause::fromJson(run.action.payload);
    if (!pause)
        return tl::make_unexpected(pause.error());
    if (auto allowed = checkTarget(run); !allowed)
        return allowed;
    pause->note = cleanText(pause->note);
    const auto text = QString::fromUtf8(QJsonDocument(pause->toJson()).toJson(QJsonDocument::Compact));
    auto query = run.context.db.query(u"UPDATE pregnancy SET pause=? WHERE id=?"_s);
    if (auto done = preggo::server::run(query.bind(text).bind(run.member->family)); !done)
        return done;
    if (pause->mode != PauseMode::None) {
        // Nothing goes out by itself while the family pauses.
        auto cancel = run.context.db.query(
            u"UPDATE post SET release_at_ms=NULL WHERE pregnancy_id=? AND release_at_ms IS NOT NULL"_s);
        if (auto done = preggo::server::run(cancel.bind(run.member->family)); !done)
            return done;
    }
    return publishFamily(run.context, run.actor, run.member->family);
}

} // namespace preggo::server
