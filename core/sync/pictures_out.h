// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/sync/sync_core.h"

namespace preggo {

// What becomes of pictures that no action names any more, once the outbox says so on disk. One that an
// action names again by then is left alone.

/// Their files lie in the trash with the action that named them.
void stopSending(SyncCore &core, const QVector<MediaOut> &pictures);
/// Nobody wants them back: their files go too.
void forgetPictures(SyncCore &core, const QVector<MediaOut> &pictures);

} // namespace preggo
