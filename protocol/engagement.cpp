// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/engagement.h"

namespace preggo {

int engagementScore(int reactions, int comments)
{
    return reactions * kReactionWeight + comments * kCommentWeight;
}

} // namespace preggo
