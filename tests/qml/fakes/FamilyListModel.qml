// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import Preggo.Models

/// Canned: two families.
CannedList {
    rows: [{"familyId": "f1", "name": "The Bergs", "isCurrent": true},
        {"familyId": "f2", "name": "Lena and Tom", "isCurrent": false}]
}
