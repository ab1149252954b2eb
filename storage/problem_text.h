// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/problem.h"

#include <QJsonDocument>
#include <QString>

#include <optional>

namespace preggo {

/// A problem as it stands in a column; empty for none.
[[nodiscard]] inline QString problemToText(const std::optional<Problem> &problem)
{
    return problem ? QString::fromUtf8(problem->toBody()) : QString();
}

[[nodiscard]] inline std::optional<Problem> problemFromText(const QString &text)
{
    if (text.isEmpty())
        return std::nullopt;
    return Problem::fromJson(QJsonDocument::fromJson(text.toUtf8()).object());
}

} // namespace preggo
