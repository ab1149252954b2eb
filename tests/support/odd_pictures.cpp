// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/odd_pictures.h"

#include "tests/support/made_pictures.h"

namespace preggo::test {

namespace {

QByteArray bigEndian16(int value)
{
    return QByteArray(1, static_cast<char>(value >> 8)) + static_cast<char>(value);
}

QByteArray segment(quint8 marker, const QByteArray &payload)
{
    return QByteArray("\xFF", 1) + static_cast<char>(marker)
        + bigEndian16(static_cast<int>(payload.size()) + 2) + payload;
}

/// Bits from the highest on, with the zero after FF that JPEG wants.
class BitWriter
{
public:
    void put(quint32 value, int count)
    {
        for (int bit = count - 1; bit >= 0; --bit) {
            m_byte = m_byte << 1 | (value >> bit & 1);
            if (++m_used == 8)
                flush();
        }
    }
    [[nodiscard]] QByteArray finish()
    {
        while (m_used != 0)
            put(1, 1);
        return m_out;
    }

private:
    void flush()
    {
        m_out += static_cast<char>(m_byte);
        if ((m_byte & 0xFF) == 0xFF)
            m_out += '\0';
        m_byte = 0;
        m_used = 0;
    }
    QByteArray m_out;
    quint32 m_byte = 0;
    int m_used = 0;
};

/// One DC coefficient of a block that has no other: its category in four bits, its bits, and the end.
void putBlock(BitWriter &bits, int difference)
{
    int category = 0;
    while (std::abs(difference) >> category)
        ++category;
    bits.put(static_cast<quint32>(category), 4);
    bits.put(static_cast<quint32>(difference < 0 ? difference - 1 : difference) & ((1U << category) - 1),
        category);
    bits.put(0, 1);
}

/// Quantisation by eight makes a DC coefficient the sample itself; twelve categories of four bits each.
QByteArray tables()
{
    QByteArray dc(1, '\0');
    dc += QByteArray("\0\0\0\x0C", 4) + QByteArray(12, '\0');
    for (char category = 0; category < 12; ++category)
        dc += category;
    const QByteArray ac = QByteArray("\x10\x01", 2) + QByteArray(15, '\0') + QByteArray(1, '\0');
    return segment(0xDB, QByteArray(1, '\0') + QByteArray(64, '\x08')) + segment(0xC4, dc)
        + segment(0xC4, ac);
}

QByteArray frame(QSize size, int components)
{
    QByteArray sof = QByteArray("\x08") + bigEndian16(size.height()) + bigEndian16(size.width());
    QByteArray sos(1, static_cast<char>(components));
    sof += static_cast<char>(components);
    for (int c = 1; c <= components; ++c) {
        sof += static_cast<char>(c) + QByteArray("\x11\0", 2);
        sos += static_cast<char>(c) + QByteArray(1, '\0');
    }
    return segment(0xC0, sof) + tables() + segment(0xDA, sos + QByteArray("\0\x3F\0", 3));
}

} // namespace

QByteArray flatJpeg(QSize size, const QByteArray &samples, std::optional<quint8> adobe)
{
    QByteArray out("\xFF\xD8", 2);
    if (adobe)
        out += segment(0xEE, QByteArray("Adobe\0\x64\0\0\0\0", 11) + static_cast<char>(*adobe));
    out += frame(size, static_cast<int>(samples.size()));
    BitWriter bits;
    const int blocks = ((size.width() + 7) / 8) * ((size.height() + 7) / 8);
    for (int block = 0; block < blocks; ++block) {
        for (const char sample : samples)
            putBlock(bits, block == 0 ? static_cast<quint8>(sample) - 128 : 0);
    }
    return out + bits.finish() + QByteArray("\xFF\xD9", 2);
}

QByteArray saying(QByteArray jpeg, quint16 width, quint16 height)
{
    const qsizetype at = jpeg.indexOf(QByteArray("\xFF\xC0", 2));
    return jpeg.replace(at + 5, 4, bigEndian16(height) + bigEndian16(width));
}

QByteArray riffChunk(const QByteArray &name, const QByteArray &data)
{
    const quint32 length = qToLittleEndian(static_cast<quint32>(data.size()));
    QByteArray out = name + QByteArray(reinterpret_cast<const char *>(&length), 4) + data;
    return data.size() % 2 ? out + '\0' : out;
}

QByteArray extendedWebp(quint8 flags, const QByteArray &chunks)
{
    const QSize size(64, 32);
    const QByteArray plain = encoded(quarters(size), "webp").mid(12); // the picture's own chunk
    QByteArray head(10, '\0');
    head[0] = static_cast<char>(flags);
    head[4] = static_cast<char>(size.width() - 1);
    head[7] = static_cast<char>(size.height() - 1);
    return riffChunk("RIFF", QByteArray("WEBP") + riffChunk("VP8X", head) + plain + chunks);
}

QByteArray pngWithPackedChunk(const QByteArray &name)
{
    const QByteArray packed = qCompress(QByteArray(100'000'000, 'A')).mid(4);
    return withChunk(encoded(quarters(), "png"), name, QByteArray("CANARY\0\0", 8) + packed);
}

} // namespace preggo::test
