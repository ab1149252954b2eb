// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Models
import Preggo.Theme

/// The places of the app along the edge: a narrow rail on a tablet, names and families on a desktop.
Rectangle {
    id: root

    required property string current
    required property bool canPost
    required property bool attention
    required property bool expanded
    required property FamilyListModel families
    signal chosen(string place)
    signal composeRequested()
    signal familyChosen(string familyId)

    implicitWidth: expanded ? 248 : Math.max(88, feed.implicitWidth + 2 * Theme.space2)
    color: Theme.surface
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Places")

    Rectangle {
        anchors.right: parent.right
        width: Theme.hairlineWidth
        height: parent.height
        color: Theme.hairline
    }
    Column {
        x: root.expanded ? Theme.space4 : Theme.space2
        y: Theme.space4
        width: parent.width - 2 * x
        spacing: Theme.space2

        Row {
            anchors.left: root.expanded ? parent.left : undefined
            anchors.leftMargin: Theme.space3
            anchors.horizontalCenter: root.expanded ? undefined : parent.horizontalCenter
            spacing: Theme.space2
            bottomPadding: Theme.space3
            Icon {
                name: "love"
                size: 28
                color: Theme.rose
            }
            Label {
                visible: root.expanded
                text: "Preggo"
                font.pixelSize: Theme.fontTitle
                font.weight: Font.DemiBold
                wrapMode: Text.NoWrap
            }
        }
        Button {
            width: parent.width
            visible: root.canPost && root.expanded
            kind: "primary"
            symbol: "add"
            text: qsTr("New post")
            onClicked: root.composeRequested()
        }
        IconButton {
            anchors.horizontalCenter: parent.horizontalCenter
            width: 52
            height: 52
            visible: root.canPost && !root.expanded
            symbol: "add"
            text: qsTr("New post")
            filled: true
            onClicked: root.composeRequested()
        }
        Item {
            width: 1
            height: Theme.space2
        }
        NavItem {
            id: feed
            width: parent.width
            beside: root.expanded
            symbol: "feed"
            text: qsTr("Feed")
            checked: root.current === "feed"
            onClicked: root.chosen("feed")
        }
        NavItem {
            width: parent.width
            beside: root.expanded
            symbol: "album"
            text: qsTr("Album")
            checked: root.current === "album"
            onClicked: root.chosen("album")
        }
        NavItem {
            width: parent.width
            beside: root.expanded
            symbol: "family"
            text: qsTr("Family")
            checked: root.current === "family"
            onClicked: root.chosen("family")
        }
        NavItem {
            width: parent.width
            beside: root.expanded
            symbol: "me"
            text: qsTr("Me")
            attention: root.attention
            checked: root.current === "me"
            onClicked: root.chosen("me")
        }
        Label {
            width: parent.width
            topPadding: Theme.space4
            leftPadding: Theme.space3
            visible: root.expanded && root.families.count > 1
            text: qsTr("Families")
            font.pixelSize: Theme.fontSmall
            color: Theme.softInk
        }
        Repeater {
            model: root.expanded && root.families.count > 1 ? root.families : null
            ListRow {
                required property string familyId
                required property string name
                required property bool isCurrent
                width: parent ? parent.width : 0
                symbol: isCurrent ? "check" : "family"
                text: name
                color: isCurrent ? Theme.rose : Theme.ink
                onClicked: root.familyChosen(familyId)
            }
        }
    }
}
