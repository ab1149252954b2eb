// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/data/data_places.h"
#include "storage/sql/process_lock.h"

#include <QString>

#include <memory>

namespace preggo::server {

/// The directory that holds everything the server keeps. One process at a time: what stands in memory
/// would not hear of another one's writes.
class DataDirectory
{
public:
    /// Makes the directory where it is missing, for the owner alone, and takes its lock; or a sentence
    /// that says what is wrong and what to do.
    [[nodiscard]] static tl::expected<DataDirectory, QString> open(const QString &path);
    /// As open(), for a server: refuses where a restore was not finished.
    [[nodiscard]] static tl::expected<DataDirectory, QString> openToServe(const QString &path);

    [[nodiscard]] const DataPlaces &places() const { return m_places; }
    [[nodiscard]] QString path() const { return m_places.path(); }
    [[nodiscard]] QString database() const { return m_places.database(); }
    [[nodiscard]] QString keys() const { return m_places.keys(); }

private:
    DataPlaces m_places;
    std::unique_ptr<sql::ProcessLock> m_lock;
};

} // namespace preggo::server
