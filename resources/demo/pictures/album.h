// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "resources/demo/pictures/scenes.h"

#include <QByteArray>
#include <QSize>
#include <QString>

#include <span>

namespace preggo::demo {

enum class FileFormat { Jpeg, Png, WebP };

/// One picture of the album: what to paint and in what kind of file. Value type.
struct AlbumEntry
{
    const char16_t *name;
    Scene scene;
    int variant;
    int palette;
    QSize size; ///< upright, in pixels
    FileFormat format;
    int orientation; ///< of the file's EXIF; 6 and 8 store the picture lying on its side
    const char16_t *alt; ///< what is to be seen, for those who cannot
};

/// The whole album, each entry different from the others. The same list at every call.
[[nodiscard]] std::span<const AlbumEntry> album();
/// The entry of that name; the first one where there is none.
[[nodiscard]] const AlbumEntry &albumEntry(QStringView name);

/// A file as it would come from a telephone.
struct AlbumFile
{
    QString name; ///< with extension
    QByteArray mime;
    QByteArray bytes; ///< empty where the format's writer is not installed
};

/// Paints upright. The same seed gives the same pixels.
[[nodiscard]] QImage paint(const AlbumEntry &entry, quint64 seed, QSize size = {});
/// Paints and encodes. Safe to call from several threads at once.
[[nodiscard]] AlbumFile albumFile(const AlbumEntry &entry, quint64 seed);

} // namespace preggo::demo
