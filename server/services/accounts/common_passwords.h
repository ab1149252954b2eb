// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QStringView>

namespace preggo::server {

/// Whether this is one of the passwords that guessers try first. Compares without regard to case.
[[nodiscard]] bool isCommonPassword(QStringView password);

} // namespace preggo::server
