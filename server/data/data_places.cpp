// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/data/data_places.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

QString sentenceFor(const sql::Error &error, const QString &path)
{
    switch (error.kind) {
    case sql::ErrorKind::Newer:
        return u"The database %1 was written by a newer version of this program. Update the program; nothing was changed."_s
            .arg(path);
    case sql::ErrorKind::Corrupt:
        return u"The file %1 is damaged or is no database. Keep a copy of it, and restore your last backup."_s
            .arg(path);
    case sql::ErrorKind::Full:
        return u"There is no room on the disk of %1. Free some, then start again."_s.arg(path);
    case sql::ErrorKind::Busy:
        return u"Another program uses the database %1. Stop it, then start again."_s.arg(path);
    default:
        return u"The database %1 cannot be opened. Check that this user may read and write it (%2)."_s.arg(
            path, error.text);
    }
}

QString unfinishedRestore(const DataPlaces &places)
{
    return u"A backup was being put into %1, and that was not finished. Finish it: preggo-server restore --data %1 --from BACKUP."_s
        .arg(places.path());
}

} // namespace preggo::server
