// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QStringList>

namespace preggo::server {

// The statements of the server's schema, by the rooms that own the tables. SQLite now; ids are 16
// bytes, times are milliseconds since 1970 in UTC, streams are their text, dates are ISO 8601.

/// Streams, changes, the ledger, families, members, posts, comments, reactions, media, reports, and
/// what u: streams hold.
[[nodiscard]] QStringList contentSchemaV1();

/// Accounts, sessions, devices, recovery codes, sign-in links, invites, uploads, blobs.
[[nodiscard]] QStringList accountSchemaV1();

} // namespace preggo::server
