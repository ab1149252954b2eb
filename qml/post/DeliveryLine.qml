// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components

/// Why a post is not with the family yet. Loaded for the few that need it.
StateLine {
    id: root

    property bool refused: false

    tone: refused ? "wrong" : "wait"
    symbol: refused ? "warning" : "clock"
    action: refused ? qsTr("Try again") : ""
}
