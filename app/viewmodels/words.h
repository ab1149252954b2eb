// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/sync/delivery.h"
#include "core/sync/engine.h"
#include "protocol/ids.h"
#include "protocol/problem.h"
#include "protocol/roles.h"
#include "storage/outbox_reading.h"
#include "storage/sql/error.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QString>
#include <QStringList>

namespace preggo {

/// What the models say to people, in their language: plain, short, never a code alone.
class Words
{
    Q_DECLARE_TR_FUNCTIONS(preggo::Words)

public:
    /// One or two letters of a name; "?" for none.
    [[nodiscard]] static QString initials(const QString &name);
    /// 0-7, the same for one person on every device.
    [[nodiscard]] static int colorIndex(UserId user);
    [[nodiscard]] static QString someone();
    [[nodiscard]] static QString role(Role role);
    /// "You", "You and Dad", "You, Dad and 3 others".
    [[nodiscard]] static QString names(const QStringList &names);

    /// The state line of something of one's own; empty once it is sent.
    [[nodiscard]] static QString delivery(const DeliveryInfo &info, int pictures, bool connected);
    /// "Not sent: ... Your text is kept."
    [[nodiscard]] static QString refusal(const Problem &problem);
    [[nodiscard]] static QString problem(const Problem &problem);
    [[nodiscard]] static QString storage(const sql::Error &error);
    /// Why the account's databases stay shut.
    [[nodiscard]] static QString cannotOpen(const sql::Error &error);
    /// What a file of another version holds, e.g. "Post with 2 pictures".
    [[nodiscard]] static QString unsentKind(const UnsentItem &item);
    /// Where unsent things were saved to, and how many.
    [[nodiscard]] static QString exported(const QString &folder, int texts, int pictures, int missing);
    [[nodiscard]] static QString cannotExport();
    /// Rows of the outbox are damaged.
    [[nodiscard]] static QString setAside(int count);
    /// The disk is nearly full.
    [[nodiscard]] static QString lowRoom(qint64 freeBytes);
    /// Pictures that no post names, found at the start.
    [[nodiscard]] static QString recovered(int pictures);
    /// What became of a damaged outbox; `file` is the copy's name.
    [[nodiscard]] static QString repaired(const QString &file);

    /// What an action is, e.g. "Post with 2 pictures".
    [[nodiscard]] static QString action(const PendingAction &pending);
    /// The beginning of what was typed; empty where nothing was.
    [[nodiscard]] static QString preview(const Action &action);
    /// The beginning of a text, in one line.
    [[nodiscard]] static QString beginning(const QString &text);
    /// Why an action is not there yet.
    [[nodiscard]] static QString reason(const PendingAction &pending, bool connected);

    /// "Up to date 14:02 · 3 waiting to send", "From yesterday 18:40. No connection."
    [[nodiscard]] static QString freshness(
        bool connected, const QDateTime &lastSynced, int waiting, int refused, const QDateTime &now);
    /// "14:02", "yesterday 18:40", "3 May 18:40".
    [[nodiscard]] static QString moment(const QDateTime &time, const QDateTime &now);
};

} // namespace preggo
