// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"

#include <QString>

namespace preggo {

/// The target of what is made of a refused post.
[[nodiscard]] inline QString draftTargetOfRefused(EntityId post)
{
    return QStringLiteral("again:") + QString::fromLatin1(post.toBytes().toHex());
}

/// A text that is being written, kept against crashes. Value type.
struct Draft
{
    DraftId id;
    QString target; ///< what it is for, e.g. "post:<family>", "comment:<post>"; one draft a target
    QString body; ///< as the composer wrote it
    QString media; ///< JSON of the composer's pictures
    qint64 updatedMs = 0;
};

} // namespace preggo
