// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/problem.h"

#include <QByteArray>

#include <memory>

#include <vips/vips.h>

namespace preggo::server {

// A thin hold on libvips' C interface. Only the sources of pictures include it.

struct DropImage
{
    void operator()(VipsImage *image) const { g_object_unref(image); }
};
using VipsHandle = std::unique_ptr<VipsImage, DropImage>;

/// Bytes that libvips made, as ours.
[[nodiscard]] inline QByteArray takeBytes(void *buffer, size_t length)
{
    QByteArray bytes(static_cast<const char *>(buffer), static_cast<qsizetype>(length));
    g_free(buffer);
    return bytes;
}

/// Forgets libvips' own words, which may quote the picture's content, and names the trouble in ours.
[[nodiscard]] inline tl::unexpected<Problem> pictureProblem(ProblemCode code)
{
    vips_error_clear();
    return fail(code);
}

} // namespace preggo::server
