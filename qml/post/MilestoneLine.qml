// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// What was reached, in honey.
Rectangle {
    id: root

    required property PostContent post
    readonly property bool celebration: post.kind === "celebration"

    implicitHeight: words.implicitHeight + 2 * Theme.space2
    radius: Theme.radiusCard
    color: Theme.honeyWash

    Icon {
        id: sign
        anchors.left: parent.left
        anchors.leftMargin: Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        name: root.celebration ? "celebrate" : "star"
        size: Math.round(Theme.icon * 0.9)
        color: Theme.honey
    }
    Label {
        id: words
        anchors.left: sign.right
        anchors.leftMargin: Theme.space2
        anchors.right: parent.right
        anchors.rightMargin: Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        text: root.post.milestone !== "" ? root.post.milestone : qsTr("A celebration")
        font.weight: Font.DemiBold
        color: Theme.honey
    }
}
