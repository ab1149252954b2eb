// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/media_out_json.h"

namespace preggo {

using namespace Qt::Literals::StringLiterals;

QJsonObject toJson(const MediaOut &media)
{
    return {{u"id"_s, media.mediaId.toString()}, {u"path"_s, media.path},
        {u"sha256"_s, QString::fromLatin1(media.sha256.toHex())}, {u"bytes"_s, media.bytes},
        {u"mime"_s, media.mime}, {u"width"_s, media.width}, {u"height"_s, media.height},
        {u"placeholder"_s, QString::fromLatin1(media.placeholder.toBase64())}, {u"alt"_s, media.alt}};
}

MediaOut mediaOutFromJson(const QJsonObject &object)
{
    MediaOut media;
    media.mediaId = MediaId::parse(object.value(u"id"_s).toString()).value_or(MediaId());
    media.path = object.value(u"path"_s).toString();
    media.sha256 = QByteArray::fromHex(object.value(u"sha256"_s).toString().toLatin1());
    media.bytes = object.value(u"bytes"_s).toInteger();
    media.mime = object.value(u"mime"_s).toString();
    media.width = object.value(u"width"_s).toInt();
    media.height = object.value(u"height"_s).toInt();
    media.placeholder = QByteArray::fromBase64(object.value(u"placeholder"_s).toString().toLatin1());
    media.alt = object.value(u"alt"_s).toString();
    return media;
}

} // namespace preggo
