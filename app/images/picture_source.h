// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/imaging/display.h"
#include "protocol/ids.h"
#include "protocol/problem.h"

#include <QImage>

#include <functional>

namespace preggo {

/// One picture as QML asks for it. Value type.
struct PictureRequest
{
    enum class What {
        Sent, ///< a picture of a post, in the size that fits
        Placeholder, ///< its soft, tiny stand-in, which is on this device with the post
        Own, ///< one's own file that is not sent yet
    };

    What what = What::Sent;
    MediaId media;
    PictureTarget target;

    friend bool operator==(const PictureRequest &, const PictureRequest &) = default;
};

/// Where the image provider gets its pictures. Main thread; results come there, never from within
/// load(), exactly once unless cancelled or the source goes.
class PictureSource
{
public:
    using Done = std::function<void(Result<QImage>)>;
    using Ticket = quint64;

    virtual ~PictureSource() = default;
    virtual Ticket load(const PictureRequest &request, Done done) = 0;
    virtual void cancel(Ticket ticket) = 0;
};

} // namespace preggo
