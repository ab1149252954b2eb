// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/media_out.h"

namespace preggo {

/// Told by MediaUploads, on the main thread, never from within a call to it.
class MediaUploadListener
{
public:
    virtual ~MediaUploadListener() = default;
    virtual void mediaStored(MediaId media) = 0;
    /// For good: the file is no picture, is too large, the family is closed to this person, ...
    virtual void mediaRefused(MediaId media, const Problem &why) = 0;
    virtual void mediaProgress(MediaId media, qint64 sent, qint64 total) = 0;
};

/// Sends pictures; retries for ever by itself (docs/sync.md, section 10). It notes tus addresses and
/// offsets in the outbox; states are written by the engine. Main thread.
class MediaUploads
{
public:
    virtual ~MediaUploads() = default;
    virtual void setListener(MediaUploadListener *listener) = 0;
    /// A committed row in state Waiting; also called for every such row at start. Twice is once.
    virtual void enqueue(const MediaOut &row) = 0;
    /// The row is gone: stop sending and remove its file.
    virtual void forget(const MediaOut &row) = 0;
    /// The post of this picture is settled: the file has done its work and may become a cached picture.
    virtual void settled(const MediaOut &row) = 0;
    /// The network came back or the app came to the front: do not wait any longer.
    virtual void wake() = 0;
};

} // namespace preggo
