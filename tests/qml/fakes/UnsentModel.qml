// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import Preggo.Models

/// Canned: what a newer version left; not shown unless a test says so.
CannedList {
    property bool shown: false
    property bool busy: false
    property string resultText: ""
    property bool failed: false
    property var calls: []
    function saveTo(folder: url): void { calls = calls.concat([{"name": "saveTo", "args": [folder.toString()]}]); }
    rows: [
        {"title": "Post with 2 pictures", "preview": "The first time that she kicked back, and we both saw it.",
            "writtenAt": new Date(Date.now() - 5400000)},
        {"title": "Something from another version of Preggo", "preview": "", "writtenAt": new Date(Date.now() - 2000000)},
        {"title": "Comment", "preview": "We can bring the pram on Sunday.", "writtenAt": new Date(NaN)},
        {"title": "Draft", "preview": "Dear all, this week", "writtenAt": new Date(Date.now() - 60000)}]
}
