// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import QtQml

/// Canned: notes what is asked of it.
QtObject {
    property var calls: []
    signal told(string text)
    function save(mediaId: string, file: url): void { calls = calls.concat([{"name": "save", "args": [mediaId, file.toString()]}]); }
}
