// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components

/// Why a post is not with the family yet. Loaded for the few that need it.
StateLine {
    id: root

    required property PostContent post

    text: post.deliveryText
    tone: post.refused ? "wrong" : "wait"
    symbol: post.refused ? "warning" : "clock"
    action: post.refused ? qsTr("Try again") : ""
    onTriggered: post.retryRequested()
}
