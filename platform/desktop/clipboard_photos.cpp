// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/desktop/clipboard_photos.h"

#include <QBuffer>
#include <QClipboard>
#include <QGuiApplication>
#include <QImage>
#include <QMimeData>
#include <QUrl>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

QVector<ChosenPhoto> filesOf(const QMimeData &data)
{
    QVector<ChosenPhoto> files;
    const auto urls = data.urls();
    for (const QUrl &url : urls) {
        if (url.isLocalFile())
            files.append({url.toLocalFile(), {}});
    }
    return files;
}

/// The format of an image as it was copied, where we take it; empty otherwise.
QString fileFormat(const QMimeData &data)
{
    for (const QString &format : {u"image/jpeg"_s, u"image/png"_s, u"image/webp"_s}) {
        if (data.hasFormat(format))
            return format;
    }
    return {};
}

/// As it was copied; else the pixels, packed where nobody waits for it.
ChosenPhoto imageOf(const QMimeData &data)
{
    if (const QString format = fileFormat(data); !format.isEmpty())
        return {{}, [bytes = data.data(format)] { return bytes; }};
    return {{}, [image = qvariant_cast<QImage>(data.imageData())] {
                QBuffer buffer;
                buffer.open(QIODevice::WriteOnly);
                image.save(&buffer, "png");
                return buffer.data();
            }};
}

} // namespace

bool ClipboardPhotos::offers(From from) const
{
    if (from != From::Clipboard)
        return false;
    const QMimeData *data = QGuiApplication::clipboard()->mimeData();
    if (!data)
        return false;
    if (data->hasUrls())
        return !filesOf(*data).isEmpty();
    return (data->hasImage() || !fileFormat(*data).isEmpty()) && !data->hasText();
}

void ClipboardPhotos::choose(From from, int atMost, Done done)
{
    if (!offers(from))
        return done({});
    const QMimeData &data = *QGuiApplication::clipboard()->mimeData();
    done(data.hasUrls() ? filesOf(data).mid(0, atMost) : QVector<ChosenPhoto>{imageOf(data)});
}

} // namespace preggo
