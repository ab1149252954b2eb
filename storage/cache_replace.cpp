// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/cache.h"

#include "protocol/json.h"
#include "storage/family_rebuild.h"
#include "storage/row_applier.h"
#include "storage/sql/transaction.h"
#include "storage/stream_table.h"

#include <QJsonDocument>

namespace preggo {

using namespace Qt::Literals::StringLiterals;
using sql::Outcome;

namespace {

Outcome<void> clearStaged(sql::Database &database, const StreamId &stream)
{
    return database.query(u"DELETE FROM staged WHERE stream_id=?"_s).bind(stream).run();
}

Outcome<void> clearRows(sql::Database &database, const StreamId &stream)
{
    for (const auto &table : entityTableNames()) {
        if (auto done =
                database.query(u"DELETE FROM "_s + table + u" WHERE stream_id=?"_s).bind(stream).run();
            !done)
            return done;
    }
    return {};
}

/// Rows that the snapshot no longer has. Those above `asOf` came after it was taken.
Outcome<void> clearAbsent(sql::Database &database, const StreamId &stream, qint64 asOf)
{
    for (const auto &table : entityTableNames()) {
        auto query = database.query(u"DELETE FROM "_s + table
            + u" WHERE stream_id=? AND seq<=? AND id NOT IN (SELECT id FROM staged WHERE stream_id=?)"_s);
        if (auto done = query.bind(stream).bind(asOf).bind(stream).run(); !done)
            return done;
    }
    return {};
}

Outcome<void> applyStaged(sql::Database &database, const StreamId &stream, RowApplier &applier)
{
    auto query = database.query(u"SELECT item FROM staged WHERE stream_id=?"_s);
    query.bind(stream);
    if (auto done = query.run(); !done)
        return done;
    while (query.next()) {
        const auto item = ChangeItem::fromJson(QJsonDocument::fromJson(query.blob(0)).object());
        if (!item)
            continue;
        if (auto done = applier.apply(stream, *item); !done)
            return done;
    }
    if (auto error = query.error())
        return tl::make_unexpected(*error);
    return {};
}

/// Pictures that stay nowhere else once the stream is gone.
Outcome<QVector<MediaId>> mediaOfStream(sql::Database &database, const StreamId &stream)
{
    auto query = database.query(u"SELECT id FROM media WHERE stream_id=? AND id NOT IN "
                                "(SELECT id FROM media WHERE stream_id<>?)"_s);
    query.bind(stream).bind(stream);
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    QVector<MediaId> ids;
    while (query.next())
        ids.append(query.id<MediaId>(0));
    if (auto error = query.error())
        return tl::make_unexpected(*error);
    return ids;
}

ApplyReport wholeFamilyReport(const StreamState &state)
{
    ApplyReport report;
    report.state = state;
    report.reset = true;
    report.members = true;
    report.families = true;
    report.memberships = state.stream.kind() == StreamId::Kind::User;
    return report;
}

} // namespace

Outcome<void> Cache::stageSnapshot(const StreamId &stream, const SnapshotPage &page, bool first)
{
    sql::Transaction transaction(*m_database);
    if (!transaction.begun())
        return transaction.begun();
    if (first) {
        if (auto done = clearStaged(*m_database, stream); !done)
            return done;
    }
    for (const auto &item : page.items) {
        auto query =
            m_database->query(u"INSERT OR REPLACE INTO staged(stream_id, type, id, item) VALUES(?,?,?,?)"_s);
        query.bind(stream)
            .bind(static_cast<int>(item.type))
            .bind(item.id)
            .bind(QString::fromUtf8(toJsonBytes(item.toJson())));
        if (auto done = query.run(); !done)
            return done;
    }
    return transaction.commit();
}

Outcome<ApplyReport> Cache::swapSnapshot(const StreamId &stream, EpochId epoch, qint64 asOf, qint64 nowMs)
{
    sql::Transaction transaction(*m_database);
    if (!transaction.begun())
        return tl::make_unexpected(transaction.begun().error());
    const auto old = StreamTable(*m_database).find(stream);
    if (!old)
        return tl::make_unexpected(old.error());
    const bool sameHistory = *old && (*old)->epoch == epoch;
    ApplyReport report = wholeFamilyReport({stream, epoch, asOf, {}, nowMs});
    RowApplier applier(*m_database, report);
    const auto steps = [&]() -> Outcome<void> {
        // Seqs of two histories cannot be compared, so nothing of the old one may guard its place.
        if (auto done = sameHistory ? clearAbsent(*m_database, stream, asOf) : clearRows(*m_database, stream);
            !done)
            return done;
        if (auto done = applyStaged(*m_database, stream, applier); !done)
            return done;
        if (auto done = applier.finish(); !done)
            return done;
        if (auto done = rebuildFamily(*m_database, stream.family()); !done)
            return done;
        if (auto done = StreamTable(*m_database).put(report.state); !done)
            return done;
        if (auto done = clearStaged(*m_database, stream); !done)
            return done;
        return transaction.commit();
    };
    if (auto done = steps(); !done)
        return tl::make_unexpected(done.error());
    return report;
}

// A checkpoint syncs the log before it moves pages, and the file after that.
Outcome<void> Cache::makeDurable()
{
    return m_database->exec(u"PRAGMA wal_checkpoint(PASSIVE)"_s);
}

Outcome<ApplyReport> Cache::wipeStream(const StreamId &stream)
{
    ApplyReport report = wholeFamilyReport({});
    report.state.stream = StreamId();
    {
        sql::Transaction transaction(*m_database);
        if (!transaction.begun())
            return tl::make_unexpected(transaction.begun().error());
        const auto media = mediaOfStream(*m_database, stream);
        if (!media)
            return tl::make_unexpected(media.error());
        report.media = *media;
        const auto steps = [&]() -> Outcome<void> {
            if (auto done = clearRows(*m_database, stream); !done)
                return done;
            if (auto done = clearStaged(*m_database, stream); !done)
                return done;
            if (auto done = StreamTable(*m_database).remove(stream); !done)
                return done;
            if (auto done = rebuildFamily(*m_database, stream.family()); !done)
                return done;
            return transaction.commit();
        };
        if (auto done = steps(); !done)
            return tl::make_unexpected(done.error());
    }
    if (auto done = scrub(); !done)
        report.unscrubbed = done.error();
    return report;
}

// secure_delete has overwritten the rows; the log still holds them until it is cut, free pages go by VACUUM.
Outcome<void> Cache::scrub()
{
    Outcome<void> result;
    for (const auto &text :
        {u"PRAGMA wal_checkpoint(TRUNCATE)"_s, u"VACUUM"_s, u"PRAGMA wal_checkpoint(TRUNCATE)"_s}) {
        if (auto done = m_database->exec(text); !done)
            result = done;
    }
    return result;
}

} // namespace preggo
