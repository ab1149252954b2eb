// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"
#include "server/services/accounts/devices.h"
#include "server/services/accounts/tokens.h"
#include "server/services/service.h"

#include <QJsonObject>

namespace preggo::server {

// A session is one sign-in on one device. Its refresh token has a generation; using it makes the next:
//
//   generation n used  ->  n + 1 is issued
//   n used again within limits::kRefreshGraceMs, n + 1 unused  ->  the same pair again (the answer was lost)
//   anything older, or later  ->  two hold the token: the session ends

/// Signs in: sees the device, ends its earlier sessions, starts a new one and returns
/// {user_id, name, access_token, refresh_token, expires_in}. In the writer.
[[nodiscard]] Result<QJsonObject> startSession(
    Context &context, const TokenIssuer &tokens, UserId user, const QString &name, const DeviceInput &device);

/// Changes a refresh token for the next pair. In the writer.
[[nodiscard]] Result<QJsonObject> rotateSession(
    Context &context, const TokenIssuer &tokens, QByteArrayView refreshToken);

[[nodiscard]] Result<void> endSession(Context &context, SessionId session);
[[nodiscard]] Result<void> endSessionsOfDevice(Context &context, UserId user, DeviceId device);
[[nodiscard]] Result<void> endSessionsOfUser(Context &context, UserId user);

} // namespace preggo::server
