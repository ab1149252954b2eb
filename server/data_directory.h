// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/sql/error.h"

#include <QLockFile>
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

    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] QString database() const;
    [[nodiscard]] QString keys() const;

private:
    QString m_path;
    std::unique_ptr<QLockFile> m_lock;
};

/// What a database that cannot be used means for the person who runs the server.
[[nodiscard]] QString sentenceFor(const sql::Error &error, const QString &path);

} // namespace preggo::server
