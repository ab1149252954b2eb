// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/problem.h"

#include <QByteArray>

#include <functional>

namespace preggo {

/// Gives access tokens to those who make requests. Main thread.
class TokenSource
{
public:
    virtual ~TokenSource() = default;
    /// A token that was valid a moment ago, refreshed where it must be; concurrent calls share one
    /// refresh. Unauthorized means that the person must sign in; any other problem is transient.
    /// The callback may run from within the call.
    virtual void accessToken(std::function<void(Result<QByteArray>)> done) = 0;
    /// The server answered 401 to `token`: the next accessToken() brings another.
    virtual void rejected(const QByteArray &token) = 0;
};

} // namespace preggo
