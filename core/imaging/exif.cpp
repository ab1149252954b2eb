// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/imaging/exif.h"

#include "core/imaging/format.h"

#include <QString>
#include <QtEndian>

#include <optional>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kEntriesMax = 512;
constexpr quint16 kOrientation = 0x0112;
constexpr quint16 kExifFolder = 0x8769;
constexpr quint16 kDateTimeOriginal = 0x9003;

/// A TIFF block whose every access is checked.
class Tiff
{
public:
    explicit Tiff(QByteArrayView bytes)
        : m_bytes(bytes)
        , m_little(bytes.startsWith("II"))
    { }
    [[nodiscard]] bool isValid() const
    {
        return (m_little || m_bytes.startsWith("MM")) && u16(2) == std::optional<quint16>(42);
    }
    [[nodiscard]] std::optional<quint16> u16(qint64 offset) const { return number<quint16>(offset); }
    [[nodiscard]] std::optional<quint32> u32(qint64 offset) const { return number<quint32>(offset); }
    [[nodiscard]] QByteArrayView text(qint64 offset, qint64 length) const
    {
        if (offset < 0 || length < 0 || length > m_bytes.size() || offset > m_bytes.size() - length)
            return {};
        return m_bytes.sliced(offset, length);
    }

private:
    template <typename T> [[nodiscard]] std::optional<T> number(qint64 offset) const
    {
        if (offset < 0 || offset > m_bytes.size() - qint64(sizeof(T)))
            return std::nullopt;
        const char *at = m_bytes.data() + offset;
        return m_little ? qFromLittleEndian<T>(at) : qFromBigEndian<T>(at);
    }

    QByteArrayView m_bytes;
    bool m_little;
};

/// "2026:03:01 14:05:00", of which the day is used.
QDate parseDate(QByteArrayView text)
{
    if (text.size() < 10 || text[4] != ':' || text[7] != ':')
        return {};
    const auto number = [&](qsizetype from, qsizetype length) {
        int value = 0;
        for (const char c : text.sliced(from, length)) {
            if (c < '0' || c > '9')
                return -1;
            value = value * 10 + (c - '0');
        }
        return value;
    };
    const int year = number(0, 4);
    // Cameras whose clock was never set say 1970, 1980 or 2000; film is not photographed this way.
    constexpr int kFirstYear = 1990;
    return year < kFirstYear ? QDate() : QDate(year, number(5, 2), number(8, 2));
}

/// Reads one folder of entries; returns where the Exif folder is, 0 where this one names none.
quint32 readFolder(const Tiff &tiff, quint32 offset, ExifFacts &facts)
{
    constexpr qint64 kEntryBytes = 12;
    const int count = std::min<int>(tiff.u16(offset).value_or(0), kEntriesMax);
    quint32 exifFolder = 0;
    for (int i = 0; i < count; ++i) {
        const qint64 entry = qint64(offset) + 2 + i * kEntryBytes;
        const auto tag = tiff.u16(entry);
        if (!tag)
            break;
        if (*tag == kOrientation) {
            const int value = tiff.u16(entry + 8).value_or(1);
            facts.orientation = value >= 1 && value <= 8 ? value : 1;
        } else if (*tag == kExifFolder) {
            exifFolder = tiff.u32(entry + 8).value_or(0);
        } else if (*tag == kDateTimeOriginal) {
            const quint32 length = tiff.u32(entry + 4).value_or(0);
            facts.takenOn = parseDate(tiff.text(tiff.u32(entry + 8).value_or(0), std::min(length, 20U)));
        }
    }
    return exifFolder;
}

QByteArrayView withoutPrefix(QByteArrayView block)
{
    const QByteArrayView prefix("Exif\0\0", 6);
    return block.startsWith(prefix) ? block.sliced(prefix.size()) : block;
}

QByteArrayView blockOfJpeg(QByteArrayView bytes)
{
    constexpr quint8 kApp1 = 0xE1;
    constexpr quint8 kSos = 0xDA;
    const QByteArrayView prefix("Exif\0\0", 6);
    qsizetype i = 2;
    while (i + 4 <= bytes.size() && static_cast<quint8>(bytes[i]) == 0xFF) {
        const auto marker = static_cast<quint8>(bytes[i + 1]);
        const qsizetype length = qFromBigEndian<quint16>(bytes.data() + i + 2);
        if (marker == kSos || length < 2 || i + 2 + length > bytes.size())
            return {};
        const QByteArrayView segment = bytes.sliced(i + 4, length - 2);
        if (marker == kApp1 && segment.startsWith(prefix))
            return segment.sliced(prefix.size());
        i += 2 + length;
    }
    return {};
}

/// PNG and RIFF are both lists of chunks with a length and a name of four letters.
QByteArrayView blockOfChunks(QByteArrayView bytes, qsizetype first, const char *name, bool png)
{
    qsizetype i = first;
    for (int chunk = 0; chunk < kEntriesMax && i + 8 <= bytes.size(); ++chunk) {
        const char *at = bytes.data() + i;
        const qint64 length = png ? qFromBigEndian<quint32>(at) : qFromLittleEndian<quint32>(at + 4);
        const QByteArrayView chunkName(png ? at + 4 : at, 4);
        if (length > bytes.size() - i - 8)
            return {};
        if (chunkName == QByteArrayView(name, 4))
            return withoutPrefix(bytes.sliced(i + 8, length));
        i += 8 + length + (png ? 4 : length % 2); // PNG: a checksum; RIFF: even lengths
    }
    return {};
}

} // namespace

ExifFacts readExifBlock(QByteArrayView block)
{
    ExifFacts facts;
    const Tiff tiff(block);
    if (!tiff.isValid())
        return facts;
    const quint32 exifFolder = readFolder(tiff, tiff.u32(4).value_or(0), facts);
    if (exifFolder != 0) {
        ExifFacts inner;
        readFolder(tiff, exifFolder, inner); // only the first folder's orientation counts
        facts.takenOn = inner.takenOn;
    }
    return facts;
}

ExifFacts readExif(QByteArrayView picture)
{
    switch (pictureFormat(picture)) {
    case PictureFormat::Jpeg:
        return readExifBlock(blockOfJpeg(picture));
    case PictureFormat::Png:
        return readExifBlock(blockOfChunks(picture, 8, "eXIf", true));
    case PictureFormat::Webp:
        return readExifBlock(blockOfChunks(picture, 12, "EXIF", false));
    case PictureFormat::Heif:
    case PictureFormat::Video:
    case PictureFormat::Gif:
    case PictureFormat::Unknown:
        break;
    }
    return {};
}

} // namespace preggo
