// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/imaging/heif.h"

#include "core/imaging/refusals.h"
#include "protocol/limits.h"

#include <QColorSpace>
#include <QtEndian>

#include <libheif/heif.h>

#include <memory>

namespace preggo {

namespace {

template <auto release> struct Releases
{
    template <typename T> void operator()(T *object) const { release(object); }
};
using Context = std::unique_ptr<heif_context, Releases<heif_context_free>>;
using Handle = std::unique_ptr<heif_image_handle, Releases<heif_image_handle_release>>;
using Options = std::unique_ptr<heif_decoding_options, Releases<heif_decoding_options_free>>;
using Nclx = std::unique_ptr<heif_color_profile_nclx, Releases<heif_nclx_color_profile_free>>;

tl::unexpected<Problem> refused(const heif_error &error)
{
    if (error.subcode == heif_suberror_Security_limit_exceeded
        || error.code == heif_error_Memory_allocation_error)
        return refusal::tooManyPixels();
    if (error.subcode == heif_suberror_End_of_data)
        return refusal::cutOff();
    const bool isUnknown = error.code == heif_error_Unsupported_filetype
        || error.code == heif_error_Unsupported_feature || error.code == heif_error_Decoder_plugin_error;
    return isUnknown ? refusal::unreadableHeif() : refusal::damaged();
}

/// The TIFF block of the first EXIF item. The item begins with where in it the block does.
QByteArray exifOf(const heif_image_handle *handle)
{
    constexpr std::size_t kExifBytes = 1024 * 1024; // a block of JPEG's can have 64 KiB
    heif_item_id id = 0;
    if (heif_image_handle_get_list_of_metadata_block_IDs(handle, "Exif", &id, 1) != 1)
        return {};
    const std::size_t size = heif_image_handle_get_metadata_size(handle, id);
    if (size < 4 || size > kExifBytes)
        return {};
    QByteArray item(static_cast<qsizetype>(size), Qt::Uninitialized);
    if (heif_image_handle_get_metadata(handle, id, item.data()).code != heif_error_Ok)
        return {};
    const qint64 begin = 4 + qint64(qFromBigEndian<quint32>(item.constData()));
    return begin < item.size() ? item.mid(begin) : QByteArray();
}

/// What the numbers of a file without a profile mean; photographs have these two, and screens sRGB.
QColorSpace spaceOf(const heif_color_profile_nclx &nclx)
{
    if (nclx.color_primaries == heif_color_primaries_SMPTE_EG_432_1)
        return QColorSpace(QColorSpace::DisplayP3);
    if (nclx.color_primaries == heif_color_primaries_ITU_R_BT_2020_2_and_2100_0)
        return {QPointF(0.3127, 0.3290), QPointF(0.708, 0.292), QPointF(0.170, 0.797), QPointF(0.131, 0.046),
            QColorSpace::TransferFunction::SRgb};
    return QColorSpace(QColorSpace::SRgb);
}

QColorSpace colorSpaceOf(const heif_image_handle *handle)
{
    constexpr std::size_t kProfileBytes = 4 * 1024 * 1024;
    if (const std::size_t size = heif_image_handle_get_raw_color_profile_size(handle);
        size > 0 && size <= kProfileBytes) {
        QByteArray profile(static_cast<qsizetype>(size), Qt::Uninitialized);
        if (heif_image_handle_get_raw_color_profile(handle, profile.data()).code == heif_error_Ok)
            return QColorSpace::fromIccProfile(profile);
    }
    heif_color_profile_nclx *nclx = nullptr;
    if (heif_image_handle_get_nclx_color_profile(handle, &nclx).code != heif_error_Ok)
        return {};
    return spaceOf(*Nclx(nclx));
}

/// The pixels stay libheif's: forty megapixels need not be there twice.
QImage wrapped(heif_image *image, bool premultiplied)
{
    const int width = heif_image_get_width(image, heif_channel_interleaved);
    const int height = heif_image_get_height(image, heif_channel_interleaved);
    int stride = 0;
    const std::uint8_t *pixels = heif_image_get_plane_readonly(image, heif_channel_interleaved, &stride);
    const auto release = [](void *held) { heif_image_release(static_cast<heif_image *>(held)); };
    if (!pixels || width <= 0 || height <= 0 || stride < width * 4) {
        release(image);
        return {};
    }
    const auto format = premultiplied ? QImage::Format_RGBA8888_Premultiplied : QImage::Format_RGBA8888;
    return {pixels, width, height, stride, format, release, image};
}

Result<QImage> pixelsOf(const heif_image_handle *handle)
{
    const Options options(heif_decoding_options_alloc());
    options->convert_hdr_to_8bit = 1;
    heif_image *decoded = nullptr;
    const auto error =
        heif_decode_image(handle, &decoded, heif_colorspace_RGB, heif_chroma_interleaved_RGBA, options.get());
    if (error.code != heif_error_Ok)
        return refused(error);
    QImage image = wrapped(decoded, heif_image_handle_is_premultiplied_alpha(handle) != 0);
    if (image.isNull())
        return refusal::damaged();
    if (refusal::isTooLarge(image.size()))
        return refusal::tooManyPixels(image.size());
    return image;
}

} // namespace

bool readsHeif()
{
    return heif_have_decoder_for_format(heif_compression_HEVC) != 0;
}

Result<HeifPicture> decodeHeif(const QByteArray &bytes)
{
    if (bytes.size() > limits::kPictureBytes)
        return refusal::tooManyBytes();
    const Context context(heif_context_alloc());
    heif_context_set_maximum_image_size_limit(context.get(), limits::kPictureSideMax);
    heif_context_set_max_decoding_threads(context.get(), 0); // a worker of ours is the thread for it
    const auto size = static_cast<std::size_t>(bytes.size());
    if (const auto e =
            heif_context_read_from_memory_without_copy(context.get(), bytes.constData(), size, nullptr);
        e.code != heif_error_Ok)
        return refused(e);
    heif_image_handle *primary = nullptr;
    if (const auto e = heif_context_get_primary_image_handle(context.get(), &primary);
        e.code != heif_error_Ok)
        return refused(e);
    const Handle handle(primary);
    const QSize says(heif_image_handle_get_width(primary), heif_image_handle_get_height(primary));
    if (says.isEmpty())
        return refusal::damaged();
    if (refusal::isTooLarge(says))
        return refusal::tooManyPixels(says);
    auto image = pixelsOf(primary);
    if (!image)
        return tl::make_unexpected(image.error());
    image->setColorSpace(colorSpaceOf(primary));
    return HeifPicture{std::move(*image), exifOf(primary)};
}

} // namespace preggo
