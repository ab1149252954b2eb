// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/problem.h"

#include <QByteArray>

#include <functional>

namespace preggo {

/// Where the engine gets access tokens from. Main thread; callbacks run there, perhaps from within the call.
class TokenSource
{
public:
    virtual ~TokenSource() = default;
    /// A token that should be good now, refreshed first where need be (single-flight). A problem with
    /// status 401 means that the person must sign in; any other means: try later.
    virtual void accessToken(std::function<void(Result<QByteArray>)> done) = 0;
    /// The server refused this token; the next accessToken() gives another or a problem.
    virtual void rejected(const QByteArray &token) = 0;
};

} // namespace preggo
