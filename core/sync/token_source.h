// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

// The engine's view of the session; the interface stands with the other seams.
#include "core/seams/token_source.h"
