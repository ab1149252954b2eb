// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"

#include <QByteArray>

#include <random>

namespace preggo {

/// Chance as a parameter. One instance belongs to one thread, unless a subclass says otherwise.
class Rng
{
public:
    virtual ~Rng() = default;
    /// Fills `size` bytes. Production sources are fit for secrets.
    virtual void fill(void *data, qsizetype size) = 0;

    /// A whole number from 0 to `bound` - 1, each as likely as the others. `bound` > 0.
    [[nodiscard]] quint64 below(quint64 bound);
    /// A number in [0, 1).
    [[nodiscard]] double unit();
    [[nodiscard]] QByteArray bytes(qsizetype size);

    template <typename Id> [[nodiscard]] Id mintV4()
    {
        std::array<quint8, 16> random{};
        fill(random.data(), random.size());
        return Id(makeUuidV4(random));
    }
    /// An id that sorts by the time of minting (UUIDv7).
    template <typename Id> [[nodiscard]] Id mintV7(qint64 wallMs)
    {
        std::array<quint8, 10> random{};
        fill(random.data(), random.size());
        return Id(makeUuidV7(wallMs, random));
    }
};

/// The operating system's source. Safe from any thread.
class SystemRng final : public Rng
{
public:
    void fill(void *data, qsizetype size) override;
};

/// Repeatable; for tests and the simulator.
class SeededRng final : public Rng
{
public:
    explicit SeededRng(quint64 seed)
        : m_engine(seed)
    { }
    void fill(void *data, qsizetype size) override;

private:
    std::mt19937_64 m_engine;
};

} // namespace preggo
