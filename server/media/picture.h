// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/problem.h"
#include "server/media/prepared_picture.h"

namespace preggo::server {

/// Starts libvips once in the process: one thread a picture, no cache, and no loader but those of JPEG,
/// PNG and WebP. Safe from any thread. The others here call it; a process that waits for work calls it
/// before, because it takes a while.
void startPictures();

/// Loads what makes AVIF, where libvips was told to load no modules (WorkerProcess). Calls startPictures().
void startAvif();

/// Shrinks a picture of its own once: at the first use Orc, below libvips, makes code for this processor,
/// and a file for that. Calls startPictures().
void rehearsePictures();

/// Decodes untrusted bytes and makes every variant: w150 to w1200 in WebP and JPEG, each fitting inside
/// its square and never larger than the picture, and `full` in JPEG. Sizes that would repeat the next
/// smaller one are left out. `made` hears of each, the smallest first; `preview`, once the smallest is there.
///
/// UnsupportedMedia for what is no JPEG, PNG or WebP by its content; PictureTooLarge by its header, before
/// any pixel is decoded; PictureDamaged for what does not decode to its end. Blocks; any thread.
[[nodiscard]] Result<PreparedPicture> preparePicture(
    const QByteArray &bytes, const VariantSink &made = {}, const PreviewSink &preview = {});

/// The same sizes in AVIF, from a `full` that preparePicture() made; without `full` and placeholder.
[[nodiscard]] Result<PreparedPicture> makeAvif(const QByteArray &bytes, const VariantSink &made = {});

} // namespace preggo::server
