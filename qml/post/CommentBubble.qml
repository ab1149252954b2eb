// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// One comment on a card: who and what, without buttons.
Item {
    id: root

    required property string authorName
    required property string authorInitials
    required property int authorColor
    required property string commentText
    required property bool sent
    property int maximumLines: 3

    implicitHeight: Math.max(avatar.height, bubble.height)
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1 wrote: %2").arg(authorName).arg(commentText)

    Avatar {
        id: avatar
        anchors.left: parent.left
        size: 28
        initials: root.authorInitials
        colorIndex: root.authorColor
    }
    Rectangle {
        id: bubble
        anchors.left: avatar.right
        anchors.leftMargin: Theme.space2
        width: Math.min(parent.width - avatar.width - Theme.space2,
            Math.max(Math.ceil(who.implicitWidth), Theme.bodyWidth(root.commentText)) + 2 * Theme.space3 + 1)
        height: content.height + 2 * Theme.space2
        radius: Theme.radiusCard
        color: Theme.raised

        Column {
            id: content
            x: Theme.space3
            y: Theme.space2
            width: parent.width - 2 * Theme.space3
            spacing: 1
            Label {
                id: who
                width: parent.width
                text: root.sent ? root.authorName : qsTr("%1 · waiting to send").arg(root.authorName)
                font.pixelSize: Theme.fontSmall
                font.weight: Font.DemiBold
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
            }
            Label {
                id: words
                width: parent.width
                text: root.commentText
                maximumLineCount: root.maximumLines
                elide: Text.ElideRight
            }
        }
    }
}
