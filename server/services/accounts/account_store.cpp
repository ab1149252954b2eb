// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/account_store.h"

#include "server/services/accounts/secrets.h"
#include "server/services/family_changes.h"
#include "server/services/sql_result.h"

#include <algorithm>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kRecoveryCharacters = 16;
constexpr QByteArrayView kRecoveryPurpose = "recovery";

const QString kByAddress = u"SELECT id, name, address, password_hash FROM account WHERE address = ?"_s;
const QString kById = u"SELECT id, name, address, password_hash FROM account WHERE id = ?"_s;

Result<std::optional<AccountRow>> rowOf(sql::Query &query)
{
    const auto found = first(query);
    if (!found)
        return tl::make_unexpected(found.error());
    if (!*found)
        return std::optional<AccountRow>();
    return AccountRow{query.id<UserId>(0), query.text(1), query.text(2), query.text(3)};
}

QByteArray codeHash(const QByteArray &secret, UserId user, const QString &typed)
{
    return keyedHash(secret, kRecoveryPurpose, user.toBytes() + normalCode(typed).toUtf8());
}

} // namespace

Result<QString> normalAddress(const QString &typed)
{
    const QString address = typed.trimmed().toLower();
    const qsizetype at = address.lastIndexOf(u'@');
    const bool plain = std::none_of(address.begin(), address.end(),
        [](QChar c) { return c.isSpace() || c.category() == QChar::Other_Control; });
    if (at <= 0 || at == address.size() - 1 || !plain || address.toUtf8().size() > limits::kAddressMax) {
        return fail(ProblemCode::InvalidField,
            u"This is not an e-mail address. Write it like name@example.org."_s, u"address"_s);
    }
    return address;
}

Result<std::optional<AccountRow>> accountByAddress(sql::Database &db, const QString &address)
{
    auto query = db.query(kByAddress);
    return rowOf(query.bind(address));
}

Result<std::optional<AccountRow>> accountById(sql::Database &db, UserId user)
{
    auto query = db.query(kById);
    return rowOf(query.bind(user));
}

Result<void> insertAccount(Context &context, const AccountRow &account)
{
    const qint64 now = context.clock.wallMs();
    auto query =
        context.db.query(u"INSERT INTO account(id, name, address, password_hash, created_ms, password_ms)"
                         " VALUES(?, ?, ?, ?, ?, ?)"_s);
    query.bind(account.user)
        .bind(account.name)
        .bind(account.address)
        .bind(account.passwordHash)
        .bind(now)
        .bind(now);
    if (auto done = run(query); !done)
        return done;
    return createUserStream(context, account.user);
}

Result<void> setPassword(Context &context, UserId user, const QString &hash)
{
    auto query = context.db.query(u"UPDATE account SET password_hash = ?, password_ms = ? WHERE id = ?"_s);
    return run(query.bind(hash).bind(context.clock.wallMs()).bind(user));
}

Result<QStringList> makeRecoveryCodes(Context &context, const QByteArray &secret, UserId user)
{
    QStringList codes;
    for (int i = 0; i < limits::kRecoveryCodes; ++i) {
        const QString code = makeCode(context.rng, kRecoveryCharacters);
        auto query = context.db.query(u"INSERT INTO recovery_code(user_id, code_hash) VALUES(?, ?)"_s);
        if (auto done = run(query.bind(user).bind(codeHash(secret, user, code))); !done)
            return tl::make_unexpected(done.error());
        codes.append(groupedCode(code));
    }
    return codes;
}

Result<bool> hasRecoveryCode(sql::Database &db, const QByteArray &secret, UserId user, const QString &typed)
{
    auto query =
        db.query(u"SELECT 1 FROM recovery_code WHERE user_id = ? AND code_hash = ? AND used_ms IS NULL"_s);
    return first(query.bind(user).bind(codeHash(secret, user, typed)));
}

Result<bool> useRecoveryCode(Context &context, const QByteArray &secret, UserId user, const QString &typed)
{
    auto query = context.db.query(u"UPDATE recovery_code SET used_ms = ? WHERE user_id = ? AND code_hash = ?"
                                  " AND used_ms IS NULL"_s);
    query.bind(context.clock.wallMs()).bind(user).bind(codeHash(secret, user, typed));
    if (auto done = run(query); !done)
        return tl::make_unexpected(done.error());
    return query.rowsAffected() == 1;
}

} // namespace preggo::server
