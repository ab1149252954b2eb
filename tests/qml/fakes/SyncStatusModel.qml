// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import QtQml

/// Canned.
QtObject {
    property bool online: true
    property bool connected: true
    property date lastSyncedAt: new Date(2026, 10, 22, 14, 2)
    property int waiting: 0
    property int refused: 0
    property string text: "Up to date 14:02"
    property bool signInNeeded: false
    property bool securityProblem: false
}
