// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/problem.h"
#include "storage/sql/error.h"
#include "storage/sql/query.h"

namespace preggo::server {

/// What a failure of the database means to the one who asks. Its text is for logs and is left out.
[[nodiscard]] Problem toProblem(const sql::Error &error);

[[nodiscard]] inline tl::unexpected<Problem> sqlFailure(const sql::Error &error)
{
    return tl::make_unexpected(toProblem(error));
}

/// The value of an Outcome, or the problem that its error is.
template <typename T> [[nodiscard]] Result<T> lift(sql::Outcome<T> outcome)
{
    if (!outcome)
        return sqlFailure(outcome.error());
    if constexpr (std::is_void_v<T>)
        return {};
    else
        return std::move(*outcome);
}

/// "SELECT <columns> <rest>". Keep the result in a static constant: it is the key of a prepared statement.
[[nodiscard]] QString selectText(QStringView columns, QStringView rest);

/// Runs a bound statement.
[[nodiscard]] Result<void> run(sql::Query &query);
[[nodiscard]] Result<void> run(sql::Query &&query);
/// Runs a bound statement and steps to its first row: true where there is one.
[[nodiscard]] Result<bool> first(sql::Query &query);
/// What next() stopped for: nothing but the end of the rows is a success.
[[nodiscard]] Result<void> finished(const sql::Query &query);

} // namespace preggo::server
