// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/faultproxy/journal.h"

#include <QHash>
#include <QString>
#include <QStringList>
#include <QVector>

namespace preggo::test {

/// What a proxy's journal says of the pieces of pictures that went through. Bytes. Value type.
struct UploadSums
{
    int pieces = 0;
    int interrupted = 0; ///< pieces whose answer never came back
    qint64 sent = 0;
    qint64 again = 0; ///< of these, such as had been sent before
    qint64 largestPiece = 0;
};

[[nodiscard]] UploadSums sumUploads(const QVector<Passage> &journal);

/// Holds the pieces that went through against the pictures that came whole: `bytes` by media id, and how
/// often anything was killed or cut. Pure. Each finding is one sentence that begins with the rule's name:
/// - `again`: bytes were sent once more though the server had said that it has them
/// - `far back`: one piece repeats more than the largest piece
/// - `too much`: more was sent than the pictures and a largest piece for each interruption
/// - `too little`: less was sent of a picture than it has
/// - `in vain`: the server refused a piece
/// - `unexplained`: more pieces were interrupted than there were interruptions
[[nodiscard]] QStringList checkUploads(
    const QVector<Passage> &journal, const QHash<QString, qint64> &bytes, int interruptions);

} // namespace preggo::test
