// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Models
import Preggo.Theme

/// One comment of a thread, set in by how deep it answers.
FocusScope {
    id: root

    required property int index
    required property string commentId
    required property int depth
    required property string authorName
    required property string authorRelation
    required property string authorInitials
    required property int authorColor
    required property string text
    required property date publishedAt
    required property bool edited
    required property bool canEdit
    required property bool canDelete
    required property bool deleted
    required property int delivery
    required property string deliveryText
    property bool canComment: true
    readonly property int indent: Math.min(depth, 3) * (width < 400 ? Theme.space3 : Theme.space5)
    signal replyRequested()
    signal menuRequested()

    implicitHeight: column.height + Theme.space2
    activeFocusOnTab: true
    Accessible.role: Accessible.ListItem
    Accessible.focusable: true
    Accessible.name: deleted ? qsTr("A removed comment")
        : qsTr("%1, %2: %3").arg(authorName).arg(Words.when(publishedAt, Words.now)).arg(text)

    FocusRing {
        visible: root.activeFocus && root.ListView.isCurrentItem
        gap: -4
    }
    Avatar {
        id: avatar
        x: root.LayoutMirroring.enabled ? root.width - width - root.indent : root.indent
        size: 32
        opacity: root.deleted ? 0.4 : 1
        initials: root.authorInitials
        colorIndex: root.authorColor
    }
    Column {
        id: column
        x: root.LayoutMirroring.enabled ? 0 : root.indent + avatar.width + Theme.space2
        width: root.width - root.indent - avatar.width - Theme.space2

        Rectangle {
            width: Math.min(parent.width, Math.max(who.width, Theme.bodyWidth(words.text)) + 2 * Theme.space3)
            height: content.height + 2 * Theme.space2
            anchors.left: parent.left
            radius: Theme.radiusCard
            color: Theme.raised
            Column {
                id: content
                x: Theme.space3
                y: Theme.space2
                width: parent.width - 2 * Theme.space3
                spacing: 2
                Label {
                    id: who
                    width: Math.min(Math.ceil(implicitWidth), column.width - 2 * Theme.space3)
                    anchors.left: parent.left
                    visible: !root.deleted
                    text: root.authorRelation !== "" ? root.authorName + " · " + root.authorRelation : root.authorName
                    font.pixelSize: Theme.fontSmall
                    font.weight: Font.DemiBold
                }
                Label {
                    id: words
                    width: parent.width
                    text: root.deleted ? qsTr("This comment was removed.") : root.text
                    color: root.deleted ? Theme.softInk : Theme.ink
                    lineHeight: 1.3
                }
            }
        }
        Flow {
            width: parent.width
            visible: !root.deleted
            spacing: Theme.space1
            Label {
                height: Theme.target
                verticalAlignment: Text.AlignVCenter
                leftPadding: Theme.space3
                rightPadding: Theme.space2
                text: root.edited ? qsTr("%1 · edited").arg(Words.when(root.publishedAt, Words.now))
                    : Words.when(root.publishedAt, Words.now)
                font.pixelSize: Theme.fontSmall
                color: Theme.softInk
            }
            Button {
                visible: root.canComment && root.delivery === FeedModel.Sent
                kind: "quiet"
                text: qsTr("Reply")
                Accessible.name: qsTr("Reply to %1").arg(root.authorName)
                onClicked: root.replyRequested()
            }
            IconButton {
                visible: root.canEdit || root.canDelete
                symbol: "more"
                text: qsTr("More for this comment")
                onClicked: root.menuRequested()
            }
        }
        StateLine {
            width: parent.width
            visible: root.deliveryText !== ""
            text: root.deliveryText
            tone: root.delivery === FeedModel.Refused ? "wrong" : "wait"
            symbol: root.delivery === FeedModel.Refused ? "warning" : "clock"
        }
    }
}
