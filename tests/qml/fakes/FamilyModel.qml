// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import QtQml

/// Canned: a family in its 27th week.
QtObject {
    property string familyId: "f1"
    property string name: "The Bergs"
    property date dueDate: new Date(2027, 1, 23, 12)
    property bool hasDueDate: true
    property int weeks: 26
    property int days: 4
    property int daysLeft: 94
    property bool isParent: true
    property bool canPost: true
    property bool canComment: true
    property bool canInvite: true
    property bool canReact: true
    property int memberCount: 4
    property bool busy: false
    property string errorText: ""
    property var calls: []
    signal joined()
    signal invitePreviewed(string familyName, string role, string inviter)
    signal inviteCreated(string link, string code, date expiresAt)
    function note(name: string, args: var): void { calls = calls.concat([{"name": name, "args": args}]); }
    function createFamily(name: string, dueDate: var, relation: string): void { note("createFamily", [name, dueDate, relation]); }
    function joinByCode(code: string, relation: string): void { note("joinByCode", [code, relation]); }
    function previewInvite(code: string): void { invitePreviewed("The Bergs", "viewer", "Anna"); }
    function createInvite(role: string, relation: string): void {
        inviteCreated("https://preggo.example/join#k7Qm2vXy9s", "KQ7M-2XYW", new Date(2026, 10, 29, 12));
    }
    function clearError(): void { errorText = ""; }
}
