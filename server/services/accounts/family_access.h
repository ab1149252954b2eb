// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/services/access.h"
#include "server/services/message.h"

namespace preggo::server {

/// The asker's membership in the family of the path (`{id}`); NotFound for everybody else, and the same
/// for a family that does not exist.
[[nodiscard]] Result<MemberAccess> requireMember(const Request &request, sql::Database &db);
/// As requireMember(); Rejected for members who are not parents.
[[nodiscard]] Result<MemberAccess> requireParent(const Request &request, sql::Database &db);

/// Members who have not left.
[[nodiscard]] Result<int> activeMembers(sql::Database &db, FamilyId family);
/// The active members with one of the parents' roles.
[[nodiscard]] Result<QVector<UserId>> parentsOf(sql::Database &db, FamilyId family);
[[nodiscard]] Result<int> activeOwners(sql::Database &db, FamilyId family);
/// Families that a user is in.
[[nodiscard]] Result<int> familiesOf(sql::Database &db, UserId user);

/// Whether an account that somebody else opens would show her nothing new: in every family that the
/// member is in, the issuer is a parent too, and an owner where the member is one.
[[nodiscard]] Result<bool> isParentInAllOf(sql::Database &db, UserId issuer, UserId member);

/// Puts a person into a family, or back into it, and tells everybody. The caller has checked all.
struct NewMember
{
    FamilyId family;
    UserId user;
    QString name;
    QString relation;
    Role role = Role::Viewer;
};
[[nodiscard]] Result<void> addMember(Context &context, const NewMember &member);

} // namespace preggo::server
