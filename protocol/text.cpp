// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/text.h"

namespace preggo {

int codePointCount(QStringView text)
{
    int count = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate())
            ++i;
        ++count;
    }
    return count;
}

namespace {

/// Length of the sequence that starts at `i`, or 0 where it is not one.
int sequenceLength(QByteArrayView bytes, qsizetype i)
{
    const auto at = [&](qsizetype k) { return static_cast<unsigned char>(bytes[k]); };
    const unsigned char lead = at(i);
    if (lead < 0x80)
        return 1;
    const int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || i + length > bytes.size())
        return 0;
    for (int k = 1; k < length; ++k) {
        if ((at(i + k) & 0xc0) != 0x80)
            return 0;
    }
    const unsigned char second = at(i + 1);
    const bool bad = (lead == 0xe0 && second < 0xa0) || (lead == 0xed && second > 0x9f)
        || (lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second > 0x8f);
    return bad ? 0 : length;
}

bool isReordering(QChar c)
{
    return (c.unicode() >= 0x202a && c.unicode() <= 0x202e)
        || (c.unicode() >= 0x2066 && c.unicode() <= 0x2069);
}

} // namespace

bool isValidUtf8(QByteArrayView bytes)
{
    for (qsizetype i = 0; i < bytes.size();) {
        const int length = sequenceLength(bytes, i);
        if (length == 0)
            return false;
        i += length;
    }
    return true;
}

QString cleanText(const QString &typed)
{
    QString clean;
    clean.reserve(typed.size());
    for (qsizetype i = 0; i < typed.size(); ++i) {
        const QChar c = typed[i];
        if (c == u'\r') {
            if (i + 1 >= typed.size() || typed[i + 1] != u'\n')
                clean += u'\n';
        } else if (c == u'\n' || c == u'\t') {
            clean += c;
        } else if (c.category() != QChar::Other_Control && !isReordering(c)) {
            clean += c;
        }
    }
    return clean.normalized(QString::NormalizationForm_C); // last: what was parted may be one letter now
}

QString cleanName(const QString &typed)
{
    return cleanText(typed).simplified();
}

} // namespace preggo
