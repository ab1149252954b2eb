// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QString>

#include <tl/expected.hpp>

namespace preggo::server {

/// A value, or a sentence that says what is wrong and what to do.
template <typename T> using Told = tl::expected<T, QString>;

/// The SHA-256 of a file's bytes, read in pieces.
[[nodiscard]] Told<QByteArray> hashOfFile(const QString &path);

/// Copies a file to a name that is free, for the owner alone, and syncs it.
[[nodiscard]] Told<void> copyDurably(const QString &from, const QString &to);

/// Syncs a file that others wrote.
[[nodiscard]] Told<void> syncFile(const QString &path);

/// Gives a file or folder another name; a file that stood there under it is replaced. Syncs the folder of
/// the new name.
[[nodiscard]] Told<void> renameDurably(const QString &from, const QString &to);

/// Syncs the entries of a folder.
[[nodiscard]] Told<void> syncFolder(const QString &path);

/// The sentence for a place that cannot be written; errno says why.
[[nodiscard]] QString cannotWrite(const QString &path);

} // namespace preggo::server
