// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QString>

#include <tl/expected.hpp>

class QSqlError;

namespace preggo::sql {

enum class ErrorKind {
    Other,
    Busy, ///< another connection holds the lock beyond the timeout
    Full, ///< no room on the disk
    Io, ///< the disk failed
    Corrupt, ///< the file is damaged, or is no database
    Constraint, ///< UNIQUE, CHECK, NOT NULL or a foreign key
    Newer, ///< the file was written by a newer version of the program
    CannotOpen,
};

/// Why a call of the database failed. `text` is for logs: it never holds bound values.
struct Error
{
    ErrorKind kind = ErrorKind::Other;
    QString text;
};

/// The disk fails, is full or is another's now: that says nothing about the rows, which are there at the next
/// start.
[[nodiscard]] inline bool isOfTheDisk(const Error &error)
{
    return error.kind == ErrorKind::Io || error.kind == ErrorKind::Full || error.kind == ErrorKind::CannotOpen
        || error.kind == ErrorKind::Busy;
}

template <typename T> using Outcome = tl::expected<T, Error>;

[[nodiscard]] Error toError(const QSqlError &error);

} // namespace preggo::sql
