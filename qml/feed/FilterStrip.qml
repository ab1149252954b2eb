// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// What to show of the feed and in which order, in one line that can be pushed sideways.
ListView {
    id: root

    required property FeedHeader header

    readonly property var choices: [
        {"kind": "", "text": qsTr("Everything")},
        {"kind": "photo", "text": qsTr("Photos")},
        {"kind": "ultrasound", "text": qsTr("Ultrasound")},
        {"kind": "milestone", "text": qsTr("Milestones")},
        {"kind": "week", "text": qsTr("Weeks")},
        {"kind": "celebration", "text": qsTr("Celebrations")},
        {"kind": "loved", "text": qsTr("Most loved")}]

    implicitHeight: Math.max(Theme.target, contentItem.childrenRect.height)
    leftMargin: header.sideMargin
    rightMargin: header.sideMargin
    orientation: ListView.Horizontal
    clip: true
    spacing: Theme.space2
    boundsBehavior: Flickable.StopAtBounds
    model: choices
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("What to show")
    delegate: Chip {
        required property var modelData
        readonly property bool order: modelData.kind === "loved"
        symbol: order ? "love" : ""
        text: modelData.text
        checkable: true
        checked: order ? root.header.sortBy === "loved" : root.header.filterKind === modelData.kind
        onClicked: {
            if (order)
                root.header.sorted(root.header.sortBy === "loved" ? "newest" : "loved");
            else
                root.header.filtered(modelData.kind);
        }
    }
}
