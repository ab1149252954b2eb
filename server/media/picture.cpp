// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/picture.h"

#include "protocol/limits.h"
#include "server/media/picture_decode.h"
#include "server/media/picture_encode.h"

#include <mutex>
#include <vector>

#include <gmodule.h>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kBoxes[] = {1200, 800, 400, 150};
constexpr int kPlaceholderBox = 20;
constexpr int kMasterQuality = 92;
constexpr int kVariantQuality = 85;
constexpr int kWebpQuality = 80; // looks like a JPEG of 85
constexpr int kAvifQuality = 65; // as like as a WebP of 80, in three quarters of its bytes or less
constexpr int kPlaceholderQuality = 60;

/// A decoded picture and the square that it fits in.
struct Step
{
    VipsHandle image;
    int box = 0;
};

QString boxName(int box)
{
    return u"w%1"_s.arg(box);
}

/// A square that the next smaller one serves as well adds nothing.
bool isUseful(qsizetype box, int longest)
{
    const bool isSmallest = box + 1 == static_cast<qsizetype>(std::size(kBoxes));
    return isSmallest || longest > kBoxes[box + 1];
}

/// What is made of a picture so far.
class Sheet
{
public:
    explicit Sheet(const VariantSink &made)
        : m_made(made)
    { }
    [[nodiscard]] Result<void> add(Result<EncodedVariant> variant)
    {
        if (!variant)
            return tl::make_unexpected(variant.error());
        picture.variants.append(std::move(*variant));
        if (m_made)
            m_made(picture.variants.constLast());
        return {};
    }

    PreparedPicture picture;

private:
    const VariantSink &m_made;
};

Result<void> addVariants(Sheet &sheet, VipsImage *image, int box)
{
    const QString name = boxName(box);
    if (auto done = sheet.add(encodeWebp(image, name, kWebpQuality)); !done)
        return done;
    return sheet.add(encodeJpeg(image, name, kVariantQuality));
}

Result<void> addFull(Sheet &sheet, const QByteArray &bytes)
{
    const auto image = decodeInside(bytes, limits::kPictureSideMax);
    if (!image)
        return tl::make_unexpected(image.error());
    // What the header promised, and the preview told.
    if (vips_image_get_width(image->get()) != sheet.picture.width
        || vips_image_get_height(image->get()) != sheet.picture.height)
        return fail(ProblemCode::PictureDamaged);
    return sheet.add(encodeJpeg(image->get(), u"full"_s, kMasterQuality));
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

/// The picture, once it is found sound, in each useful size: the largest first, each made of the one before.
Result<std::vector<Step>> downTheChain(const QByteArray &bytes, PictureSize size)
{
    const int longest = std::max(size.width, size.height);
    std::vector<Step> steps;
    // Shrinking while loading is cheaper than shrinking the whole.
    auto image = decodeInside(bytes, kBoxes[0]);
    for (qsizetype i = 0; image && i < static_cast<qsizetype>(std::size(kBoxes)); ++i) {
        if (!isUseful(i, longest))
            continue;
        image = shrinkInside(steps.empty() ? image->get() : steps.back().image.get(), kBoxes[i]);
        if (image)
            steps.push_back({std::move(*image), kBoxes[i]});
    }
    if (!image)
        return tl::make_unexpected(image.error());
    return steps;
}

/// Of those loaders that are there by now.
void allowOurLoadersOnly()
{
    vips_block_untrusted_set(TRUE);
    vips_operation_block_set("VipsForeignLoad", TRUE);
    for (const char *allowed : {"VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp"})
        vips_operation_block_set(allowed, FALSE);
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
        allowOurLoadersOnly();
    });
}

void startAvif()
{
    startPictures();
    static std::once_flag once;
    std::call_once(once, [] {
        if (vips_type_find("VipsOperation", "heifsave_buffer") != 0)
            return;
        if (GModule *module = g_module_open(PREGGO_VIPS_MODULES "/vips-heif.so", G_MODULE_BIND_LAZY))
            g_module_make_resident(module);
        allowOurLoadersOnly(); // it has brought one
    });
}

void rehearsePictures()
{
    startPictures();
    constexpr int kSide = 200; // a little more than the smallest box
    VipsImage *out = nullptr;
    if (vips_black(&out, kSide, kSide, "bands", 3, nullptr) != 0)
        return vips_error_clear();
    const VipsHandle black(out);
    static_cast<void>(shrinkInside(black.get(), kBoxes[std::size(kBoxes) - 1]));
}

Result<PreparedPicture> preparePicture(
    const QByteArray &bytes, const VariantSink &made, const PreviewSink &preview)
{
    startPictures();
    const auto size = checkPicture(bytes);
    if (!size)
        return tl::make_unexpected(size.error());
    const auto steps = downTheChain(bytes, *size);
    if (!steps)
        return tl::make_unexpected(steps.error());
    Sheet sheet(made);
    sheet.picture.width = size->width;
    sheet.picture.height = size->height;
    for (auto step = steps->rbegin(); step != steps->rend(); ++step) {
        if (auto done = addVariants(sheet, step->image.get(), step->box); !done)
            return tl::make_unexpected(done.error());
        if (step != steps->rbegin())
            continue;
        if (auto done = addPlaceholder(sheet.picture, step->image.get()); !done)
            return tl::make_unexpected(done.error());
        if (preview)
            preview(sheet.picture);
    }
    if (auto done = addFull(sheet, bytes); !done)
        return tl::make_unexpected(done.error());
    return std::move(sheet.picture);
}

Result<PreparedPicture> makeAvif(const QByteArray &bytes, const VariantSink &made)
{
    startAvif();
    const auto size = checkPicture(bytes);
    if (!size)
        return tl::make_unexpected(size.error());
    const auto steps = downTheChain(bytes, *size);
    if (!steps)
        return tl::make_unexpected(steps.error());
    Sheet sheet(made);
    sheet.picture.width = vips_image_get_width(steps->front().image.get());
    sheet.picture.height = vips_image_get_height(steps->front().image.get());
    for (auto step = steps->rbegin(); step != steps->rend(); ++step) {
        if (auto done = sheet.add(encodeAvif(step->image.get(), boxName(step->box), kAvifQuality)); !done)
            return tl::make_unexpected(done.error());
    }
    return std::move(sheet.picture);
}

} // namespace preggo::server
