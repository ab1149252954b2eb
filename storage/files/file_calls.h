// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

#include <memory>

namespace preggo {

/// Why a call to the disk failed.
enum class FileError {
    NotFound, ///< there is none of that name, for sure
    Exists, ///< the name of a new file is taken
    Full,
    Denied, ///< not this process's to change
    Io, ///< the disk failed, or the system could not do it now
};

template <typename T> using FileOutcome = tl::expected<T, FileError>;

/// A file that is being written from its beginning. Closed when it goes.
class NewFile
{
public:
    virtual ~NewFile() = default;
    /// Appends all of it, or fails and may have appended a part.
    [[nodiscard]] virtual FileOutcome<void> write(const QByteArray &bytes) = 0;
    /// What was written survives a power cut; its name only after sync() of the folder.
    [[nodiscard]] virtual FileOutcome<void> sync() = 0;
};

/// The calls to the disk for plain files, one member a call, so that each can fail by itself. All block.
/// Safe from any thread.
class FileCalls
{
public:
    virtual ~FileCalls() = default;
    /// A file that was not there, for its owner alone.
    [[nodiscard]] virtual FileOutcome<std::unique_ptr<NewFile>> create(const QString &path) = 0;
    /// Fewer bytes where the file ends; `length` below 0 is up to its end.
    [[nodiscard]] virtual FileOutcome<QByteArray> read(
        const QString &path, qint64 offset = 0, qint64 length = -1) = 0;
    /// Replaces what is at `to`, in one step.
    [[nodiscard]] virtual FileOutcome<void> rename(const QString &from, const QString &to) = 0;
    [[nodiscard]] virtual FileOutcome<void> remove(const QString &path) = 0;
    /// A closed file's content, or the names in a folder, survive a power cut from here on.
    [[nodiscard]] virtual FileOutcome<void> sync(const QString &path) = 0;
    [[nodiscard]] virtual FileOutcome<bool> exists(const QString &path) = 0;
    /// The names of the files in a folder that are not hidden, in order; all of them, or an error.
    [[nodiscard]] virtual FileOutcome<QStringList> list(const QString &folder) = 0;
    [[nodiscard]] virtual FileOutcome<qint64> freeBytes(const QString &folder) = 0;
};

} // namespace preggo
