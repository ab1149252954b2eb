// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/trash_table.h"

#include "protocol/json.h"
#include "storage/media_out_json.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kPictures = u"media_out"_s; ///< beside the keys of the action

} // namespace

sql::Outcome<void> TrashTable::put(const ActionRow &row, const QVector<MediaOut> &media, qint64 nowMs)
{
    QJsonObject content = row.action.toJson();
    QJsonArray pictures;
    for (const auto &picture : media)
        pictures.append(toJson(picture));
    if (!pictures.isEmpty())
        content[kPictures] = pictures;
    auto query =
        m_database.query(u"INSERT OR REPLACE INTO trash(op_id, action, discarded_ms) VALUES(?,?,?)"_s);
    return query.bind(row.action.opId).bind(QString::fromUtf8(toJsonBytes(content))).bind(nowMs).run();
}

sql::Outcome<void> TrashTable::removeBefore(qint64 discardedMs)
{
    return m_database.query(u"DELETE FROM trash WHERE discarded_ms<?"_s).bind(discardedMs).run();
}

sql::Outcome<QVector<MediaOut>> TrashTable::mediaBefore(qint64 discardedMs)
{
    auto query = m_database.query(u"SELECT action FROM trash WHERE discarded_ms<?"_s);
    query.bind(discardedMs);
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    QVector<MediaOut> media;
    while (query.next()) {
        const auto pictures = QJsonDocument::fromJson(query.blob(0)).object().value(kPictures).toArray();
        for (const auto &picture : pictures)
            media.append(mediaOutFromJson(picture.toObject()));
    }
    if (auto error = query.error())
        return tl::make_unexpected(*error);
    return media;
}

sql::Outcome<bool> TrashTable::names(MediaId media)
{
    auto query = m_database.query(u"SELECT 1 FROM trash WHERE instr(action, ?) LIMIT 1"_s);
    query.bind(media.toString());
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    return query.next();
}

sql::Outcome<int> TrashTable::count()
{
    auto query = m_database.query(u"SELECT COUNT(*) FROM trash"_s);
    if (auto done = query.run(); !done)
        return tl::make_unexpected(done.error());
    return query.next() ? query.integer(0) : 0;
}

} // namespace preggo
