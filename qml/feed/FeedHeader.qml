// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// Qt 6.4 cannot make bound components in a Loader or as the head of a view, so the parts below reach `root` unbound.
// qmllint disable unqualified

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
        {"kind": "celebration", "text": qsTr("Celebrations")}]

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
        layoutDirection: LayoutMirroring.enabled ? Qt.RightToLeft : Qt.LeftToRight
        spacing: Theme.space2
        boundsBehavior: Flickable.StopAtBounds
        model: root.choices
        Accessible.role: Accessible.PageTabList
        Accessible.name: qsTr("What to show")
        footer: Chip {
            x: Theme.space2
            symbol: "love"
            text: qsTr("Most loved")
            checkable: true
            checked: root.sortBy === "loved"
            onClicked: root.sorted(root.sortBy === "loved" ? "newest" : "loved")
        }
        delegate: Chip {
            required property var modelData
            text: modelData.text
            checkable: true
            checked: root.filterKind === modelData.kind
            onClicked: root.filtered(modelData.kind)
        }
    }
}
