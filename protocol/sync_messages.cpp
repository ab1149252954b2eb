// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/sync_messages.h"

#include "protocol/json.h"
#include "protocol/wire_names.h"

#include <QJsonArray>

#include <algorithm>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kMax = 1LL << 53;
constexpr int kItemsMax = 100'000;

constexpr WireName<PushStatus> kStatuses[] = {
    {PushStatus::Applied, u"applied"},
    {PushStatus::Duplicate, u"duplicate"},
    {PushStatus::Rejected, u"rejected"},
    {PushStatus::Retry, u"retry"},
    {PushStatus::Skipped, u"skipped"},
};

constexpr WireName<ChangeOp> kOps[] = {{ChangeOp::Upsert, u"u"}, {ChangeOp::MovedOut, u"m"}};

QJsonArray itemsToJson(const QVector<ChangeItem> &items)
{
    QJsonArray array;
    for (const auto &item : items)
        array.append(item.toJson());
    return array;
}

void readItems(JsonReader &reader, QVector<ChangeItem> &out)
{
    QJsonArray array;
    reader.array(u"items", array, kItemsMax);
    QVector<ChangeItem> items;
    items.reserve(array.size());
    for (const auto &value : array) {
        auto item = ChangeItem::fromJson(value.toObject());
        if (!item)
            return reader.failField(u"items", u"holds an item that is not valid"_s);
        items.append(*item);
    }
    out = std::move(items);
}

} // namespace

bool fromWire(QStringView text, ChangeOp &out)
{
    return valueOfWireName(kOps, text, out);
}
QString toWire(PushStatus status)
{
    return wireNameOf(kStatuses, status);
}
bool fromWire(QStringView text, PushStatus &out)
{
    return valueOfWireName(kStatuses, text, out);
}

QJsonObject headsToJson(const Heads &heads)
{
    QJsonObject object;
    for (auto it = heads.begin(); it != heads.end(); ++it) {
        object[it.key().toString()] = QJsonObject{
            {u"epoch"_s, it->epoch.toString()}, {u"head"_s, it->head}, {u"durable"_s, it->durable}};
    }
    return object;
}

Result<Heads> headsFromJson(const QJsonObject &object)
{
    Heads heads;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const auto stream = StreamId::parse(it.key());
        if (!stream)
            return fail(ProblemCode::InvalidField, {}, u"heads"_s);
        Head head;
        JsonReader reader(it->toObject(), u"heads"_s);
        reader.id(u"epoch", head.epoch);
        reader.integer(u"head", head.head, 0, kMax);
        reader.integer(u"durable", head.durable, 0, kMax);
        if (auto done = reader.finish(UnknownFields::Ignore); !done)
            return tl::make_unexpected(done.error());
        head.durable = std::min(head.durable, head.head);
        heads.insert(*stream, head);
    }
    return heads;
}

QJsonObject ChangeItem::toJson() const
{
    QJsonObject object{{u"seq"_s, seq}, {u"type"_s, toWire(type)}, {u"id"_s, id.toString()},
        {u"op"_s, wireNameOf(kOps, op)}};
    if (op == ChangeOp::Upsert)
        object[u"row"_s] = row;
    return object;
}

Result<ChangeItem> ChangeItem::fromJson(const QJsonObject &object)
{
    ChangeItem item;
    JsonReader reader(object, u"items"_s);
    reader.integer(u"seq", item.seq, 0, kMax);
    reader.wireEnum(u"type", item.type);
    reader.id(u"id", item.id);
    reader.wireEnum(u"op", item.op);
    if (item.op == ChangeOp::Upsert)
        reader.object(u"row", item.row);
    return reader.finished(item, UnknownFields::Ignore);
}

QJsonObject ChangesPage::toJson() const
{
    return {{u"epoch"_s, epoch.toString()}, {u"from"_s, from}, {u"to"_s, to}, {u"head"_s, head},
        {u"more"_s, more}, {u"items"_s, itemsToJson(items)}};
}

Result<ChangesPage> ChangesPage::fromJson(const QJsonObject &object)
{
    ChangesPage page;
    JsonReader reader(object, u"changes"_s);
    reader.id(u"epoch", page.epoch);
    reader.integer(u"from", page.from, 0, kMax);
    reader.integer(u"to", page.to, 0, kMax);
    reader.integer(u"head", page.head, 0, kMax);
    reader.boolean(u"more", page.more);
    readItems(reader, page.items);
    if (!reader.failed() && (page.to < page.from || page.head < page.to))
        reader.failField(u"to", u"does not lie between from and head"_s);
    return reader.finished(page, UnknownFields::Ignore);
}

QJsonObject SnapshotPage::toJson() const
{
    QJsonObject object{{u"epoch"_s, epoch.toString()}, {u"as_of"_s, asOf}, {u"items"_s, itemsToJson(items)}};
    if (!next.isEmpty())
        object[u"next"_s] = next;
    return object;
}

Result<SnapshotPage> SnapshotPage::fromJson(const QJsonObject &object)
{
    SnapshotPage page;
    JsonReader reader(object, u"snapshot"_s);
    reader.id(u"epoch", page.epoch);
    reader.integer(u"as_of", page.asOf, 0, kMax);
    reader.optionalText(u"next", page.next, 512);
    readItems(reader, page.items);
    return reader.finished(page, UnknownFields::Ignore);
}

QJsonObject PushRequest::toJson() const
{
    QJsonObject epochMap;
    for (auto it = epochs.begin(); it != epochs.end(); ++it)
        epochMap[it.key().toString()] = it->toString();
    QJsonArray list;
    for (const auto &action : actions)
        list.append(action.toJson());
    return {{u"device_id"_s, device.toString()}, {u"epochs"_s, epochMap}, {u"actions"_s, list}};
}

namespace {

void readEpochs(JsonReader &reader, QMap<StreamId, EpochId> &out)
{
    QJsonObject map;
    reader.optionalObject(u"epochs", map);
    for (auto it = map.begin(); it != map.end(); ++it) {
        const auto stream = StreamId::parse(it.key());
        const auto epoch = EpochId::parse(it->toString());
        if (!stream || !epoch)
            return reader.failField(u"epochs", u"must map streams to their epochs"_s);
        out.insert(*stream, *epoch);
    }
}

void readAction(const QJsonObject &object, int index, PushRequest &request)
{
    auto action = Action::fromJson(object);
    if (action) {
        request.order.append(static_cast<int>(request.actions.size()));
        request.actions.append(*action);
        return;
    }
    PushRequest::Unreadable bad{index, OpId::parse(object[u"op_id"].toString()).value_or(OpId()),
        action.error(), object[u"order_key"].toString()};
    request.order.append(-1 - static_cast<int>(request.unreadable.size()));
    request.unreadable.append(bad);
}

} // namespace

Result<PushRequest> PushRequest::fromJson(const QJsonObject &object)
{
    PushRequest request;
    JsonReader reader(object);
    reader.id(u"device_id", request.device);
    readEpochs(reader, request.epochs);
    QJsonArray list;
    reader.array(u"actions", list, limits::kPushActions);
    for (int i = 0; i < list.size(); ++i)
        readAction(list[i].toObject(), i, request);
    return reader.finished(request, UnknownFields::Refuse);
}

QJsonObject PushResult::toJson() const
{
    QJsonObject seqMap;
    for (auto it = seqs.begin(); it != seqs.end(); ++it)
        seqMap[it.key().toString()] = it.value();
    QJsonArray list;
    for (const auto &change : entities) {
        QJsonObject item = change.item.toJson();
        item[u"stream"_s] = change.stream.toString();
        list.append(item);
    }
    QJsonObject object{{u"op_id"_s, opId.toString()}, {u"status"_s, toWire(status)}, {u"seqs"_s, seqMap},
        {u"entities"_s, list}};
    if (problem)
        object[u"problem"_s] = problem->toJson();
    return object;
}

Result<PushResult> PushResult::fromJson(const QJsonObject &object)
{
    PushResult result;
    JsonReader reader(object, u"results"_s);
    reader.id(u"op_id", result.opId);
    reader.wireEnum(u"status", result.status);
    QJsonObject seqMap;
    reader.optionalObject(u"seqs", seqMap);
    for (auto it = seqMap.begin(); it != seqMap.end(); ++it) {
        const auto stream = StreamId::parse(it.key());
        const auto seq = wholeNumber(it.value(), 0, kMax);
        if (stream && seq)
            result.seqs.insert(*stream, *seq);
        else if (stream)
            reader.failField(u"seqs", u"holds a place that is not valid"_s);
    }
    QJsonArray list;
    reader.optionalArray(u"entities", list, kItemsMax);
    for (const auto &value : list) {
        const auto stream = StreamId::parse(value.toObject()[u"stream"].toString());
        const auto item = ChangeItem::fromJson(value.toObject());
        if (stream && item)
            result.entities.append({*stream, *item});
        else
            reader.failField(u"entities", u"holds an item that is not valid"_s);
    }
    if (object[u"problem"].isObject())
        result.problem = Problem::fromJson(object[u"problem"].toObject());
    return reader.finished(result, UnknownFields::Ignore);
}

QJsonObject PushReply::toJson() const
{
    QJsonArray list;
    for (const auto &result : results)
        list.append(result.toJson());
    return {{u"results"_s, list}, {u"heads"_s, headsToJson(heads)}, {u"server_time"_s, serverTimeMs}};
}

Result<PushReply> PushReply::fromJson(const QJsonObject &object)
{
    PushReply reply;
    JsonReader reader(object, u"push"_s);
    QJsonArray list;
    reader.array(u"results", list, limits::kPushActions);
    for (const auto &value : list) {
        const auto result = PushResult::fromJson(value.toObject());
        if (!result)
            return tl::make_unexpected(result.error());
        reply.results.append(*result);
    }
    QJsonObject headMap;
    reader.optionalObject(u"heads", headMap);
    const auto heads = headsFromJson(headMap);
    if (!heads)
        return tl::make_unexpected(heads.error());
    reply.heads = *heads;
    reader.integer(u"server_time", reply.serverTimeMs, 0, kMax);
    return reader.finished(reply, UnknownFields::Ignore);
}

QJsonObject StreamFrame::toJson() const
{
    return {{u"type"_s, u"change"_s}, {u"stream"_s, stream.toString()}, {u"epoch"_s, epoch.toString()},
        {u"prev"_s, prev}, {u"seq"_s, seq}, {u"items"_s, itemsToJson(items)}};
}

Result<StreamFrame> StreamFrame::fromJson(const QJsonObject &object)
{
    StreamFrame frame;
    JsonReader reader(object, u"change"_s);
    reader.stream(u"stream", frame.stream);
    reader.id(u"epoch", frame.epoch);
    reader.integer(u"prev", frame.prev, 0, kMax);
    reader.integer(u"seq", frame.seq, 0, kMax);
    readItems(reader, frame.items);
    if (!reader.failed() && frame.seq <= frame.prev)
        reader.failField(u"seq", u"does not follow prev"_s);
    return reader.finished(frame, UnknownFields::Ignore);
}

} // namespace preggo
