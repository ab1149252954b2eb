// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/invite_store.h"

#include "server/services/accounts/secrets.h"
#include "server/services/sql_result.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kCodeCharacters = 8;
constexpr int kCodeTries = 8;
constexpr QByteArrayView kTokenPurpose = "invite token";
constexpr QByteArrayView kCodePurpose = "invite code";

const QString kColumns =
    u"SELECT id, pregnancy_id, role, relation, name, inviter, created_ms, expires_ms, revoked_ms, used_by FROM invite"_s;
const QString kByToken = kColumns + u" WHERE token_hash = ?"_s;
const QString kByCode = kColumns + u" WHERE code_hash = ?"_s;
const QString kById = kColumns + u" WHERE id = ?"_s;
const QString kOpen = kColumns
    + u" WHERE pregnancy_id = ? AND expires_ms > ? AND revoked_ms IS NULL AND used_ms IS NULL"
      " ORDER BY created_ms DESC, id"_s;

QByteArray tokenHash(const QByteArray &secret, const QString &token)
{
    return keyedHash(secret, kTokenPurpose, token.toUtf8());
}
QByteArray codeHash(const QByteArray &secret, const QString &code)
{
    return keyedHash(secret, kCodePurpose, normalCode(code).toUtf8());
}

InviteRow rowOf(const sql::Query &query)
{
    InviteRow invite;
    invite.id = query.id<InviteId>(0);
    invite.family = query.id<FamilyId>(1);
    (void)fromWire(query.text(2), invite.role); // an unknown role stays the least, a viewer
    invite.relation = query.text(3);
    invite.name = query.text(4);
    invite.inviter = query.id<UserId>(5);
    invite.createdMs = query.int64(6);
    invite.expiresMs = query.int64(7);
    invite.revoked = !query.isNull(8);
    invite.usedBy = query.id<UserId>(9);
    return invite;
}

Result<std::optional<InviteRow>> firstRow(sql::Query &query)
{
    const auto found = first(query);
    if (!found)
        return tl::make_unexpected(found.error());
    return *found ? std::optional(rowOf(query)) : std::nullopt;
}

} // namespace

QJsonObject InviteRow::toJson() const
{
    return {{u"id"_s, id.toString()}, {u"role"_s, toWire(role)}, {u"relation"_s, relation}, {u"name"_s, name},
        {u"inviter"_s, inviter.toString()}, {u"created_at"_s, createdMs}, {u"expires_at"_s, expiresMs}};
}

Result<void> insertInvite(
    Context &context, const QByteArray &secret, const InviteRow &invite, const InviteSecret &opens)
{
    auto query =
        context.db.query(u"INSERT INTO invite(id, pregnancy_id, token_hash, code_hash, role, relation, name,"
                         " inviter, created_ms, expires_ms) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s);
    query.bind(invite.id)
        .bind(invite.family)
        .bind(tokenHash(secret, opens.token))
        .bind(codeHash(secret, opens.code));
    query.bind(toWire(invite.role)).bind(invite.relation).bind(invite.name).bind(invite.inviter);
    return run(query.bind(invite.createdMs).bind(invite.expiresMs));
}

Result<QString> freshInviteCode(Context &context, const QByteArray &secret)
{
    for (int i = 0; i < kCodeTries; ++i) {
        const QString code = makeCode(context.rng, kCodeCharacters);
        const auto taken = inviteBySecret(context.db, secret, {{}, code});
        if (!taken)
            return tl::make_unexpected(taken.error());
        if (!*taken)
            return code;
    }
    return fail(ProblemCode::Unavailable);
}

Result<std::optional<InviteRow>> inviteBySecret(
    sql::Database &db, const QByteArray &secret, const InviteSecret &opens)
{
    const bool byToken = !opens.token.isEmpty();
    auto query = db.query(byToken ? kByToken : kByCode);
    return firstRow(query.bind(byToken ? tokenHash(secret, opens.token) : codeHash(secret, opens.code)));
}

Result<std::optional<InviteRow>> inviteById(sql::Database &db, InviteId id)
{
    auto query = db.query(kById);
    return firstRow(query.bind(id));
}

Result<QVector<InviteRow>> openInvites(sql::Database &db, FamilyId family, UserId inviter, qint64 nowMs)
{
    QVector<InviteRow> invites;
    auto query = db.query(kOpen);
    if (auto done = run(query.bind(family).bind(nowMs)); !done)
        return tl::make_unexpected(done.error());
    while (query.next()) {
        const InviteRow invite = rowOf(query);
        if (inviter.isNull() || invite.inviter == inviter)
            invites.append(invite);
    }
    if (auto done = finished(query); !done)
        return tl::make_unexpected(done.error());
    return invites;
}

Result<void> revokeInvite(Context &context, InviteId id)
{
    auto query = context.db.query(u"UPDATE invite SET revoked_ms = ? WHERE id = ? AND used_ms IS NULL"_s);
    return run(query.bind(context.clock.wallMs()).bind(id));
}

Result<void> useInvite(Context &context, InviteId id, UserId user)
{
    auto query = context.db.query(u"UPDATE invite SET used_ms = ?, used_by = ? WHERE id = ?"_s);
    return run(query.bind(context.clock.wallMs()).bind(user).bind(id));
}

} // namespace preggo::server
