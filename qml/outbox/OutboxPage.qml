// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// Qt 6.4 cannot make bound components in a Loader or as the head of a view, so the parts below reach `root` unbound.
// qmllint disable unqualified

import QtQuick
import Preggo.Components
import Preggo.Models
import Preggo.Theme

/// What waits to be sent, why, and what can be done about it.
FocusScope {
    id: root

    required property OutboxModel outbox
    required property SyncStatusModel status
    readonly property int side: Math.max(Theme.space4, (width - Theme.column) / 2)
    signal back()
    signal signInRequested()

    Keys.onEscapePressed: root.back()

    Rectangle {
        anchors.fill: parent
        color: Theme.paper
    }
    PageHeader {
        id: header
        width: parent.width
        title: qsTr("Waiting to send")
        onBack: root.back()
    }
    ListView {
        id: list
        anchors.top: header.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        clip: true
        focus: true
        spacing: Theme.space3
        boundsBehavior: Flickable.StopAtBounds
        model: root.outbox
        Accessible.role: Accessible.List
        Accessible.name: header.title

        header: Item {
            width: list.width
            implicitHeight: banner.height + 2 * Theme.space4
            Banner {
                id: banner
                x: root.side
                y: Theme.space4
                width: parent.width - 2 * root.side
                text: root.status.text
                symbol: root.status.connected ? "check" : "offline"
                tone: root.status.signInNeeded || root.status.securityProblem ? "wrong"
                    : root.status.connected ? "good" : "wait"
                action: root.status.signInNeeded ? qsTr("Sign in") : ""
                onTriggered: root.signInRequested()
            }
        }
        delegate: OutboxRow {
            required property var model
            x: root.side
            width: list.width - 2 * root.side
            outboxState: model.state
            onRetried: root.outbox.retry(opId)
            onPauseToggled: root.outbox.pause(opId, !paused)
            onEdited: root.outbox.toDraft(opId)
            onCopied: root.outbox.copyText(opId)
            onDiscarded: {
                question.opId = opId;
                question.active = true;
                (question.item as Question).open();
            }
        }
        footer: Item {
            width: list.width
            implicitHeight: copies.visible ? copies.height + 2 * Theme.space5 : Theme.space5
            Button {
                id: copies
                objectName: "saveCopies"
                x: root.side
                y: Theme.space5
                width: Math.min(implicitWidth, parent.width - 2 * root.side)
                visible: list.count > 0
                symbol: "download"
                text: qsTr("Save copies in a folder…")
                onClicked: {
                    chooser.active = true;
                    (chooser.item as UnsentFolderDialog).open();
                }
            }
        }
    }
    EmptyState {
        anchors.centerIn: parent
        width: Math.min(parent.width, Theme.formColumn)
        visible: list.count === 0
        symbol: "check"
        title: qsTr("Everything is sent")
        text: qsTr("What you write without a network waits here and goes out by itself.")
    }
    Loader {
        id: chooser
        active: false
        sourceComponent: UnsentFolderDialog {
            onAccepted: root.outbox.saveTo(selectedFolder)
        }
    }
    Loader {
        id: question
        property string opId
        active: false
        sourceComponent: Question {
            title: qsTr("Discard this?")
            text: qsTr("It is not sent, and cannot be brought back.")
            yes: qsTr("Discard")
            dangerous: true
            onAccepted: root.outbox.discard(question.opId)
        }
    }
}
