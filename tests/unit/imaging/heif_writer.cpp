// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "heif_writer.h"

#include <libheif/heif.h>

#include <cstring>
#include <memory>

namespace preggo::test {

namespace {

template <auto release> struct Releases
{
    template <typename T> void operator()(T *object) const { release(object); }
};
using Context = std::unique_ptr<heif_context, Releases<heif_context_free>>;
using Image = std::unique_ptr<heif_image, Releases<heif_image_release>>;
using Handle = std::unique_ptr<heif_image_handle, Releases<heif_image_handle_release>>;
using Encoder = std::unique_ptr<heif_encoder, Releases<heif_encoder_release>>;
using Options = std::unique_ptr<heif_encoding_options, Releases<heif_encoding_options_free>>;
using Nclx = std::unique_ptr<heif_color_profile_nclx, Releases<heif_nclx_color_profile_free>>;

heif_compression_format formatOf(HeifCodec codec)
{
    return codec == HeifCodec::Hevc ? heif_compression_HEVC : heif_compression_AV1;
}

Image imageOf(const QImage &source, bool alpha)
{
    const auto chroma = alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB;
    const QImage pixels = source.convertToFormat(alpha ? QImage::Format_RGBA8888 : QImage::Format_RGB888);
    heif_image *made = nullptr;
    heif_image_create(pixels.width(), pixels.height(), heif_colorspace_RGB, chroma, &made);
    heif_image_add_plane(made, heif_channel_interleaved, pixels.width(), pixels.height(), 8);
    int stride = 0;
    std::uint8_t *plane = heif_image_get_plane(made, heif_channel_interleaved, &stride);
    const auto line = static_cast<std::size_t>(pixels.width()) * (alpha ? 4 : 3);
    for (int y = 0; y < pixels.height(); ++y)
        std::memcpy(plane + qsizetype(y) * stride, pixels.constScanLine(y), line);
    return Image(made);
}

void setColours(heif_image *image, const HeifWish &wish)
{
    if (!wish.profile.isEmpty())
        heif_image_set_raw_color_profile(
            image, "prof", wish.profile.constData(), static_cast<std::size_t>(wish.profile.size()));
    if (wish.primaries == 0)
        return;
    const Nclx nclx(heif_nclx_color_profile_alloc());
    heif_nclx_color_profile_set_color_primaries(nclx.get(), static_cast<std::uint16_t>(wish.primaries));
    heif_image_set_nclx_color_profile(image, nclx.get());
}

heif_error append(heif_context *, const void *data, std::size_t size, void *to)
{
    static_cast<QByteArray *>(to)->append(static_cast<const char *>(data), static_cast<qsizetype>(size));
    return {heif_error_Ok, heif_suberror_Unspecified, ""};
}

} // namespace

bool canWriteHeif(HeifCodec codec)
{
    return heif_have_encoder_for_format(formatOf(codec)) != 0;
}

QByteArray heifOf(const QImage &source, const HeifWish &wish)
{
    const Context context(heif_context_alloc());
    heif_encoder *found = nullptr;
    if (heif_context_get_encoder_for_format(context.get(), formatOf(wish.codec), &found).code
        != heif_error_Ok)
        return {};
    const Encoder encoder(found);
    heif_encoder_set_lossy_quality(encoder.get(), 90);
    const Image image = imageOf(source, wish.alpha);
    setColours(image.get(), wish);
    const Options options(heif_encoding_options_alloc());
    options->image_orientation = static_cast<heif_orientation>(wish.turned);
    heif_image_handle *written = nullptr;
    if (heif_context_encode_image(context.get(), image.get(), encoder.get(), options.get(), &written).code
        != heif_error_Ok)
        return {};
    const Handle handle(written);
    if (!wish.exif.isEmpty())
        heif_context_add_exif_metadata(
            context.get(), written, wish.exif.constData(), static_cast<int>(wish.exif.size()));
    QByteArray bytes;
    heif_writer writer{1, append};
    heif_context_write(context.get(), &writer, &bytes);
    return bytes;
}

} // namespace preggo::test
