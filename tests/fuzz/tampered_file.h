// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/fuzz/fuzz.h"
#include "tests/unit/storage/sample_rows.h"

#include <QFile>
#include <QTemporaryDir>

namespace preggo::test {

/// An outbox file that the input changes behind the program's back. Lines of the input:
///
///   set <table> <rowid> <column> <value>   i:123, t:text, b:hex or n
///   need <rowid> <rowid>                   the first action waits for the second
///   version <number>                       of the schema
///   patch <offset> <hex>                   bytes of the file
///   cut <bytes>                            the file ends there
///
/// An input that begins as an SQLite file is the file.
class TamperedFile
{
public:
    TamperedFile();
    /// Makes the file anew out of the input.
    void make(const QByteArray &input);
    [[nodiscard]] QString path() const { return m_dir.filePath(QStringLiteral("outbox.db")); }
    /// Copies that the program made of a damaged file.
    [[nodiscard]] QByteArray damagedCopy() const;
    /// The file's bytes before the program saw it.
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
    /// Only cells were changed: the file itself is sound.
    [[nodiscard]] bool isSound() const { return m_sound; }
    /// Rows whose cells nobody touched, by rowid; every row has its number there.
    [[nodiscard]] bool isTouched(qint64 rowid) const { return m_touched.contains(rowid); }
    static constexpr int kActions = 5;
    static constexpr int kRows = kActions + 2; ///< with a picture and a draft

private:
    void line(sql::Database &database, const QList<QByteArray> &words);
    void set(sql::Database &database, const QList<QByteArray> &words);
    void bytesLine(const QList<QByteArray> &words);

    QTemporaryDir m_dir;
    QByteArray m_base;
    QByteArray m_bytes;
    QSet<qint64> m_touched;
    bool m_sound = true;
};

} // namespace preggo::test
