// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/http/shell.h"

#include "protocol/limits.h"

namespace preggo::server {

Deadlines Deadlines::standard()
{
    using std::chrono::seconds;
    return {seconds(limits::kHeaderSeconds), seconds(limits::kBodySeconds), seconds(limits::kWriteSeconds),
        seconds(limits::kIdleSeconds), seconds(limits::kHandshakeSeconds)};
}

} // namespace preggo::server
