// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/realtime/frames.h"

#include "protocol/json.h"
#include "protocol/limits.h"

#include <QDateTime>
#include <QJsonArray>
#include <QTimeZone>

namespace preggo::server::frames {

using namespace Qt::Literals::StringLiterals;

namespace {

Frame make(QJsonObject object, const char16_t *type)
{
    object[u"type"_s] = QString::fromUtf16(type);
    return makeFrame(toJsonBytes(object));
}

Frame postEvent(const Effects::Published &published)
{
    const QJsonObject &row = published.item.row;
    // Only its birth is an event: edits and tombstones are seen by a reload.
    if (row[u"deleted"_s].toBool() || row[u"version"_s].toInt() > 1)
        return {};
    const QString kind = row[u"kind"_s].toString();
    if (kind == toWire(PostKind::Celebration))
        return make({{u"celebration"_s, row}}, u"celebration");
    return make({{u"post"_s, row}}, u"new_post");
}

} // namespace

Frame welcome(const QByteArray &connection, const Heads &heads)
{
    return make({{u"conn"_s, QString::fromLatin1(connection)}, {u"hb"_s, limits::kHeartbeatSeconds},
                    {u"heads"_s, headsToJson(heads)}},
        u"welcome");
}

Frame head(const Heads &heads)
{
    return make({{u"heads"_s, headsToJson(heads)}}, u"head");
}

Frame lag(const QSet<StreamId> &streams)
{
    QJsonArray list;
    for (const auto &stream : streams)
        list.append(stream.toString());
    return make({{u"streams"_s, list}}, u"lag");
}

Frame revoked(const StreamId &stream)
{
    return make({{u"stream"_s, stream.toString()}}, u"revoked");
}

Frame reauth(qint64 byMs)
{
    return make({{u"by"_s, byMs}}, u"reauth");
}

Frame bye(int code, int retryAfterSeconds)
{
    return make({{u"code"_s, code}, {u"retry_after"_s, retryAfterSeconds}}, u"bye");
}

Frame pong(qint64 n)
{
    return make({{u"n"_s, n}}, u"pong");
}

Frame change(const Effects::Published &published)
{
    const qint64 seq = published.item.seq;
    StreamFrame frame;
    frame.stream = published.stream;
    frame.epoch = published.head.epoch;
    frame.prev = seq - 1;
    frame.seq = seq;
    frame.items = {published.item};
    auto text = toJsonBytes(frame.toJson());
    if (text.size() <= limits::kFrameBytes)
        return makeFrame(std::move(text));
    return head({{published.stream, published.head}});
}

Frame familyConnected(FamilyId family, qint64 wallMs)
{
    const auto time = QDateTime::fromMSecsSinceEpoch(wallMs, QTimeZone::utc());
    return make({{u"pregnancy_id"_s, family.toString()}, {u"timestamp"_s, time.toString(Qt::ISODateWithMs)}},
        u"connected");
}

Frame familyEvent(const Effects::Published &published)
{
    const ChangeItem &item = published.item;
    if (item.op != ChangeOp::Upsert)
        return {};
    const auto post = item.row[u"post"_s];
    switch (item.type) {
    case EntityType::Post:
        return postEvent(published);
    case EntityType::Reaction:
        return make({{u"post_id"_s, post}, {u"reaction"_s, item.row}}, u"post_reaction");
    case EntityType::Comment:
        return make({{u"post_id"_s, post}, {u"comment"_s, item.row}}, u"post_comment");
    default:
        return {};
    }
}

Frame familyPong()
{
    return make({}, u"pong");
}

} // namespace preggo::server::frames
