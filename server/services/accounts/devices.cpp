// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/devices.h"

#include "protocol/json.h"
#include "protocol/text.h"
#include "server/services/accounts/sessions.h"
#include "server/services/change_log.h"
#include "server/services/sql_result.h"
#include "server/services/user_rows.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kDevice = u"device"_s;
const QString kLink = u"sign_in_link"_s;

/// Whose device this is; null for one never seen.
Result<UserId> ownerOf(sql::Database &db, DeviceId device)
{
    auto query = db.query(u"SELECT user_id FROM device WHERE id = ?"_s);
    const auto found = first(query.bind(device));
    if (!found)
        return tl::make_unexpected(found.error());
    return *found ? query.id<UserId>(0) : UserId();
}

/// Takes a seq of the owner's stream for the row, and tells her other devices.
Result<void> publishDevice(Context &context, UserId user, DeviceId device, UserId actor)
{
    const StreamId stream = StreamId::user(user);
    const auto seq = appendChange(
        context, stream, EntityType::Device, idCast<EntityId>(device), ChangeOp::Upsert, actor, OpId());
    if (!seq)
        return sqlFailure(seq.error());
    auto stamp = context.db.query(u"UPDATE device SET seq = ?, version = version + 1 WHERE id = ?"_s);
    if (auto done = run(stamp.bind(*seq).bind(device)); !done)
        return done;
    const auto row = deviceRow(context.db, device);
    if (!row)
        return tl::make_unexpected(row.error());
    return lift(publish(
        context, stream, {*seq, EntityType::Device, idCast<EntityId>(device), ChangeOp::Upsert, **row}));
}

Result<void> insertDevice(Context &context, UserId user, const DeviceInput &device)
{
    const qint64 now = context.clock.wallMs();
    auto query =
        context.db.query(u"INSERT INTO device(id, user_id, name, created_ms, seen_ms) VALUES(?, ?, ?, ?, ?)"
                         " ON CONFLICT(id) DO UPDATE SET name = excluded.name, seen_ms = excluded.seen_ms,"
                         " removed_ms = NULL"_s);
    return run(query.bind(device.id).bind(user).bind(device.name).bind(now).bind(now));
}

/// The devices beyond the limit, longest unseen first.
Result<QVector<DeviceId>> devicesTooMany(sql::Database &db, UserId user)
{
    QVector<DeviceId> devices;
    auto query =
        db.query(u"SELECT id FROM device WHERE user_id = ? AND kind = 'device' AND removed_ms IS NULL"
                 " ORDER BY seen_ms DESC, id LIMIT -1 OFFSET ?"_s);
    if (auto done = run(query.bind(user).bind(limits::kDevicesPerUser)); !done)
        return tl::make_unexpected(done.error());
    while (query.next())
        devices.append(query.id<DeviceId>(0));
    return devices;
}

} // namespace

Result<DeviceInput> DeviceInput::fromJson(const QJsonObject &object)
{
    DeviceInput device;
    JsonReader reader(object, u"device"_s);
    reader.id(u"id", device.id);
    reader.text(u"name", device.name, limits::kNameMax);
    if (auto done = reader.finish(); !done)
        return tl::make_unexpected(done.error());
    device.name = cleanName(device.name);
    return device;
}

Result<void> checkDevice(sql::Database &db, UserId user, DeviceId device)
{
    const auto owner = ownerOf(db, device);
    if (!owner)
        return tl::make_unexpected(owner.error());
    if (owner->isNull() || *owner == user)
        return {};
    return fail(ProblemCode::InvalidField, u"This device id belongs to another account. Make a new one."_s,
        u"device.id"_s);
}

Result<DeviceInput> readSignIn(const Request &request, const std::function<void(JsonReader &)> &readOwn)
{
    const auto object = parseJsonObject(request.body);
    if (!object)
        return tl::make_unexpected(object.error());
    QJsonObject device;
    JsonReader reader(*object);
    readOwn(reader);
    reader.object(u"device", device);
    if (auto done = reader.finish(); !done)
        return tl::make_unexpected(done.error());
    return DeviceInput::fromJson(device);
}

Result<void> seeDevice(Context &context, UserId user, const DeviceInput &device)
{
    if (auto done = checkDevice(context.db, user, device.id); !done)
        return done;
    if (auto done = insertDevice(context, user, device); !done)
        return done;
    if (auto done = publishDevice(context, user, device.id, user); !done)
        return done;
    const auto tooMany = devicesTooMany(context.db, user);
    if (!tooMany)
        return tl::make_unexpected(tooMany.error());
    for (const DeviceId old : *tooMany) {
        if (auto done = removeDevice(context, user, old); !done)
            return tl::make_unexpected(done.error());
        if (auto done = endSessionsOfDevice(context, user, old); !done)
            return done;
    }
    return {};
}

Result<void> announceSignInLink(
    Context &context, UserId user, DeviceId link, const QString &name, qint64 expiresMs, UserId issuer)
{
    const qint64 now = context.clock.wallMs();
    auto query =
        context.db.query(u"INSERT INTO device(id, user_id, kind, name, created_ms, seen_ms, expires_ms)"
                         " VALUES(?, ?, ?, ?, ?, ?, ?)"_s);
    query.bind(link).bind(user).bind(kLink).bind(name).bind(now).bind(now).bind(expiresMs);
    if (auto done = run(query); !done)
        return done;
    return publishDevice(context, user, link, issuer);
}

Result<bool> removeDevice(Context &context, UserId user, DeviceId device)
{
    auto query = context.db.query(
        u"UPDATE device SET removed_ms = ? WHERE id = ? AND user_id = ? AND removed_ms IS NULL"_s);
    if (auto done = run(query.bind(context.clock.wallMs()).bind(device).bind(user)); !done)
        return tl::make_unexpected(done.error());
    if (query.rowsAffected() == 0)
        return false;
    if (auto done = publishDevice(context, user, device, user); !done)
        return tl::make_unexpected(done.error());
    return true;
}

Result<QJsonObject> listDevices(sql::Database &db, UserId user, DeviceId current)
{
    QJsonArray devices;
    auto query = db.query(u"SELECT id, name, created_ms, seen_ms FROM device WHERE user_id = ? AND kind = ?"
                          " AND removed_ms IS NULL ORDER BY seen_ms DESC, id"_s);
    if (auto done = run(query.bind(user).bind(kDevice)); !done)
        return tl::make_unexpected(done.error());
    while (query.next()) {
        const auto id = query.id<DeviceId>(0);
        devices.append(QJsonObject{{u"id"_s, id.toString()}, {u"name"_s, query.text(1)},
            {u"created_at"_s, query.int64(2)}, {u"last_seen_at"_s, query.int64(3)},
            {u"current"_s, id == current}});
    }
    return QJsonObject{{u"devices"_s, devices}};
}

Result<std::optional<QJsonObject>> deviceRow(sql::Database &db, DeviceId device)
{
    static const QString text = selectText(kDeviceColumns, u"FROM device WHERE id=?");
    auto query = db.query(text);
    const auto found = first(query.bind(device));
    if (!found)
        return tl::make_unexpected(found.error());
    return *found ? std::optional(deviceAt(query)) : std::nullopt;
}

} // namespace preggo::server
