// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/service.h"

namespace preggo::server {

void Effects::merge(Effects &&other)
{
    published.append(std::move(other.published));
    heads.insert(other.heads);
    membersChanged.append(std::move(other.membersChanged));
    sessionsEnded.append(std::move(other.sessionsEnded));
}

} // namespace preggo::server
