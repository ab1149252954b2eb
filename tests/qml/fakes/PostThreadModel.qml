// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import Preggo.Models

/// Canned: a thread with answers, a removed comment and one that waits.
CannedList {
    id: root
    property PostItem post: PostItem { }
    property bool found: true
    property string draftText: ""
    property string replyToId: ""
    property string replyToName: ""
    property int remaining: 2000 - draftText.length
    property bool canSend: draftText.trim() !== ""
    property bool busy: false
    property bool released: false
    property var calls: []
    signal commentRemoved(string commentId)
    signal noticed(string text)
    function note(name: string, args: var): void { calls = calls.concat([{"name": name, "args": args}]); }
    function replyTo(id: string): void { replyToId = id; replyToName = id === "" ? "" : "Margarete"; }
    function send(): void { note("send", [draftText]); draftText = ""; }
    function editComment(id: string, text: string): void { note("editComment", [id, text]); }
    function removeComment(id: string): void { note("removeComment", [id]); commentRemoved(id); }
    function undoRemoveComment(id: string): void { note("undoRemoveComment", [id]); }
    function react(kind: string): void { note("react", [kind]); }
    function release(): void { released = true; }
    function row(id: string, depth: int, who: var, text: string, minutes: int, more: var): var {
        return Object.assign({"commentId": id, "parentId": "", "depth": depth, "authorName": who[0], "authorRelation": who[1],
            "authorInitials": who[2], "authorColor": who[3], "text": text, "publishedAt": new Date(Date.now() - minutes * 60000),
            "edited": false, "isMine": false, "canEdit": false, "canDelete": false, "deleted": false, "delivery": 0, "deliveryText": ""}, more);
    }
    readonly property var grandma: ["Margarete", "Grandma", "ML", 4]
    readonly property var dad: ["Jonas", "Dad", "JB", 1]
    readonly property var mum: ["Anna", "Mum", "AB", 0]
    readonly property var grandpa: ["Karl", "Grandpa", "KB", 5]
    rows: [
        row("c1", 0, grandma, "How beautiful. The light in this room is just right for the afternoons.", 190, {}),
        row("c2", 1, mum, "You have to come and sit in the chair.", 170, {"isMine": true, "canEdit": true, "canDelete": true}),
        row("c3", 2, grandma, "On Sunday. I bring cake.", 160, {"edited": true}),
        row("c4", 0, grandpa, "", 120, {"deleted": true}),
        row("c5", 1, dad, "The screw was under the carpet all along.", 60, {}),
        row("c6", 0, mum, "Thank you all.", 1, {"isMine": true, "canEdit": true, "canDelete": true, "delivery": 1,
            "deliveryText": "Saved on this device. It goes out when there is a network."})]
}
