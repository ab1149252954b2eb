// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Models
import Preggo.Theme

/// One thing that is not with the family yet: what, why, and what can be done.
Card {
    id: root

    required property string opId
    required property string title
    required property string preview
    required property int outboxState
    required property string reason
    required property date createdAt
    required property real progress
    required property bool canRetry
    required property bool canEdit
    required property bool canDiscard
    required property bool canPause
    required property bool paused
    readonly property bool refused: outboxState === OutboxModel.Refused
    signal retried()
    signal edited()
    signal copied()
    signal discarded()
    signal pauseToggled()

    height: implicitHeight
    Accessible.role: Accessible.ListItem
    Accessible.name: title + (preview !== "" ? ". " + preview : "") + (reason !== "" ? ". " + reason : "")

    Item {
        width: parent.width
        implicitHeight: heading.implicitHeight
        Icon {
            id: sign
            anchors.left: parent.left
            name: root.refused ? "warning" : root.outboxState === OutboxModel.Sending ? "outbox" : "clock"
            size: Math.round(Theme.icon * 0.84)
            color: root.refused ? Theme.rose : Theme.honey
        }
        Label {
            id: heading
            anchors.left: sign.right
            anchors.leftMargin: Theme.space2
            anchors.right: parent.right
            text: root.title + " · " + Words.when(root.createdAt, Words.now)
            font.weight: Font.DemiBold
        }
    }
    Label {
        width: parent.width
        visible: text !== ""
        text: root.preview
        maximumLineCount: 3
        elide: Text.ElideRight
    }
    Progress {
        width: parent.width
        visible: root.progress >= 0
        value: root.progress
        label: root.reason
    }
    Label {
        width: parent.width
        visible: text !== ""
        text: root.reason
        font.pixelSize: Theme.fontSmall
        color: root.refused ? Theme.rose : Theme.softInk
        lineHeight: 1.3
    }
    Flow {
        width: parent.width
        spacing: Theme.space2
        visible: root.canRetry || root.canEdit || root.canDiscard || root.canPause
        Button {
            visible: root.canRetry
            symbol: "redo"
            text: qsTr("Try again")
            onClicked: root.retried()
        }
        Button {
            visible: root.canPause
            symbol: root.paused ? "outbox" : "pause"
            text: root.paused ? qsTr("Go on") : qsTr("Pause")
            onClicked: root.pauseToggled()
        }
        Button {
            visible: root.canEdit
            symbol: "edit"
            text: qsTr("Edit")
            onClicked: root.edited()
        }
        Button {
            visible: root.preview !== ""
            kind: "quiet"
            symbol: "copy"
            text: qsTr("Copy text")
            onClicked: root.copied()
        }
        Button {
            visible: root.canDiscard
            kind: "quiet"
            symbol: "trash"
            text: qsTr("Discard")
            onClicked: root.discarded()
        }
    }
}
