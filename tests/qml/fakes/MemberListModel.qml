// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import Preggo.Models

/// Canned: four people.
CannedList {
    rows: [
        {"userId": "u1", "name": "Anna Berg", "relation": "Mum", "role": "owner", "roleText": "Parent", "initials": "AB", "colorIndex": 0, "isSelf": true},
        {"userId": "u2", "name": "Jonas Berg", "relation": "Dad", "role": "co_parent", "roleText": "Parent", "initials": "JB", "colorIndex": 1, "isSelf": false},
        {"userId": "u3", "name": "Margarete Lindqvist", "relation": "Grandma", "role": "contributor", "roleText": "Writes and comments", "initials": "ML", "colorIndex": 4, "isSelf": false},
        {"userId": "u4", "name": "Karl Berg", "relation": "Grandpa", "role": "viewer", "roleText": "Looks and reacts", "initials": "KB", "colorIndex": 5, "isSelf": false}]
}
