// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/files/file_calls.h"
#include "storage/media_out.h"
#include "storage/sql/database.h"

#include <QVector>

namespace preggo {

// Takes out of outbox.db what nothing will ask for again, inside the caller's transaction. Both return
// pictures whose files may have lost their last owner.

/// What lies in the trash since before `discardedMs`.
[[nodiscard]] sql::Outcome<QVector<MediaOut>> sweepTrash(sql::Database &database, qint64 discardedMs);
/// Drafts of refused posts that are not refused any more.
[[nodiscard]] sql::Outcome<QVector<MediaOut>> sweepDrafts(sql::Database &database);
/// After the commit: removes the files of those that no upload, draft or trash entry names.
void removeOwnerless(sql::Database &database, FileCalls &files, const QVector<MediaOut> &media);

} // namespace preggo
