// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/services/accounts/member_change.h"

namespace preggo::server {

/// Everybody may leave, an owner removes anybody, a co-parent contributors and viewers; never the last
/// owner.
[[nodiscard]] Result<void> mayRemoveMember(sql::Database &db, const MemberPair &pair);

/// Ends the membership and all that was granted by it: audience lists, open invites and sign-in links
/// that she made in this family. Sessions stay; what they may read is decided anew at each request.
[[nodiscard]] Result<void> removeMember(Context &context, const Actor &actor, const MemberPair &pair);

} // namespace preggo::server
