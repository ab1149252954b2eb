// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// The name of the family and how fresh the feed is. Pressing the line leads to what waits.
Item {
    id: root

    required property string familyName
    required property string statusText
    required property bool trouble
    required property bool offline
    required property int waiting
    property int contentWidth: width
    signal outboxRequested()

    implicitHeight: column.height + 2 * Theme.space2

    Rectangle {
        anchors.fill: parent
        color: Theme.paper
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.hairlineWidth
        color: Theme.hairline
    }
    Column {
        id: column
        x: Math.round((parent.width - width) / 2)
        y: Theme.space2
        width: root.contentWidth
        spacing: 2

        Label {
            width: parent.width
            text: root.familyName
            font.pixelSize: Theme.fontTitle
            font.weight: Font.DemiBold
            maximumLineCount: 2
            elide: Text.ElideRight
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        StateLine {
            width: parent.width
            text: root.statusText
            tone: root.trouble ? "wrong" : root.waiting > 0 || root.offline ? "wait" : "calm"
            symbol: root.trouble ? "warning" : root.offline ? "offline" : root.waiting > 0 ? "clock" : "check"
            action: root.trouble || root.waiting > 0 ? qsTr("Show") : ""
            onTriggered: root.outboxRequested()
        }
    }
}
