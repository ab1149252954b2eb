// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QString>

namespace preggo {

/// Unicode code points in a text: a surrogate pair counts once. This is what the limits count.
[[nodiscard]] int codePointCount(QStringView text);

/// False for overlong forms, surrogates, values over U+10FFFF and cut sequences (RFC 3629).
[[nodiscard]] bool isValidUtf8(QByteArrayView bytes);

/// What is stored for a typed text: NFC, line ends as \n, no NUL, no control characters but tab and
/// line feed, no characters that reorder what stands around them (U+202A-202E, U+2066-2069).
[[nodiscard]] QString cleanText(const QString &typed);

/// A name is one line: cleanText with white space folded and trimmed.
[[nodiscard]] QString cleanName(const QString &typed);

} // namespace preggo
