// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/sync_messages.h"

#include <QByteArray>
#include <QHash>
#include <QVector>

#include <optional>
#include <shared_mutex>

namespace preggo::server {

/// The heads of streams in memory, raised by every commit. Safe from any thread; bounded.
///
/// A reader that found nothing takes generation(), reads the database, and offers what it read with
/// that number: what was emptied in between is not brought back older than it was.
class HeadTable
{
public:
    explicit HeadTable(int maxEntries);

    [[nodiscard]] std::optional<Head> find(const StreamId &stream) const;
    /// Appends "<stream> <epoch> <seq>" of each; false where one is not known.
    [[nodiscard]] bool appendTags(const QVector<StreamId> &streams, QByteArray &out) const;
    [[nodiscard]] quint64 generation() const;
    /// After the COMMIT of a change, in rising seq.
    void published(const StreamId &stream, const Head &head);
    /// A backup was made, or more became durable in another way: what the database says of the streams.
    void backedUp(const Heads &heads);
    void loaded(const StreamId &stream, const Head &head, quint64 generation);

private:
    struct Entry
    {
        Head head;
        QByteArray tag;
    };
    void put(const StreamId &stream, const Head &head);

    mutable std::shared_mutex m_mutex;
    const int m_maxEntries;
    quint64 m_generation = 0;
    QHash<StreamId, Entry> m_entries;
};

} // namespace preggo::server
