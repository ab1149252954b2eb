// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "history.h"

#include <QString>
#include <QVector>

#include <optional>

namespace preggo::test {

/// One installation, signed in and in its family; its data lie in a folder, and no process runs on it.
struct Installation
{
    QString name;
    QString folder;
    QString user;
    QString device;
};

struct Household
{
    QString family;
    QVector<Installation> installations;
};

/// A mother with two devices and a grandfather with one, in one family on the server. Nothing where
/// something did not come about; the log says what. Needs an event loop.
[[nodiscard]] std::optional<Household> makeHousehold(const QString &server, const QString &folder);

} // namespace preggo::test
