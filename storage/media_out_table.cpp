// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/media_out_table.h"

#include "protocol/wire_names.h"
#include "storage/problem_text.h"

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr WireName<MediaOutState> kStates[] = {
    {MediaOutState::Waiting, u"WAITING"},
    {MediaOutState::Stored, u"STORED"},
    {MediaOutState::Refused, u"REFUSED"},
};

const QString kColumns =
    u"media_id, family, path, sha256, bytes, mime, width, height, placeholder, alt, tus_url, tus_offset, "
    "state, problem"_s;

MediaOut readMediaOut(const sql::Query &query)
{
    MediaOut row;
    row.mediaId = query.id<MediaId>(0);
    row.family = query.id<FamilyId>(1);
    row.path = query.text(2);
    row.sha256 = query.blob(3);
    row.bytes = query.int64(4);
    row.mime = query.text(5);
    row.width = query.integer(6);
    row.height = query.integer(7);
    row.placeholder = query.blob(8);
    row.alt = query.text(9);
    row.tusUrl = query.text(10);
    row.tusOffset = query.int64(11);
    static_cast<void>(valueOfWireName(kStates, query.text(12), row.state));
    row.problem = problemFromText(query.text(13));
    return row;
}

} // namespace

sql::Outcome<void> MediaOutTable::put(const MediaOut &row)
{
    auto query = m_database.query(u"INSERT INTO media_out("_s + kColumns
        + u") VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT(media_id) DO UPDATE SET state=excluded.state, "
          "problem=excluded.problem, alt=excluded.alt"_s);
    query.bind(row.mediaId).bind(row.family).bind(row.path).bind(row.sha256).bind(row.bytes).bind(row.mime);
    query.bind(row.width)
        .bind(row.height)
        .bind(row.placeholder)
        .bind(row.alt)
        .bind(row.tusUrl)
        .bind(row.tusOffset);
    query.bind(wireNameOf(kStates, row.state)).bind(problemToText(row.problem));
    return query.run();
}

sql::Outcome<void> MediaOutTable::updateUpload(MediaId media, const QString &tusUrl, qint64 tusOffset)
{
    auto query = m_database.query(u"UPDATE media_out SET tus_url=?, tus_offset=? WHERE media_id=?"_s);
    return query.bind(tusUrl).bind(tusOffset).bind(media).run();
}

sql::Outcome<void> MediaOutTable::remove(MediaId media)
{
    return m_database.query(u"DELETE FROM media_out WHERE media_id=?"_s).bind(media).run();
}

sql::Outcome<std::optional<MediaOut>> MediaOutTable::find(MediaId media)
{
    auto query = m_database.query(u"SELECT "_s + kColumns + u" FROM media_out WHERE media_id=?"_s);
    query.bind(media);
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    return query.next() ? std::optional(readMediaOut(query)) : std::nullopt;
}

sql::Outcome<QVector<MediaOut>> MediaOutTable::load()
{
    auto query = m_database.query(u"SELECT "_s + kColumns + u" FROM media_out"_s);
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    QVector<MediaOut> rows;
    while (query.next())
        rows.append(readMediaOut(query));
    if (auto error = query.error())
        return tl::make_unexpected(*error);
    return rows;
}

} // namespace preggo
