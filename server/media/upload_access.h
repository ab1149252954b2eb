// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/media/upload_store.h"
#include "server/services/message.h"

namespace preggo::server {

/// Whether a user may bring pictures to a family: NotFound for who is no member, Rejected without the
/// ability to post.
[[nodiscard]] Result<void> mayUpload(sql::Database &db, FamilyId family, UserId user);

/// The upload of the path (`{id}`): NotFound for everybody but its uploader, and alike for one that does
/// not exist. Asks mayUpload() again: she may have lost it since.
[[nodiscard]] Result<UploadRow> requireUpload(const Request &request, sql::Database &db);

} // namespace preggo::server
