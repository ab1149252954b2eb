// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// Qt 6.4 cannot make bound components in a Loader, so what is loaded reaches `root` unbound.
// qmllint disable unqualified

import QtQuick
import Preggo.Components
import Preggo.Theme

/// Who, what she is to the baby, in which week, and when.
Item {
    id: root

    required property string authorName
    required property string authorRelation
    required property string authorInitials
    required property int authorColor
    required property int weeks
    required property int days
    required property date publishedAt
    required property bool edited
    required property bool hasMenu
    signal menuRequested(Item anchor)

    implicitHeight: Math.max(avatar.height, words.height)

    Avatar {
        id: avatar
        anchors.left: parent.left
        initials: root.authorInitials
        colorIndex: root.authorColor
    }
    Column {
        id: words
        anchors.left: avatar.right
        anchors.leftMargin: Theme.space3
        anchors.right: menu.left
        spacing: 3

        Flow {
            width: parent.width
            spacing: 6
            Label {
                width: Math.min(Math.ceil(implicitWidth), parent.width)
                text: root.authorName
                font.weight: Font.DemiBold
            }
            Label {
                width: Math.min(Math.ceil(implicitWidth), parent.width)
                visible: text !== ""
                text: root.authorRelation
                color: Theme.softInk
            }
        }
        Flow {
            width: parent.width
            spacing: Theme.space2
            WeekChip {
                weeks: root.weeks
                days: root.days
                Accessible.ignored: true
            }
            Label {
                width: Math.min(Math.ceil(implicitWidth), parent.width)
                topPadding: 2
                text: root.edited ? qsTr("%1 · edited").arg(Words.when(root.publishedAt, Words.now))
                    : Words.when(root.publishedAt, Words.now)
                font.pixelSize: Theme.fontSmall
                color: Theme.softInk
            }
        }
    }
    Loader {
        id: menu
        anchors.right: parent.right
        anchors.rightMargin: -Theme.space2
        width: active ? implicitWidth : 0
        active: root.hasMenu
        sourceComponent: IconButton {
            symbol: "more"
            text: qsTr("More for this post")
            onClicked: root.menuRequested(this)
        }
    }
}
