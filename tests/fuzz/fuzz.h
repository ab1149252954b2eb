// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QHash>
#include <QVector>

#include <cstdint>
#include <cstdio>
#include <cstdlib>

// Every target is one function in one file. It is built twice: with libFuzzer by clang (./dev fuzz), and with
// replay.cpp by the ordinary compiler, which runs it over tests/fuzz/corpus/<name> in every ./dev test.
// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace preggo::test {

/// Ends the process where a rule does not hold: the fuzzer keeps the input of a process that ends so.
inline void hold(bool holds, const char *rule)
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s\n", rule);
    std::abort();
}

/// The input with names such as $all and $epoch replaced, so that corpora hold no ids of a test world.
[[nodiscard]] inline QByteArray fuzzInput(
    const std::uint8_t *data, std::size_t size, const QHash<QByteArray, QByteArray> &names = {})
{
    QByteArray input(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    for (auto it = names.begin(); it != names.end(); ++it)
        input.replace(it.key(), it.value());
    return input;
}

/// As a server's or client's reader of headers hands them on: names in lower case, values without the space
/// around them. What has no colon is passed over.
[[nodiscard]] inline QVector<QPair<QByteArray, QByteArray>> headerLines(const QByteArray &text)
{
    QVector<QPair<QByteArray, QByteArray>> headers;
    for (const auto &line : text.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            headers.append({line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed()});
    }
    return headers;
}

} // namespace preggo::test
