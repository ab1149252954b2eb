// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Models
import Preggo.Theme

/// The ten codes that bring a person back without a password. Shown once.
FocusScope {
    id: root

    required property SessionModel session

    Rectangle {
        anchors.fill: parent
        color: Theme.paper
    }
    ScrollColumn {
        id: page
        anchors.fill: parent
        maximumWidth: Theme.formColumn
        centred: true

        Label {
            width: parent.width
            text: qsTr("Keep these codes")
            font.pixelSize: Theme.fontHeadline
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        Label {
            width: parent.width
            text: qsTr("If you forget your password, one of them lets you in. Write them down or print them: they are shown only now.")
            color: Theme.softInk
            lineHeight: Theme.lineHeight
        }
        Card {
            width: parent.width
            height: implicitHeight
            Grid {
                id: grid
                width: parent.width
                columns: width > 320 * Theme.scale ? 2 : 1
                rowSpacing: Theme.space3
                columnSpacing: Theme.space4
                Repeater {
                    model: root.session.recoveryCodes
                    TextEdit {
                        required property string modelData
                        required property int index
                        width: (grid.width - grid.columnSpacing * (grid.columns - 1)) / grid.columns
                        text: modelData
                        textFormat: TextEdit.PlainText
                        readOnly: true
                        selectByMouse: true
                        wrapMode: TextEdit.WrapAnywhere
                        color: Theme.ink
                        font.family: "monospace"
                        font.pixelSize: Theme.fontLarge
                        Accessible.role: Accessible.StaticText
                        Accessible.name: qsTr("Code %1: %2").arg(index + 1).arg(modelData)
                    }
                }
            }
        }
        Button {
            width: parent.width
            symbol: "copy"
            text: qsTr("Copy all")
            onClicked: {
                let all = "";
                for (const code of root.session.recoveryCodes)
                    all += code + "\n";
                clipboard.text = all;
                clipboard.selectAll();
                clipboard.copy();
                clipboard.text = "";
                text = qsTr("Copied");
            }
        }
        Button {
            width: parent.width
            focus: true
            kind: "primary"
            text: qsTr("I have kept them")
            onClicked: root.session.recoveryCodesSeen()
        }
    }
    TextEdit {
        id: clipboard
        visible: false
        textFormat: TextEdit.PlainText
        Accessible.ignored: true
    }
}
