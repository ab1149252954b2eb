// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import Preggo.Models

/// Canned: one of every state.
CannedList {
    enum State { Waiting, Sending, Refused }
    property int waiting: 2
    property int refused: 1
    property var calls: []
    signal noticed(string text)
    signal draftReady()
    function note(name: string, args: var): void { calls = calls.concat([{"name": name, "args": args}]); }
    function retry(opId: string): void { note("retry", [opId]); }
    function pause(opId: string, paused: bool): void { note("pause", [opId, paused]); }
    function discard(opId: string): void { note("discard", [opId]); }
    function copyText(opId: string): void { note("copyText", [opId]); }
    function saveTo(folder: url): void { note("saveTo", [folder.toString()]); }
    function toDraft(opId: string): void { note("toDraft", [opId]); draftReady(); }
    rows: [
        {"opId": "o1", "title": "Post with 3 pictures", "preview": "The crib is up. It took two grandfathers and one missing screw.",
            "state": OutboxModel.Sending, "reason": "Sending 2 of 3 pictures…", "createdAt": new Date(Date.now() - 240000), "progress": 0.55,
            "canRetry": false, "canEdit": false, "canDiscard": true, "canPause": true, "paused": false},
        {"opId": "o2", "title": "Comment", "preview": "We can bring the pram on Sunday.", "state": OutboxModel.Waiting,
            "reason": "Saved on this device. It goes out when there is a network.", "createdAt": new Date(Date.now() - 2000000), "progress": -1,
            "canRetry": false, "canEdit": false, "canDiscard": true, "canPause": false, "paused": false},
        {"opId": "o3", "title": "Post with 1 picture", "preview": "Twenty weeks today.", "state": OutboxModel.Refused,
            "reason": "Not sent: this picture is too large (31 MB, at most 25). Your text is kept.", "createdAt": new Date(Date.now() - 9000000),
            "progress": -1, "canRetry": true, "canEdit": true, "canDiscard": true, "canPause": false, "paused": false}]
}
