// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/sql/database.h"
#include "storage/stream_state.h"

#include <QVector>

#include <optional>

namespace preggo {

/// The table `stream` of cache.db. Borrowed database.
class StreamTable
{
public:
    explicit StreamTable(sql::Database &database)
        : m_database(database)
    { }

    [[nodiscard]] sql::Outcome<QVector<StreamState>> load();
    [[nodiscard]] sql::Outcome<std::optional<StreamState>> find(const StreamId &stream);
    [[nodiscard]] sql::Outcome<void> put(const StreamState &state);
    [[nodiscard]] sql::Outcome<void> remove(const StreamId &stream);

private:
    sql::Database &m_database;
};

} // namespace preggo
