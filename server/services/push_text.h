// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/sync_messages.h"

namespace preggo::server {

/// The JSON of PushReply::toJson() without its tree of values: the writer's thread spends less time
/// for an action than a tree for its answer takes.
[[nodiscard]] QByteArray pushReplyText(const PushReply &reply);

} // namespace preggo::server
