// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/sql_result.h"

namespace preggo::server {

Problem toProblem(const sql::Error &error)
{
    switch (error.kind) {
    case sql::ErrorKind::Busy:
        return makeProblem(ProblemCode::InProgress);
    case sql::ErrorKind::Full:
        return makeProblem(ProblemCode::StorageFull);
    default:
        return makeProblem(ProblemCode::Internal);
    }
}

QString selectText(QStringView columns, QStringView rest)
{
    QString text = QStringLiteral("SELECT ");
    text.append(columns).append(u' ').append(rest);
    return text;
}

Result<void> run(sql::Query &query)
{
    return lift(query.run());
}

Result<void> run(sql::Query &&query)
{
    return run(query);
}

Result<bool> first(sql::Query &query)
{
    if (auto done = query.run(); !done)
        return sqlFailure(done.error());
    if (query.next())
        return true;
    return finished(query).map([] { return false; });
}

Result<void> finished(const sql::Query &query)
{
    if (const auto error = query.error())
        return sqlFailure(*error);
    return {};
}

} // namespace preggo::server
