// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/imaging/exif.h"
#include "core/imaging/format.h"
#include "tests/fuzz/fuzz.h"

#include <cstring>
#include <memory>

using namespace preggo;
using namespace preggo::test;

// What is read of a chosen picture before any decoder sees it: its kind, its EXIF, its segments.
// Input: the file.

namespace {

void holdExif(const ExifFacts &facts)
{
    hold(facts.orientation >= 1 && facts.orientation <= 8, "an orientation is one of eight");
    hold(facts.takenOn.isNull() || (facts.takenOn.isValid() && facts.takenOn.year() >= 1990),
        "a day that it was taken on is a day");
}

void holdJpeg(QByteArrayView bytes)
{
    const QSize size = jpegSize(bytes);
    hold(size.width() < 65'536 && size.height() < 65'536, "a frame header has sixteen bits a side");
    if (!isCompleteJpeg(bytes))
        return;
    hold(pictureFormat(bytes) == PictureFormat::Jpeg, "a whole JPEG is a JPEG");
    hold(!isBareJpeg(bytes) || readExif(bytes).takenOn.isNull(), "a bare JPEG has no EXIF");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    // Memory of just this size: a byte read beyond it is a byte that the sanitizer sees.
    const std::unique_ptr<char[]> exact(new char[size]);
    if (size > 0)
        std::memcpy(exact.get(), data, size);
    const QByteArrayView bytes(exact.get(), static_cast<qsizetype>(size));
    const PictureFormat format = pictureFormat(bytes);
    hold(!isAnimated(bytes) || format == PictureFormat::Png || format == PictureFormat::Webp
            || format == PictureFormat::Heif,
        "what moves is of a kind that can");
    holdExif(readExif(bytes));
    holdExif(readExifBlock(bytes));
    holdJpeg(bytes);
    return 0;
}
