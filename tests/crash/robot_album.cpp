// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "robot.h"

#include "resources/demo/pictures/exif.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QImage>

#include <algorithm>

namespace preggo::test {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QSize kPhoto{1'152, 864};
constexpr int kPhotoQuality = 100; ///< and of noise: large to send, and little work for the server
constexpr int kPicturesAPost = 4;

/// As from an app that takes nothing away: the server must.
void tellWhereItWas(PreparedPicture &picture)
{
    picture.masterJpeg =
        demo::withExif(picture.masterJpeg, {.place = true, .latitude = 48.1, .longitude = 11.6});
    picture.sha256 = QCryptographicHash::hash(picture.masterJpeg, QCryptographicHash::Sha256);
}

} // namespace

QByteArray Robot::takePhoto()
{
    QImage image(kPhoto, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        auto *line = reinterpret_cast<quint32 *>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x)
            line[x] = 0xff000000U | static_cast<quint32>(m_rng.below(0x1000000));
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "JPG", kPhotoQuality);
    return bytes;
}

void Robot::continueAlbum()
{
    if (m_settings.album <= 0)
        return;
    PostCreate post;
    ActionDraft pictures;
    Event event;
    const int wanted = std::min(m_settings.album, 1 + m_deeds % kPicturesAPost);
    post.text = u"Album of %1 pictures. "_s.arg(wanted) + words();
    event.text = post.text;
    for (int i = 0; i < wanted; ++i) {
        auto picture = describeMaster(takePhoto());
        if (!picture)
            return;
        if (i % 2 == 0)
            tellWhereItWas(*picture);
        if (!addPicture(*picture, post, pictures, event))
            return;
    }
    m_settings.album -= wanted;
    const auto id = m_engine.mint<PostId>();
    ActionDraft draft = draft::createPost(StreamId::all(m_settings.family), id, post);
    draft.media = pictures.media;
    submit(std::move(draft), event);
    ++m_deeds;
    goOn();
}

} // namespace preggo::test
