// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/rng.h"

#include <QRandomGenerator>

namespace preggo {

quint64 Rng::below(quint64 bound)
{
    // Reject the uneven rest, so that no value is likelier than another.
    const quint64 limit = bound == 0 ? 0 : ~quint64(0) - ~quint64(0) % bound;
    quint64 value = 0;
    do {
        fill(&value, sizeof value);
    } while (value >= limit && limit != 0);
    return bound == 0 ? 0 : value % bound;
}

double Rng::unit()
{
    quint64 value = 0;
    fill(&value, sizeof value);
    return static_cast<double>(value >> 11) * 0x1.0p-53;
}

QByteArray Rng::bytes(qsizetype size)
{
    QByteArray out(size, Qt::Uninitialized);
    fill(out.data(), size);
    return out;
}

void SystemRng::fill(void *data, qsizetype size)
{
    auto *out = static_cast<quint8 *>(data);
    for (qsizetype i = 0; i < size;) {
        quint32 word = QRandomGenerator::system()->generate();
        for (int k = 0; k < 4 && i < size; ++k, word >>= 8)
            out[i++] = static_cast<quint8>(word);
    }
}

void SeededRng::fill(void *data, qsizetype size)
{
    auto *out = static_cast<quint8 *>(data);
    for (qsizetype i = 0; i < size;) {
        quint64 word = m_engine();
        for (int k = 0; k < 8 && i < size; ++k, word >>= 8)
            out[i++] = static_cast<quint8>(word);
    }
}

} // namespace preggo
