// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/metadata_scan.h"

#include <QList>
#include <QtEndian>

#include <functional>

namespace preggo::server {

namespace {

constexpr qsizetype kBoxHead = 8;
constexpr qsizetype kVersion = 4; ///< version and flags, before the content of a full box

/// One box of ISO base media (ISO/IEC 14496-12).
struct Box
{
    QByteArrayView type;
    QByteArrayView content;
};

using Allows = std::function<bool(const Box &)>;

/// Whether the bytes are boxes from the first to the last, and each is allowed.
bool allBoxes(QByteArrayView bytes, const Allows &allows)
{
    while (!bytes.isEmpty()) {
        if (bytes.size() < kBoxHead)
            return false;
        const qint64 size = qFromBigEndian<quint32>(bytes.data());
        if (size < kBoxHead || size > bytes.size())
            return false;
        const auto whole = static_cast<qsizetype>(size);
        if (!allows({bytes.sliced(4, 4), bytes.sliced(kBoxHead, whole - kBoxHead)}))
            return false;
        bytes = bytes.sliced(whole);
    }
    return true;
}

bool isOneOf(QByteArrayView type, const QList<QByteArrayView> &types)
{
    return types.contains(type);
}

/// Colours by number; a profile may hold texts.
bool isPlainProperty(const Box &box)
{
    if (box.type == "colr")
        return box.content.startsWith("nclx");
    return isOneOf(box.type, {"av1C", "ispe", "pixi"});
}

/// A picture; Exif and XMP are items beside it.
bool isPictureItem(const Box &box)
{
    constexpr qsizetype kItemType = 8;
    return box.type == "infe" && box.content.size() >= kItemType + 4
        && box.content.sliced(kItemType, 4) == "av01";
}

bool isPlainMeta(const Box &box)
{
    if (box.type == "iinf") {
        constexpr qsizetype kCount = 2;
        return box.content.size() > kVersion + kCount
            && allBoxes(box.content.sliced(kVersion + kCount), isPictureItem);
    }
    if (box.type == "iprp") {
        return allBoxes(box.content, [](const Box &part) {
            return part.type == "ipma" || (part.type == "ipco" && allBoxes(part.content, isPlainProperty));
        });
    }
    return isOneOf(box.type, {"hdlr", "pitm", "iloc"});
}

} // namespace

bool avifHoldsMetadata(QByteArrayView bytes)
{
    int pictures = 0;
    const bool isPlain = allBoxes(bytes, [&](const Box &box) {
        if (box.type == "meta") {
            ++pictures;
            return box.content.size() > kVersion && allBoxes(box.content.sliced(kVersion), isPlainMeta);
        }
        return box.type == "mdat" || (box.type == "ftyp" && box.content.startsWith("avif"));
    });
    return !isPlain || pictures != 1;
}

} // namespace preggo::server
