// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/common_passwords.h"
#include "server/services/accounts/password_hasher.h"

#include "protocol/limits.h"
#include "protocol/text.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isOneCharacter(const QString &password)
{
    return password.count(password.front()) == password.size();
}

/// Rising or falling by one, such as 12345678 or hgfedcba.
bool isRun(const QString &password)
{
    const int step = password.size() > 1 ? password[1].unicode() - password[0].unicode() : 0;
    if (step != 1 && step != -1)
        return false;
    for (qsizetype i = 1; i < password.size(); ++i) {
        if (password[i].unicode() - password[i - 1].unicode() != step)
            return false;
    }
    return true;
}

bool isSame(const QString &password, const QString &other)
{
    return !other.isEmpty() && password.compare(other, Qt::CaseInsensitive) == 0;
}

} // namespace

Result<void> checkPassword(
    const QString &password, const QString &name, const QString &address, const QString &field)
{
    const int length = codePointCount(password);
    if (length < limits::kPasswordMin) {
        return fail(ProblemCode::WeakPassword,
            u"This password is too short. Use at least %1 characters."_s.arg(limits::kPasswordMin), field);
    }
    if (length > limits::kPasswordMax) {
        return fail(ProblemCode::InvalidField,
            u"This password is longer than %1 characters. Use a shorter one."_s.arg(limits::kPasswordMax),
            field);
    }
    if (isCommonPassword(password) || isOneCharacter(password) || isRun(password)) {
        return fail(ProblemCode::WeakPassword,
            u"This password is among the first that others would guess. Use another, such as four unusual words."_s,
            field);
    }
    if (isSame(password, name) || isSame(password, address) || isSame(password, address.section(u'@', 0, 0)))
        return fail(ProblemCode::WeakPassword,
            u"Your password is your name or address. Use something else."_s, field);
    return {};
}

} // namespace preggo::server
