// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/outbox_schema.h"

#include <QJsonObject>

namespace preggo::test {

/// The outbox's ladder as a coming version may have it: two more steps, each seen by what it adds.
[[nodiscard]] inline QVector<sql::Migration> comingLadder()
{
    auto ladder = outboxLadder();
    const int version = ladder.constLast().version;
    ladder.append(
        {version + 1, {QStringLiteral("ALTER TABLE draft ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'")}});
    ladder.append({version + 2, {QStringLiteral("CREATE INDEX draft_newest ON draft(updated_ms)")}});
    return ladder;
}

/// A payload as that version may have it, where every post names its language.
[[nodiscard]] inline QJsonObject withLanguage(const QJsonObject &payload)
{
    QJsonObject next = payload;
    next[QStringLiteral("language")] = QStringLiteral("en");
    return next;
}

} // namespace preggo::test
