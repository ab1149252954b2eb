// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/action.h"

#include <QCryptographicHash>
#include <QJsonArray>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

QJsonObject Action::toJson() const
{
    QJsonArray needIds;
    for (const auto &need : needs)
        needIds.append(need.toString());
    QJsonObject object{
        {u"op_id"_s, opId.toString()},
        {u"kind"_s, kindName()},
        {u"v"_s, v},
        {u"stream"_s, stream.toString()},
        {u"entity_id"_s, entityId.toString()},
        {u"order_key"_s, orderKey},
        {u"needs"_s, needIds},
        {u"payload"_s, payload},
        {u"occurred_at"_s, occurredAtMs},
    };
    if (baseVersion)
        object[u"base_version"_s] = *baseVersion;
    return object;
}

Result<Action> Action::fromJson(const QJsonObject &object)
{
    constexpr qint64 kMax = 1LL << 53;
    Action action;
    JsonReader reader(object);
    reader.id(u"op_id", action.opId);
    reader.wireEnum(u"kind", action.kind);
    reader.integer(u"v", action.v, 1, 1000);
    reader.stream(u"stream", action.stream);
    reader.id(u"entity_id", action.entityId);
    reader.text(u"order_key", action.orderKey, 200);
    reader.optionalIds(u"needs", action.needs, limits::kNeedsPerAction);
    reader.object(u"payload", action.payload);
    reader.optionalInteger(u"base_version", action.baseVersion, 0, kMax);
    reader.integer(u"occurred_at", action.occurredAtMs, -kMax, kMax);
    if (auto done = reader.finish(); !done)
        return tl::make_unexpected(done.error());
    if (auto valid = validatePayload(action.kind, action.v, action.payload); !valid)
        return tl::make_unexpected(valid.error());
    if (action.orderKey != orderKeyFor(action.kind, action.stream, action.entityId, action.payload))
        return fail(
            ProblemCode::InvalidField, u"“order_key” is not the one of this action."_s, u"order_key"_s);
    return action;
}

QByteArray Action::fingerprint() const
{
    // Canonical JSON of an object with these members: they stand in its order already.
    QByteArray covered =
        "{\"entity_id\":\"" + entityId.uuid().toByteArray(QUuid::WithoutBraces) + "\",\"kind\":";
    appendJsonText(kindName(), covered);
    covered += ",\"payload\":" + canonicalJson(payload) + ",\"stream\":";
    appendJsonText(stream.toString(), covered);
    covered += ",\"v\":" + QByteArray::number(v) + '}';
    return QCryptographicHash::hash(covered, QCryptographicHash::Sha256);
}

} // namespace preggo
