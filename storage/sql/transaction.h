// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/sql/error.h"

namespace preggo::sql {

class Database;

/// BEGIN IMMEDIATE … COMMIT. Rolls back when it goes without a commit. Same thread as its Database.
///
/// Check begun() first: where the lock could not be had, nothing may be written.
class Transaction
{
public:
    explicit Transaction(Database &database);
    ~Transaction();
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    [[nodiscard]] const Outcome<void> &begun() const { return m_begun; }
    [[nodiscard]] Outcome<void> commit();
    void rollback();

private:
    Database &m_database;
    Outcome<void> m_begun;
    bool m_open = false;
};

/// SAVEPOINT … RELEASE inside a transaction. Rolls back to it when it goes unreleased.
class Savepoint
{
public:
    explicit Savepoint(Database &database);
    ~Savepoint();
    Savepoint(const Savepoint &) = delete;
    Savepoint &operator=(const Savepoint &) = delete;

    [[nodiscard]] Outcome<void> release();
    void rollback();

private:
    Database &m_database;
    bool m_open = false;
};

} // namespace preggo::sql
