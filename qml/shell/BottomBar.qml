// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// The places of the app within reach of one thumb.
Rectangle {
    id: root

    required property string current
    required property bool canPost
    required property bool attention
    signal chosen(string place)
    signal composeRequested()

    readonly property int cell: width / (canPost ? 5 : 4)

    implicitHeight: Math.max(64, feed.implicitHeight + Theme.space2)
    color: Theme.surface
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Places")

    Rectangle {
        width: parent.width
        height: Theme.hairlineWidth
        color: Theme.hairline
    }
    Row {
        anchors.fill: parent
        NavItem {
            id: feed
            width: root.cell
            height: parent.height
            symbol: "feed"
            text: qsTr("Feed")
            checked: root.current === "feed"
            onClicked: root.chosen("feed")
        }
        NavItem {
            width: root.cell
            height: parent.height
            symbol: "album"
            text: qsTr("Album")
            checked: root.current === "album"
            onClicked: root.chosen("album")
        }
        Item {
            visible: root.canPost
            width: root.cell
            height: parent.height
            IconButton {
                anchors.centerIn: parent
                width: 52
                height: 52
                symbol: "add"
                text: qsTr("New post")
                filled: true
                onClicked: root.composeRequested()
            }
        }
        NavItem {
            width: root.cell
            height: parent.height
            symbol: "family"
            text: qsTr("Family")
            checked: root.current === "family"
            onClicked: root.chosen("family")
        }
        NavItem {
            width: root.cell
            height: parent.height
            symbol: "me"
            text: qsTr("Me")
            attention: root.attention
            checked: root.current === "me"
            onClicked: root.chosen("me")
        }
    }
}
