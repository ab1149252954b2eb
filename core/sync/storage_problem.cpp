// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/storage_problem.h"

namespace preggo {

using namespace Qt::Literals::StringLiterals;

Problem toProblem(const sql::Error &error)
{
    switch (error.kind) {
    case sql::ErrorKind::Full:
        return makeProblem(ProblemCode::StorageFull,
            u"This device has no room left. Your text is kept here. Free some space, then send it again."_s);
    case sql::ErrorKind::Newer:
        return makeProblem(
            ProblemCode::ClientTooOld, u"Your data was written by a newer version. Update the app."_s);
    case sql::ErrorKind::Corrupt:
        return makeProblem(
            ProblemCode::Internal, u"A file on this device is damaged. Restart the app: it is repaired."_s);
    case sql::ErrorKind::Busy:
    case sql::ErrorKind::Io:
    case sql::ErrorKind::Constraint:
    case sql::ErrorKind::CannotOpen:
    case sql::ErrorKind::Other:
        break;
    }
    return makeProblem(ProblemCode::Internal,
        u"This device could not save it. Your text is kept here. Try again, or restart the app."_s);
}

} // namespace preggo
