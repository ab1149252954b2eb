// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/picture.h"

#include "protocol/limits.h"
#include "server/media/picture_decode.h"
#include "server/media/picture_encode.h"

#include <algorithm>
#include <mutex>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kBoxes[] = {1200, 800, 400, 150};
constexpr int kPlaceholderBox = 20;
constexpr int kMasterQuality = 92;
constexpr int kVariantQuality = 85;
constexpr int kWebpQuality = 80; // looks like a JPEG of 85
constexpr int kPlaceholderQuality = 60;

int longestSide(VipsImage *image)
{
    return std::max(vips_image_get_width(image), vips_image_get_height(image));
}

/// A square that the next smaller one serves as well adds nothing.
bool isUseful(qsizetype box, int longest)
{
    const bool isSmallest = box + 1 == static_cast<qsizetype>(std::size(kBoxes));
    return isSmallest || longest > kBoxes[box + 1];
}

Result<void> addVariant(PreparedPicture &picture, VipsImage *image, int box)
{
    const QString name = u"w%1"_s.arg(box);
    auto jpeg = encodeJpeg(image, name, kVariantQuality);
    auto webp = encodeWebp(image, name, kWebpQuality);
    if (!jpeg || !webp)
        return tl::make_unexpected(jpeg ? webp.error() : jpeg.error());
    picture.variants.append(std::move(*jpeg));
    picture.variants.append(std::move(*webp));
    return {};
}

Result<int> addFull(PreparedPicture &picture, const QByteArray &bytes)
{
    const auto image = decodeInside(bytes, limits::kPictureSideMax);
    if (!image)
        return tl::make_unexpected(image.error());
    auto full = encodeJpeg(image->get(), u"full"_s, kMasterQuality);
    if (!full)
        return tl::make_unexpected(full.error());
    picture.width = full->info.width;
    picture.height = full->info.height;
    picture.variants.append(std::move(*full));
    return longestSide(image->get());
}

Result<void> addPlaceholder(PreparedPicture &picture, VipsImage *smallest)
{
    const auto tiny = shrinkInside(smallest, kPlaceholderBox);
    if (!tiny)
        return tl::make_unexpected(tiny.error());
    auto encoded = encodeJpeg(tiny->get(), {}, kPlaceholderQuality);
    if (!encoded)
        return tl::make_unexpected(encoded.error());
    if (encoded->bytes.size() > limits::kPlaceholderBytes)
        return fail(ProblemCode::Internal);
    picture.placeholder = std::move(encoded->bytes);
    return {};
}

} // namespace

void startPictures()
{
    static std::once_flag once;
    std::call_once(once, [] {
        (void)VIPS_INIT("preggo");
        // Its warnings would let anybody fill the log by sending damaged pictures.
        g_log_set_handler(
            "VIPS", G_LOG_LEVEL_MASK, [](auto...) {}, nullptr);
        vips_concurrency_set(1);
        vips_cache_set_max(0); // pictures of one family must not stay behind in memory
        vips_block_untrusted_set(TRUE);
        vips_operation_block_set("VipsForeignLoad", TRUE);
        for (const char *allowed : {"VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp"})
            vips_operation_block_set(allowed, FALSE);
    });
}

Result<PreparedPicture> preparePicture(const QByteArray &bytes)
{
    if (auto done = checkPicture(bytes); !done)
        return tl::make_unexpected(done.error());
    PreparedPicture picture;
    const auto longest = addFull(picture, bytes);
    if (!longest)
        return tl::make_unexpected(longest.error());
    // Decoded anew and smaller: shrinking while loading is cheaper than shrinking the whole.
    auto image = decodeInside(bytes, kBoxes[0]);
    for (qsizetype i = 0; image && i < static_cast<qsizetype>(std::size(kBoxes)); ++i) {
        if (!isUseful(i, *longest))
            continue;
        image = shrinkInside(image->get(), kBoxes[i]);
        if (!image)
            break;
        if (auto done = addVariant(picture, image->get(), kBoxes[i]); !done)
            return tl::make_unexpected(done.error());
    }
    if (!image)
        return tl::make_unexpected(image.error());
    if (auto done = addPlaceholder(picture, image->get()); !done)
        return tl::make_unexpected(done.error());
    return picture;
}

} // namespace preggo::server
