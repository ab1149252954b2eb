// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// One person of the family.
Item {
    id: root

    required property string name
    required property string relation
    required property string roleText
    required property string initials
    required property int colorIndex
    required property bool isSelf

    implicitHeight: Math.max(56, words.implicitHeight + 2 * Theme.space2)
    Accessible.role: Accessible.ListItem
    Accessible.name: (isSelf ? qsTr("%1 (you)").arg(name) : name) + (relation !== "" ? ", " + relation : "") + ", " + roleText

    Avatar {
        id: avatar
        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        initials: root.initials
        colorIndex: root.colorIndex
    }
    Column {
        id: words
        anchors.left: avatar.right
        anchors.leftMargin: Theme.space3
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: 1
        Label {
            width: parent.width
            text: root.isSelf ? qsTr("%1 (you)").arg(root.name) : root.name
            font.weight: Font.Medium
        }
        Label {
            width: parent.width
            text: root.relation !== "" && root.roleText !== "" ? root.relation + " · " + root.roleText
                : root.relation + root.roleText
            font.pixelSize: Theme.fontSmall
            color: Theme.softInk
        }
    }
}
