// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/imaging/decode.h"
#include "core/imaging/format.h"
#include "core/imaging/prepare.h"
#include "protocol/limits.h"
#include "tests/fuzz/fuzz.h"

#include <QCryptographicHash>

using namespace preggo;
using namespace preggo::test;

// What a chosen picture becomes before it leaves the device. Input: the file.

namespace {

constexpr qint64 kPixels = 250'000; ///< more of them find nothing new and take long

bool isQuick(const QByteArray &bytes)
{
    if (pictureFormat(bytes) == PictureFormat::Heif)
        return false; // libheif's, which is fuzzed where it is made
    const auto header = checkHeader(bytes);
    return !header || qint64(header->size.width()) * header->size.height() <= kPixels;
}

void holdMaster(const PreparedPicture &picture)
{
    hold(isBareJpeg(picture.masterJpeg) && isCompleteJpeg(picture.masterJpeg), "a master is a bare JPEG");
    hold(picture.masterJpeg.size() <= limits::kPictureBytes, "a master is within the limit");
    hold(picture.width > 0 && picture.height > 0, "a master has pixels");
    hold(jpegSize(picture.masterJpeg) == QSize(picture.width, picture.height), "a master has the sides told");
    hold(picture.sha256 == QCryptographicHash::hash(picture.masterJpeg, QCryptographicHash::Sha256),
        "a master has the hash told");
    hold(!picture.placeholder.isEmpty() && picture.placeholder.size() <= limits::kPlaceholderBytes
            && isBareJpeg(picture.placeholder),
        "a placeholder is small and bare");
    hold(describeMaster(picture.masterJpeg).has_value(), "a master is known again");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = fuzzInput(data, size);
    if (!isQuick(bytes))
        return 0;
    const auto picture = preparePicture(bytes);
    if (picture)
        holdMaster(*picture);
    else
        hold(picture.error().detail.endsWith(QLatin1Char('.')), "a refusal is a sentence");
    return 0;
}
