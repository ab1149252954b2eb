// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/imaging/refusals.h"

#include "protocol/limits.h"

namespace preggo::refusal {

using namespace Qt::Literals::StringLiterals;

tl::unexpected<Problem> unsupported(PictureFormat format)
{
    if (format == PictureFormat::Heif)
        return unreadableHeif();
    if (format == PictureFormat::Video)
        return fail(ProblemCode::UnsupportedMedia, u"This is a video. Choose a picture instead."_s);
    if (format == PictureFormat::Gif)
        return fail(ProblemCode::UnsupportedMedia,
            u"GIF files cannot be sent. Choose a JPEG, PNG or WebP picture."_s);
    return fail(ProblemCode::UnsupportedMedia,
        u"This file is not a picture, whatever its name says. Choose a JPEG, PNG or WebP picture."_s);
}

tl::unexpected<Problem> unreadableHeif()
{
    return fail(ProblemCode::UnsupportedMedia,
        u"This HEIC or AVIF picture cannot be read here. Save it as JPEG and choose that."_s);
}

tl::unexpected<Problem> moving()
{
    return fail(ProblemCode::UnsupportedMedia, u"This picture moves. Choose a still one."_s);
}

tl::unexpected<Problem> damaged()
{
    return fail(ProblemCode::PictureDamaged, u"This picture is damaged. Choose another copy of it."_s);
}

tl::unexpected<Problem> cutOff()
{
    return fail(
        ProblemCode::PictureDamaged, u"The end of this picture is missing. Choose another copy of it."_s);
}

tl::unexpected<Problem> tooManyBytes()
{
    return fail(ProblemCode::PictureTooLarge,
        u"This picture is larger than %1 MB. Choose a smaller copy."_s.arg(limits::kPictureBytes >> 20));
}

tl::unexpected<Problem> tooManyPixels(QSize size)
{
    if (size.isEmpty())
        return fail(ProblemCode::PictureTooLarge,
            u"This picture has more than 40 megapixels. Choose a smaller copy."_s);
    return fail(ProblemCode::PictureTooLarge,
        u"This picture has %1 × %2 pixels; at most 40 megapixels can be sent. Choose a smaller copy."_s
            .arg(size.width())
            .arg(size.height()));
}

bool isTooLarge(QSize size)
{
    return size.width() > limits::kPictureSideMax || size.height() > limits::kPictureSideMax
        || qint64(size.width()) * size.height() > limits::kPicturePixels;
}

} // namespace preggo::refusal
