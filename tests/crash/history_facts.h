// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "history.h"
#include "server_tables.h"

#include <QSet>

namespace preggo::test {

/// One thing that a person did, as far as her device came with it.
struct Deed
{
    Event what; ///< Invoked
    QString op; ///< empty where the process ended before it could say that it is safe
    bool failed = false; ///< the device said that it did not take it
    int place = 0; ///< in the history

    [[nodiscard]] bool isSaved() const { return !op.isEmpty(); }
};

/// One device's history in the order in which things were done.
class Deeds
{
public:
    explicit Deeds(const History &history);

    [[nodiscard]] const History &history() const { return *m_history; }
    [[nodiscard]] const QVector<Deed> &all() const { return m_all; }
    /// The last event: of type Rested where everything had come to rest.
    [[nodiscard]] const Event &end() const { return m_end; }
    /// Null where this device did not make it.
    [[nodiscard]] const Deed *creationOf(const QString &entity) const;
    /// Where this device first began to delete it; -1 where it never did.
    [[nodiscard]] int deletionPlace(const QString &entity) const { return m_deletions.value(entity, -1); }
    /// Indexes in all(), oldest first.
    [[nodiscard]] QVector<int> withOp(const QString &op) const { return m_byOp.value(op); }

private:
    void take(const Event &event, int place);

    const History *m_history;
    QVector<Deed> m_all;
    QHash<QString, int> m_byNumber;
    QHash<QString, QVector<int>> m_byOp;
    QHash<QString, int> m_creations;
    QHash<QString, int> m_deletions;
    Event m_end;
};

/// What the rules ask of histories and server, indexed. Borrows both.
class Facts
{
public:
    Facts(const QVector<History> &histories, const ServerTables &server);

    [[nodiscard]] const ServerTables &server() const { return *m_server; }
    [[nodiscard]] const QVector<Deeds> &devices() const { return m_devices; }
    [[nodiscard]] QVector<ServerTables::Change> changesBy(const QString &op) const
    {
        return m_byOp.value(op);
    }
    /// By seq.
    [[nodiscard]] QVector<ServerTables::Change> changesOf(const QString &entity) const
    {
        return m_byEntity.value(entity);
    }
    [[nodiscard]] bool wasDeletedByAnother(const Deeds &device, const QString &entity) const;
    /// Never sent, and taken back by the person herself; or hung on such a thing.
    [[nodiscard]] bool vanished(const Deeds &device, const Deed &deed) const;

private:
    [[nodiscard]] bool vanished(const Deeds &device, const QString &entity) const;

    const ServerTables *m_server;
    QVector<Deeds> m_devices;
    QHash<QString, QVector<ServerTables::Change>> m_byOp;
    QHash<QString, QVector<ServerTables::Change>> m_byEntity;
};

[[nodiscard]] bool isCreate(const Event &invoked);
[[nodiscard]] bool isDelete(const Event &invoked);
[[nodiscard]] bool writesText(const Event &invoked);

} // namespace preggo::test
