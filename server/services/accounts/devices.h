// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"
#include "protocol/json.h"
#include "server/services/service.h"

#include <QJsonObject>
#include <QString>

#include <functional>

namespace preggo::server {

/// One installation as a sign-in names it.
struct DeviceInput
{
    DeviceId id;
    QString name;

    [[nodiscard]] static Result<DeviceInput> fromJson(const QJsonObject &object);
};

/// The body of a request that signs somebody in: `readOwn` reads its own members, and every one names the
/// device that asks.
[[nodiscard]] Result<DeviceInput> readSignIn(
    const Request &request, const std::function<void(JsonReader &)> &readOwn);

// A device, and the announcement of a sign-in link, are rows of type `device` in the person's own
// stream: she sees who came in. `kind` is "device" or "sign_in_link".

/// Refuses a device that belongs to another account. Ask before the first write of a sign-in.
[[nodiscard]] Result<void> checkDevice(sql::Database &db, UserId user, DeviceId device);

/// Registers the device at a sign-in, or sees it again. Beyond limits::kDevicesPerUser the one unseen for
/// longest is removed.
[[nodiscard]] Result<void> seeDevice(Context &context, UserId user, const DeviceInput &device);

/// Tells the member's devices that somebody asked for a sign-in link for her.
[[nodiscard]] Result<void> announceSignInLink(
    Context &context, UserId user, DeviceId link, const QString &name, qint64 expiresMs, UserId issuer);

/// Removes a device or an announcement; false where the user has no such. Sessions are ended apart.
[[nodiscard]] Result<bool> removeDevice(Context &context, UserId user, DeviceId device);

/// {devices: [{id, name, created_at, last_seen_at, current}]}, the latest seen first.
[[nodiscard]] Result<QJsonObject> listDevices(sql::Database &db, UserId user, DeviceId current);

/// The row as it travels in the stream; nothing where there is none.
[[nodiscard]] Result<std::optional<QJsonObject>> deviceRow(sql::Database &db, DeviceId device);

} // namespace preggo::server
