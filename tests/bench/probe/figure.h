// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QString>
#include <QVector>

#include <optional>

namespace preggo::bench {

/// One measured figure beside the least that the platform needs for the same job. Value type.
struct Figure
{
    QString name; ///< e.g. "interaction.tap_to_frame.p99"
    double value = 0;
    QString unit; ///< ms, us, req/s, MiB
    std::optional<double> floor; ///< from the same run; nothing where there is none

    /// value / floor, or floor / value where more is better: 1 is the floor, above is worse.
    [[nodiscard]] std::optional<double> ratio() const;
};

/// The JSON array {"name", "value", "unit", "floor", "ratio"}; floor and ratio are null without a floor.
[[nodiscard]] QByteArray toJson(const QVector<Figure> &figures);
/// The same as a table for a terminal.
[[nodiscard]] QString toTable(const QVector<Figure> &figures);

} // namespace preggo::bench
