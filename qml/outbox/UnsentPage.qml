// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// Qt 6.4 cannot make bound components in a Loader or as the head of a view, so the parts below reach `root` unbound.
// qmllint disable unqualified

import QtQuick
import Preggo.Components
import Preggo.Models
import Preggo.Theme

/// A newer version has written what waits here: what it is, and a way to save it elsewhere.
FocusScope {
    id: root

    required property UnsentModel unsent
    readonly property int side: Math.max(Theme.space4, (width - Theme.column) / 2)
    signal signOutRequested()

    Rectangle {
        anchors.fill: parent
        color: Theme.paper
    }
    ListView {
        id: list
        anchors.fill: parent
        clip: true
        focus: true
        currentIndex: -1 // the button above has the keys
        spacing: Theme.space3
        boundsBehavior: Flickable.StopAtBounds
        model: root.unsent
        Accessible.role: Accessible.List
        Accessible.name: qsTr("What waits to be sent")

        header: FocusScope {
            width: list.width
            implicitHeight: words.height + 2 * Theme.space5
            focus: true
            onImplicitHeightChanged: Qt.callLater(list.positionViewAtBeginning) // a view keeps its rows in place, not its head
            Column {
                id: words
                x: root.side
                y: Theme.space5
                width: parent.width - 2 * root.side
                spacing: Theme.space4
                Label {
                    width: parent.width
                    text: qsTr("This was written by a newer Preggo")
                    font.pixelSize: Theme.fontHeadline
                    font.weight: Font.DemiBold
                    Accessible.role: Accessible.Heading
                    Accessible.name: text
                }
                Label {
                    width: parent.width
                    text: qsTr("A newer version of Preggo was used on this device. What it had not sent yet is below. This version can show it and cannot send it. Update Preggo: then it goes out by itself. Until then nothing here is changed or lost, and you can save it in a folder of yours.")
                    color: Theme.softInk
                    lineHeight: Theme.lineHeight
                }
                Flow {
                    id: ways
                    width: parent.width
                    spacing: Theme.space2
                    Button {
                        width: Math.min(implicitWidth, ways.width)
                        objectName: "saveUnsent"
                        kind: "primary"
                        focus: true
                        enabled: !root.unsent.busy && list.count > 0
                        text: qsTr("Save everything in a folder…")
                        onClicked: {
                            chooser.active = true;
                            (chooser.item as UnsentFolderDialog).open();
                        }
                    }
                    Button {
                        width: Math.min(implicitWidth, ways.width)
                        kind: "quiet"
                        text: qsTr("Use another account")
                        onClicked: root.signOutRequested()
                    }
                }
                Banner {
                    objectName: "unsentResult"
                    width: parent.width
                    visible: text !== ""
                    text: root.unsent.resultText
                    tone: root.unsent.failed ? "wrong" : "good"
                }
                Label {
                    width: parent.width
                    visible: list.count === 0 && !root.unsent.busy && !root.unsent.failed
                    text: qsTr("Nothing waits to be sent.")
                }
            }
        }
        delegate: Card {
            id: card
            required property string title
            required property string preview
            required property date writtenAt
            x: root.side
            width: list.width - 2 * root.side
            height: implicitHeight
            Accessible.role: Accessible.ListItem
            Accessible.name: heading.text + (preview !== "" ? ". " + preview : "")
            Label {
                id: heading
                width: parent.width
                text: isNaN(card.writtenAt.getTime()) ? card.title : card.title + " · " + Words.when(card.writtenAt, Words.now)
                font.weight: Font.DemiBold
            }
            Label {
                width: parent.width
                visible: text !== ""
                text: card.preview
                maximumLineCount: 3
                elide: Text.ElideRight
            }
        }
        footer: Item {
            width: list.width
            implicitHeight: Theme.space5
        }
    }
    Loader {
        id: chooser
        active: false
        sourceComponent: UnsentFolderDialog {
            onAccepted: root.unsent.saveTo(selectedFolder)
        }
    }
}
