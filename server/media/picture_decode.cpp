// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/picture_decode.h"

#include "protocol/limits.h"

#include <algorithm>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

// By the loader's own option: libvips 8.14's thumbnail does not hand its `fail_on` down to it, and half a
// picture would come out as a whole one.
constexpr char kStrict[] = "[fail_on=error]";

bool isSupported(const QByteArray &bytes)
{
    const bool isJpeg = bytes.startsWith("\xFF\xD8\xFF");
    const bool isPng = bytes.startsWith(QByteArrayView("\x89PNG\r\n\x1A\n", 8));
    const bool isWebp = bytes.startsWith("RIFF") && bytes.mid(8, 4) == "WEBP";
    return isJpeg || isPng || isWebp;
}

/// What telephones make. Our own app never sends it: it reads HEIC and AVIF on the device, and sends JPEG.
bool isHeicOrAvif(const QByteArray &bytes)
{
    const QByteArray brand = bytes.mid(4, 4) == "ftyp" ? bytes.mid(8, 4) : QByteArray();
    return brand.startsWith("hei") || brand.startsWith("hev") || brand.startsWith("avi") || brand == "mif1"
        || brand == "msf1";
}

/// Runs the pipeline that ends in `image`: everything before is only a plan.
Result<VipsHandle> intoMemory(VipsHandle image)
{
    VipsHandle pixels(vips_image_copy_memory(image.get()));
    if (!pixels)
        return pictureProblem(ProblemCode::PictureDamaged);
    return pixels;
}

/// Three bands of 8 bits in sRGB; transparency becomes white, as on paper.
Result<VipsHandle> toPlainRgb(VipsHandle image)
{
    VipsImage *out = nullptr;
    if (vips_colourspace(image.get(), &out, VIPS_INTERPRETATION_sRGB, nullptr) != 0)
        return pictureProblem(ProblemCode::PictureDamaged);
    VipsHandle rgb(out);
    if (vips_image_hasalpha(rgb.get())) {
        const double white[] = {255.0, 255.0, 255.0};
        VipsArrayDouble *background = vips_array_double_new(white, 3);
        const int failed = vips_flatten(rgb.get(), &out, "background", background, nullptr);
        vips_area_unref(VIPS_AREA(background));
        if (failed != 0)
            return pictureProblem(ProblemCode::PictureDamaged);
        rgb.reset(out);
    }
    if (vips_cast_uchar(rgb.get(), &out, nullptr) != 0)
        return pictureProblem(ProblemCode::PictureDamaged);
    return VipsHandle(out);
}

/// The picture's size and fields; null where even these cannot be read.
VipsHandle openHeader(const QByteArray &bytes)
{
    return VipsHandle(
        vips_image_new_from_buffer(bytes.constData(), static_cast<size_t>(bytes.size()), "", nullptr));
}

/// Whether the colours are those of a profile. Without one they are sRGB already, and exporting them to it
/// once more would shift them: libvips 8.14 turns pure blue into violet.
bool hasProfile(const QByteArray &bytes)
{
    const VipsHandle header = openHeader(bytes);
    return header && vips_image_get_typeof(header.get(), VIPS_META_ICC_NAME) != 0;
}

} // namespace

Result<PictureSize> checkPicture(const QByteArray &bytes)
{
    if (isHeicOrAvif(bytes))
        return fail(ProblemCode::UnsupportedMedia,
            u"HEIC and AVIF pictures are not read here. Save it as JPEG and choose that copy."_s);
    if (!isSupported(bytes))
        return pictureProblem(ProblemCode::UnsupportedMedia);
    if (bytes.size() > limits::kPictureBytes)
        return pictureProblem(ProblemCode::PictureTooLarge);
    const VipsHandle header = openHeader(bytes);
    if (!header)
        return pictureProblem(ProblemCode::PictureDamaged);
    const qint64 width = vips_image_get_width(header.get());
    const qint64 height = vips_image_get_height(header.get());
    if (width > limits::kPictureSideMax || height > limits::kPictureSideMax
        || width * height > limits::kPicturePixels)
        return pictureProblem(ProblemCode::PictureTooLarge);
    if (vips_image_get_n_pages(header.get()) > 1)
        return fail(ProblemCode::UnsupportedMedia, u"This picture moves. Choose a still one."_s);
    const PictureSize size{static_cast<int>(width), static_cast<int>(height)};
    return vips_image_get_orientation_swap(header.get()) ? PictureSize{size.height, size.width} : size;
}

Result<VipsHandle> decodeInside(const QByteArray &bytes, int box)
{
    VipsImage *out = nullptr;
    // libvips reads the buffer only; its C interface has no const here.
    void *data = const_cast<char *>(bytes.constData());
    const auto size = static_cast<size_t>(bytes.size());
    const int failed = hasProfile(bytes) ? vips_thumbnail_buffer(data, size, &out, box, "height", box, "size",
                           VIPS_SIZE_DOWN, "option_string", kStrict, "export_profile", "srgb", nullptr)
                                         : vips_thumbnail_buffer(data, size, &out, box, "height", box, "size",
                                             VIPS_SIZE_DOWN, "option_string", kStrict, nullptr);
    if (failed != 0)
        return pictureProblem(ProblemCode::PictureDamaged);
    auto rgb = toPlainRgb(VipsHandle(out));
    if (!rgb)
        return rgb;
    return intoMemory(std::move(*rgb));
}

Result<VipsHandle> shrinkInside(VipsImage *image, int box)
{
    if (std::max(vips_image_get_width(image), vips_image_get_height(image)) <= box) {
        g_object_ref(image);
        return VipsHandle(image);
    }
    VipsImage *out = nullptr;
    if (vips_thumbnail_image(
            image, &out, box, "height", box, "size", VIPS_SIZE_DOWN, "no_rotate", TRUE, nullptr)
        != 0)
        return pictureProblem(ProblemCode::PictureDamaged);
    return intoMemory(VipsHandle(out));
}

} // namespace preggo::server
