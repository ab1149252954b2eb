// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/upload_access.h"

#include "server/services/access.h"

namespace preggo::server {

Result<void> mayUpload(sql::Database &db, FamilyId family, UserId user)
{
    const auto member = memberAccess(db, family, user);
    if (!member)
        return tl::make_unexpected(member.error());
    if (!*member)
        return fail(ProblemCode::NotFound);
    if (!(*member)->abilities.has(Ability::Post))
        return fail(ProblemCode::Rejected);
    return {};
}

Result<UploadRow> requireUpload(const Request &request, sql::Database &db)
{
    const auto id = MediaId::parse(request.params.value("id"));
    if (!id)
        return fail(ProblemCode::NotFound);
    const auto upload = uploadRow(db, *id);
    if (!upload)
        return tl::make_unexpected(upload.error());
    if (!*upload || (*upload)->user != request.principal->user)
        return fail(ProblemCode::NotFound);
    if (auto done = mayUpload(db, (*upload)->family, (*upload)->user); !done)
        return tl::make_unexpected(done.error());
    return **upload;
}

} // namespace preggo::server
