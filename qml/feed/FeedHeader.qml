// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// Above the first post: the week, what to show, and in which order.
Column {
    id: root

    required property bool showWeek
    required property int weeks
    required property int days
    required property int daysLeft
    required property date dueDate
    required property string filterKind
    required property string sortBy
    property int sideMargin: 0
    signal filtered(string kind)
    signal sorted(string by)

    readonly property var choices: [
        {"kind": "", "text": qsTr("Everything")},
        {"kind": "photo", "text": qsTr("Photos")},
        {"kind": "ultrasound", "text": qsTr("Ultrasound")},
        {"kind": "milestone", "text": qsTr("Milestones")},
        {"kind": "week", "text": qsTr("Weeks")},
        {"kind": "celebration", "text": qsTr("Celebrations")},
        {"kind": "loved", "text": qsTr("Most loved")}]

    spacing: Theme.space2
    topPadding: Theme.space3
    bottomPadding: Theme.space3

    WeekCard {
        x: root.sideMargin
        width: root.width - 2 * root.sideMargin
        visible: root.showWeek
        compact: true
        weeks: root.weeks
        days: root.days
        daysLeft: root.daysLeft
        dueDate: root.dueDate
    }
    ListView {
        id: strip
        width: root.width
        height: Math.max(Theme.target, contentItem.childrenRect.height)
        leftMargin: root.sideMargin
        rightMargin: root.sideMargin
        orientation: ListView.Horizontal
        spacing: Theme.space2
        boundsBehavior: Flickable.StopAtBounds
        model: root.choices
        Accessible.role: Accessible.PageTabList
        Accessible.name: qsTr("What to show")
        delegate: Chip {
            required property var modelData
            readonly property bool order: modelData.kind === "loved"
            symbol: order ? "love" : ""
            text: modelData.text
            checkable: true
            checked: order ? root.sortBy === "loved" : root.filterKind === modelData.kind
            onClicked: {
                if (order)
                    root.sorted(root.sortBy === "loved" ? "newest" : "loved");
                else
                    root.filtered(modelData.kind);
            }
        }
    }
}
