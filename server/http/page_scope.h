// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/services/service.h"

#include <optional>

namespace preggo::server {

/// What a cacheable page is made of: one stream, or all that the reader may see of a family.
struct PageScope
{
    FamilyId family; ///< null for a user's stream
    StreamId stream; ///< null: the whole family
};

/// The scope of a request to a route whose pages may be kept; nothing for any other.
[[nodiscard]] std::optional<PageScope> pageScopeOf(const Route &route, const Request &request);

/// The stream whose news a request wants to wait for; null for any other.
[[nodiscard]] StreamId awaitedStream(const Route &route, const Request &request);

/// The streams that the page depends on: all readable ones of the family, or the one that was asked
/// for. Empty where the reader may not see it.
[[nodiscard]] QVector<StreamId> streamsOfPage(
    const PageScope &scope, UserId reader, const QVector<StreamId> &readableOfFamily);

} // namespace preggo::server
