// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/action.h"

#include <QHash>
#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <QVector>

namespace preggo::test {

/// A picture of a post that was invoked.
struct HeldPicture
{
    QString id;
    QString sha256; ///< hex, of the file that the device holds
};

/// What a device wrote down of one moment. Value type.
struct Event
{
    enum class Type {
        Started, ///< the process runs, and its outbox is read
        Invoked, ///< the person is about to do something
        Saved, ///< the device has said that it is safe
        Failed, ///< the device has said that it could not take it
        Retried, ///< the person tries again what was parked on the device
        Seen, ///< what the feed showed
        Rested, ///< nothing is under way: what the feed shows, whole, and what is left in the outbox
    };

    Type type = Type::Started;
    QString n; ///< Invoked, Saved, Failed: which of the device's actions, e.g. "3.17"
    // Invoked
    ActionKind kind = ActionKind::PostCreate;
    QString entity;
    QString post; ///< of a comment or reaction; else empty
    QString parent; ///< of a comment that answers another
    QString orderKey;
    QString text;
    QVector<HeldPicture> pictures;
    // Saved, Retried
    QString op; ///< that of an earlier action where the device made one of both
    // Seen, Rested
    QStringList posts; ///< newest first
    QHash<QString, qint64> cursors; ///< by stream
    // Rested
    QJsonArray view; ///< each post as viewOf() writes it, newest first
    QStringList held; ///< ops in the outbox that only the person can set going again
    QStringList under; ///< ops in the outbox that wait for those, or for nothing that will come

    [[nodiscard]] QJsonObject toJson() const;
    /// Nothing where a process ended in the middle of the line.
    [[nodiscard]] static std::optional<Event> fromJson(const QByteArray &line);
};

/// All that one device wrote down.
struct History
{
    QString name; ///< for messages
    QString device;
    QString user;
    QVector<Event> events;
};

/// The events of a file; torn lines are left out.
[[nodiscard]] QVector<Event> readEvents(const QString &path);

/// Appends events to a file. What was appended is on the disk when append() returns. One thread.
class HistoryWriter
{
public:
    explicit HistoryWriter(const QString &path);
    ~HistoryWriter();
    HistoryWriter(const HistoryWriter &) = delete;
    HistoryWriter &operator=(const HistoryWriter &) = delete;

    [[nodiscard]] bool isOpen() const { return m_file >= 0; }
    /// False where the disk refuses.
    [[nodiscard]] bool append(const Event &event);

private:
    int m_file = -1;
};

} // namespace preggo::test
