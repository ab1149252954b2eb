// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/sql/error.h"

#include <QString>
#include <QStringList>
#include <QVector>

namespace preggo {

/// One thing in an outbox that this version cannot open, as far as it can be told. Value type.
struct UnsentItem
{
    QString kind; ///< on the wire; "draft" for what was still being written
    QString text; ///< empty where the person wrote none
    QStringList pictures; ///< paths, as the file names them
    qint64 writtenMs = 0; ///< wall clock; 0 where that is not told
    QString raw; ///< the content as it stands in the file, JSON
};

/// Reads what waits out of an outbox of any version, oldest first, drafts last: actions that are not
/// confirmed or thrown away. Only reads the file; tables and columns that it does not have are left out.
/// `vfs` is as in LocalDisk. Blocks.
[[nodiscard]] sql::Outcome<QVector<UnsentItem>> readUnsent(const QString &path, const QString &vfs = {});

} // namespace preggo
