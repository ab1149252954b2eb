// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/sync_messages.h"
#include "server/realtime/frame_queue.h"
#include "server/services/service.h"

#include <QSet>

/// The messages that the server writes (docs/sync.md, section 11). Pure; any thread.
namespace preggo::server::frames {

[[nodiscard]] Frame welcome(const QByteArray &connection, const Heads &heads);
[[nodiscard]] Frame head(const Heads &heads);
[[nodiscard]] Frame lag(const QSet<StreamId> &streams);
[[nodiscard]] Frame revoked(const StreamId &stream);
[[nodiscard]] Frame reauth(qint64 byMs);
[[nodiscard]] Frame bye(int code, int retryAfterSeconds);
[[nodiscard]] Frame pong(qint64 n);
/// A committed change. One that is larger than limits::kFrameBytes goes as a `head`, so that the
/// readers pull it.
[[nodiscard]] Frame change(const Effects::Published &published);

/// The events of the family door. Null where a change has no event there, e.g. a member's name.
[[nodiscard]] Frame familyConnected(FamilyId family, qint64 wallMs);
[[nodiscard]] Frame familyEvent(const Effects::Published &published);
[[nodiscard]] Frame familyPong();

} // namespace preggo::server::frames
