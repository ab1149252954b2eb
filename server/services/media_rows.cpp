// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/media_rows.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

QVector<MediaVariant> variantsAt(const QString &text)
{
    QVector<MediaVariant> variants;
    const QJsonArray list = QJsonDocument::fromJson(text.toUtf8()).array();
    for (const auto &item : list) {
        const QJsonObject size = item.toObject();
        variants.append({size[u"name"].toString(), size[u"format"].toString(), size[u"width"].toInt(),
            size[u"height"].toInt(), static_cast<qint64>(size[u"bytes"].toDouble())});
    }
    return variants;
}

} // namespace

QString variantsText(const QVector<MediaVariant> &variants)
{
    QJsonArray list;
    for (const auto &v : variants) {
        list.append(QJsonObject{{u"name"_s, v.name}, {u"format"_s, v.format}, {u"width"_s, v.width},
            {u"height"_s, v.height}, {u"bytes"_s, v.bytes}});
    }
    return QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact));
}

Media MediaRow::visible() const
{
    Media seen = media;
    if (deletedMs) {
        seen.placeholder.clear();
        seen.sha256.clear();
        seen.alt.clear();
        seen.variants.clear();
        seen.deleted = true;
    }
    return seen;
}

MediaRow mediaAt(const sql::Query &query)
{
    MediaRow row;
    row.media.id = query.id<MediaId>(0);
    row.family = query.id<FamilyId>(1);
    row.stream = StreamId::parse(query.text(2)).value_or(StreamId());
    row.media.stamp = {query.int64(3), query.int64(4), query.int64(5)};
    row.media.post = query.id<PostId>(6);
    row.media.uploader = query.id<UserId>(7);
    row.media.width = query.integer(8);
    row.media.height = query.integer(9);
    row.media.sha256 = query.blob(10);
    row.media.placeholder = query.blob(11);
    row.media.alt = query.text(12);
    row.media.variants = variantsAt(query.text(13));
    row.stored = query.text(14) == u"stored";
    row.deletedMs = query.optionalInt64(15);
    row.media.deleted = row.deletedMs.has_value();
    return row;
}

Result<std::optional<MediaRow>> mediaRow(sql::Database &db, MediaId id)
{
    static const QString text = selectText(kMediaColumns, u"FROM media WHERE id=?");
    auto query = db.query(text);
    const auto found = first(query.bind(id));
    if (!found)
        return tl::make_unexpected(found.error());
    return *found ? std::optional(mediaAt(query)) : std::nullopt;
}

Result<void> updateMedia(Context &context, const MediaRow &row)
{
    auto query = context.db.query(
        u"UPDATE media SET post_id=?, stream_id=?, seq=?, version=?, deleted_ms=? WHERE id=?"_s);
    query.bind(row.media.post).bind(row.stream).bind(row.media.stamp.seq).bind(row.media.stamp.version);
    return run(query.bind(row.deletedMs).bind(row.media.id));
}

Result<void> publishMedia(Context &context, const MediaRow &row)
{
    return lift(publish(context, row.stream,
        {row.media.stamp.seq, EntityType::Media, idCast<EntityId>(row.media.id), ChangeOp::Upsert,
            row.visible().toJson()}));
}

} // namespace preggo::server
