// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/executor.h"
#include "core/seams/http_transport.h"
#include "core/seams/net_status.h"
#include "core/seams/ws_transport.h"
#include "core/sync/media_uploads.h"
#include "core/sync/token_source.h"
#include "protocol/clock.h"
#include "protocol/rng.h"
#include "storage/cache.h"
#include "storage/outbox.h"

namespace preggo {

/// What the engine works with. All must outlive it, and the storage executor must be idle or stopped
/// before `outbox` and `cache` go.
struct EngineDeps
{
    const Clock &clock;
    Rng &rng;
    Executor &main; ///< the engine's own thread
    Executor &storage; ///< the only thread that touches `outbox` and `cache`
    Outbox &outbox;
    Cache &cache;
    HttpTransport &http;
    WsTransport &ws;
    TokenSource &tokens;
    NetStatus *net = nullptr;
    MediaUploads *uploads = nullptr;
    UserId self;
    DeviceId device;
};

} // namespace preggo
