// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QProcess>
#include <QStandardPaths>
#include <QStringList>

namespace preggo::test {

/// Whether the program exiv2 is installed; ./dev setup does it.
[[nodiscard]] inline bool hasExiv2()
{
    return !QStandardPaths::findExecutable(QStringLiteral("exiv2")).isEmpty();
}

/// What exiv2 finds in pictures: EXIF, IPTC and XMP, one field a line.
[[nodiscard]] inline QByteArray metadataFieldsOf(const QStringList &files)
{
    QProcess exiv2;
    exiv2.start(
        QStringLiteral("exiv2"), QStringList{QStringLiteral("-q"), QStringLiteral("-PEIXkv")} + files);
    return exiv2.waitForFinished(60'000) ? exiv2.readAllStandardOutput() : QByteArray("exiv2 does not end");
}

} // namespace preggo::test
