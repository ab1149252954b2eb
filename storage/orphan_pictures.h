// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/cache.h"
#include "storage/outbox.h"

#include <QVector>

namespace preggo {

/// Pictures that lie in the folder of outgoing ones.
struct FoundPictures
{
    QVector<MediaId> orphans; ///< nothing names them: written, and then the process ended
    QVector<MediaId> settled; ///< the server has them, and their upload is gone from the outbox
};

/// Tells those apart that no upload, draft or trash entry names. Blocks; storage thread.
[[nodiscard]] sql::Outcome<FoundPictures> sortFound(
    Outbox &outbox, Cache &cache, const QVector<MediaId> &found);

/// Puts pictures into the draft of `target`, which is made where there is none, as far as a post has room;
/// what something names by now is left out. Returns how many. One transaction; storage thread.
[[nodiscard]] sql::Outcome<int> recoverInto(
    Outbox &outbox, const QString &target, const QVector<MediaOut> &pictures, DraftId fresh, qint64 nowMs);

} // namespace preggo
