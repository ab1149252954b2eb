// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/imaging/master.h"

#include "core/imaging/format.h"
#include "core/imaging/refusals.h"
#include "protocol/limits.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QImageWriter>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMasterQuality = 92;
constexpr int kPlaceholderSide = 20;

QByteArray toJpeg(const QImage &image, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, "jpeg");
    writer.setQuality(quality);
    return writer.write(image) ? bytes : QByteArray();
}

} // namespace

/// Quality falls until it fits; twenty pixels fit at once but for noise.
QByteArray makePlaceholder(const QImage &image)
{
    const QImage tiny =
        image.scaled(kPlaceholderSide, kPlaceholderSide, Qt::KeepAspectRatio, Qt::SmoothTransformation)
            .convertToFormat(QImage::Format_RGB32);
    for (int quality = 60; quality >= 10; quality -= 10) {
        QByteArray bytes = toJpeg(tiny, quality);
        if (bytes.size() <= limits::kPlaceholderBytes)
            return bytes;
    }
    return {};
}

Result<PreparedPicture> makeMaster(const QImage &image)
{
    PreparedPicture picture;
    picture.masterJpeg = toJpeg(image, kMasterQuality);
    // Checked, not believed: a writer that adds a profile or a comment must not give anything away.
    if (!isBareJpeg(picture.masterJpeg))
        return fail(
            ProblemCode::Internal, u"This picture could not be prepared. Choose another copy of it."_s);
    if (picture.masterJpeg.size() > limits::kPictureBytes)
        return refusal::tooManyBytes();
    picture.width = image.width();
    picture.height = image.height();
    picture.sha256 = QCryptographicHash::hash(picture.masterJpeg, QCryptographicHash::Sha256);
    picture.placeholder = makePlaceholder(image);
    return picture;
}

} // namespace preggo
