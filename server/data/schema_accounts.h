// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QStringList>

namespace preggo::server {

/// The statements of version 1 for accounts, sessions, invites, uploads and blobs.
[[nodiscard]] QStringList accountSchemaV1();

} // namespace preggo::server
