// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/entities.h"

#include <QByteArray>
#include <QDate>
#include <QDateTime>
#include <QString>
#include <QStringList>
#include <QVector>

#include <optional>

namespace preggo {

// What the typed calls of AuthApi and ApiClient take and give. Value types.

/// This installation, as the person's list of devices shows it.
struct ThisDevice
{
    DeviceId id;
    QString name;
};

struct TokenPair
{
    QByteArray access;
    QByteArray refresh;
    qint64 accessLivesMs = 0;
};

struct SignedIn
{
    UserId user;
    QString name;
    TokenPair tokens;
    QStringList recoveryCodes; ///< once, after signing up; shown and forgotten
};

struct Account
{
    UserId user;
    QString name;
    QString address;
};

struct DeviceEntry
{
    DeviceId id;
    QString name;
    qint64 lastSeenMs = 0;
    bool current = false;
};

struct NewFamily
{
    FamilyId id; ///< minted by the caller, so that trying again makes no second family
    QString name;
    QDate dueDate; ///< null where she does not say
    QString zone; ///< IANA name
    bool shareDueDate = true;
    QString relation;
};

/// A family's name beside the person's own place in it.
struct FamilyEntry
{
    Membership membership;
    QString name;
};

struct NewInvite
{
    InviteId id; ///< minted by the caller: made already, the server answers Conflict and makes no second
    Role role = Role::Viewer;
    QString relation;
    QString name;
};

/// `token`, `link` and `code` come once, from the call that made the invite.
struct Invite
{
    InviteId id;
    QString token;
    QString link;
    QString code;
    Role role = Role::Viewer;
    QString relation;
    QDateTime expiresAt;
};

struct InvitePreview
{
    QString familyName;
    Role role = Role::Viewer;
    QString relation;
    QString inviter;
};

/// A link holds a token, a person types a code.
struct InviteSecret
{
    QString token;
    QString code;
};

struct SignInLink
{
    QString token;
    QString link;
    QDateTime expiresAt;
};

struct MemberChange
{
    std::optional<Role> role;
    std::optional<Abilities> abilities;
    std::optional<QString> relation;
};

} // namespace preggo
