// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/problem.h"
#include "storage/sql/error.h"

namespace preggo {

/// What a failure of this device's disk means to the person: a sentence that says what to do.
[[nodiscard]] Problem toProblem(const sql::Error &error);

} // namespace preggo
