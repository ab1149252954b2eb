// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/data/backup.h"

#include "storage/sql/transaction.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

sql::Outcome<void> finished(const sql::Query &query)
{
    if (const auto error = query.error())
        return tl::make_unexpected(*error);
    return {};
}

template <typename Work> sql::Outcome<void> inTransaction(sql::Database &db, const Work &work)
{
    sql::Transaction transaction(db);
    if (!transaction.begun())
        return transaction.begun();
    if (auto done = work(); !done)
        return done;
    return transaction.commit();
}

sql::Outcome<void> noteStream(sql::Database &db, const StreamId &stream, const Head &backedUp)
{
    return db.query(u"UPDATE stream SET durable_seq=? WHERE stream_id=? AND epoch=? AND durable_seq<?"_s)
        .bind(backedUp.head)
        .bind(stream)
        .bind(backedUp.epoch)
        .bind(backedUp.head)
        .run();
}

} // namespace

sql::Outcome<void> copyDatabase(sql::Database &db, const QString &path)
{
    return db.query(u"VACUUM INTO ?"_s).bind(path).run();
}

sql::Outcome<void> checkDatabase(sql::Database &db)
{
    auto pages = db.query(u"PRAGMA integrity_check(1)"_s);
    if (auto done = pages.run(); !done)
        return done;
    if (!pages.next() || pages.text(0) != u"ok")
        return tl::make_unexpected(sql::Error{sql::ErrorKind::Corrupt, u"the check found damage"_s});
    auto references = db.query(u"PRAGMA foreign_key_check"_s);
    if (auto done = references.run(); !done)
        return done;
    if (references.next())
        return tl::make_unexpected(sql::Error{sql::ErrorKind::Corrupt, u"a reference leads nowhere"_s});
    return finished(references);
}

sql::Outcome<Heads> headsOfAll(sql::Database &db)
{
    auto query =
        db.query(u"SELECT stream_id, epoch, head_seq, COALESCE(durable_seq, head_seq) FROM stream"_s);
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    Heads heads;
    while (query.next()) {
        const auto stream = StreamId::parse(query.text(0));
        if (!stream) // leaving it out would leave it under its old epoch
            return tl::make_unexpected(sql::Error{sql::ErrorKind::Corrupt, u"a stream without a name"_s});
        heads.insert(*stream, {query.id<EpochId>(1), query.int64(2), query.int64(3)});
    }
    return finished(query).map([&] { return heads; });
}

sql::Outcome<bool> isBackedUp(sql::Database &db)
{
    auto query = db.query(u"SELECT durable_seq IS NOT NULL FROM stream LIMIT 1"_s);
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    const bool isNoted = query.next() && query.boolean(0);
    return finished(query).map([&] { return isNoted; });
}

sql::Outcome<void> noteBackup(sql::Database &db, const Heads &backedUp)
{
    return inTransaction(db, [&]() -> sql::Outcome<void> {
        if (auto done = db.exec(u"UPDATE stream SET durable_seq=0 WHERE durable_seq IS NULL"_s); !done)
            return done;
        for (auto it = backedUp.begin(); it != backedUp.end(); ++it) {
            if (auto done = noteStream(db, it.key(), it.value()); !done)
                return done;
        }
        return {};
    });
}

sql::Outcome<void> beginNewEpochs(sql::Database &db, Rng &rng)
{
    return inTransaction(db, [&]() -> sql::Outcome<void> {
        const auto streams = headsOfAll(db);
        if (!streams)
            return tl::make_unexpected(streams.error());
        for (auto it = streams->begin(); it != streams->end(); ++it) {
            auto renew = db.query(u"UPDATE stream SET epoch=?, durable_seq=head_seq WHERE stream_id=?"_s);
            if (auto done = renew.bind(rng.mintV4<EpochId>()).bind(it.key()).run(); !done)
                return done;
        }
        return {};
    });
}

} // namespace preggo::server
