// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"
#include "protocol/problem.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace preggo {

enum class MediaOutState {
    Waiting, ///< on this device alone, or partly sent
    Stored, ///< the server has all of it
    Refused, ///< it never will
};

/// One picture on its way to the server: the file is written and synced before this row exists, and is
/// kept until its post is settled. Value type.
struct MediaOut
{
    MediaId mediaId;
    FamilyId family;
    QString path; ///< of the prepared master, in the account's media_out folder
    QByteArray sha256; ///< of the file, 32 bytes
    qint64 bytes = 0;
    QString mime;
    int width = 0;
    int height = 0;
    QByteArray placeholder;
    QString alt;
    QString tusUrl; ///< empty until the server has given one
    qint64 tusOffset = 0;
    MediaOutState state = MediaOutState::Waiting;
    std::optional<Problem> problem;
};

} // namespace preggo
