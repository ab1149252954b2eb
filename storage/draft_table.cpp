// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/draft_table.h"

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

Draft readDraft(const sql::Query &query)
{
    return {query.id<DraftId>(0), query.text(1), query.text(2), query.text(3), query.int64(4)};
}

sql::Outcome<QVector<Draft>> all(sql::Query &query)
{
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    QVector<Draft> drafts;
    while (query.next())
        drafts.append(readDraft(query));
    if (auto error = query.error())
        return tl::make_unexpected(*error);
    return drafts;
}

} // namespace

sql::Outcome<void> DraftTable::put(const Draft &draft)
{
    auto query = m_database.query(
        u"INSERT OR REPLACE INTO draft(draft_id, target, body, media, updated_ms) VALUES(?,?,?,?,?)"_s);
    return query.bind(draft.id)
        .bind(draft.target)
        .bind(draft.body)
        .bind(draft.media)
        .bind(draft.updatedMs)
        .run();
}

sql::Outcome<std::optional<Draft>> DraftTable::findFor(const QString &target)
{
    auto query =
        m_database.query(u"SELECT draft_id, target, body, media, updated_ms FROM draft WHERE target=?"_s);
    query.bind(target);
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    return query.next() ? std::optional(readDraft(query)) : std::nullopt;
}

sql::Outcome<QVector<Draft>> DraftTable::load()
{
    auto query = m_database.query(
        u"SELECT draft_id, target, body, media, updated_ms FROM draft ORDER BY updated_ms DESC"_s);
    return all(query);
}

sql::Outcome<bool> DraftTable::names(MediaId media)
{
    auto query = m_database.query(u"SELECT 1 FROM draft WHERE instr(media, ?) LIMIT 1"_s);
    query.bind(media.toString());
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    return query.next();
}

sql::Outcome<QVector<Draft>> DraftTable::needless()
{
    auto query = m_database.query(
        u"SELECT draft_id, target, body, media, updated_ms FROM draft WHERE target LIKE 'again:%' AND "
        u"substr(target, 7) NOT IN (SELECT lower(hex(entity_id)) FROM action WHERE state IN "
        "('QUEUED','SENDING','PARKED'))"_s);
    return all(query);
}

sql::Outcome<void> DraftTable::remove(DraftId draft)
{
    return m_database.query(u"DELETE FROM draft WHERE draft_id=?"_s).bind(draft).run();
}

} // namespace preggo
