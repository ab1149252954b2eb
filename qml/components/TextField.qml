// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Preggo.Theme

/// One line of input with its label above and, where something is wrong, one sentence below.
FocusScope {
    id: root

    property string label
    property alias text: input.text
    property alias echoMode: input.echoMode
    property alias inputMethodHints: input.inputMethodHints
    property alias placeholder: hint.text
    property alias maximumLength: input.maximumLength
    property alias validator: input.validator
    property string errorText: ""
    property string helpText: ""
    property bool enabledInput: true
    signal accepted()
    signal edited()

    implicitWidth: 280
    implicitHeight: column.implicitHeight

    Column {
        id: column
        width: parent.width
        spacing: Theme.space1

        Label {
            width: parent.width
            visible: root.label !== ""
            text: root.label
            font.pixelSize: Theme.fontSmall
            font.weight: Font.Medium
            color: Theme.softInk
        }
        T.TextField {
            id: input
            width: parent.width
            implicitHeight: Math.max(Theme.target + 4, contentHeight + topPadding + bottomPadding)
            focus: true
            enabled: root.enabledInput
            leftPadding: Theme.space3
            rightPadding: Theme.space3
            topPadding: Theme.space2
            bottomPadding: Theme.space2
            verticalAlignment: TextInput.AlignVCenter
            color: Theme.ink
            selectionColor: Theme.rose
            selectedTextColor: Theme.roseInk
            font.family: Theme.fontFamily
            font.pixelSize: Theme.fontBody
            selectByMouse: true
            activeFocusOnTab: true
            Accessible.role: Accessible.EditableText
            Accessible.name: root.label !== "" ? root.label : hint.text
            Accessible.description: root.errorText !== "" ? root.errorText : root.helpText
            Accessible.passwordEdit: echoMode === TextInput.Password
            onAccepted: root.accepted()
            onTextEdited: root.edited()

            Label {
                id: hint
                anchors.fill: parent
                anchors.leftMargin: input.leftPadding
                anchors.rightMargin: input.rightPadding
                verticalAlignment: Text.AlignVCenter
                visible: input.text === "" && input.preeditText === ""
                color: Theme.softInk
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
            }
            background: Rectangle {
                radius: Theme.radiusCard
                color: Theme.surface
                border.width: input.activeFocus ? Theme.focusWidth : Theme.hairlineWidth
                border.color: root.errorText !== "" || input.activeFocus ? Theme.rose : Theme.outline
            }
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: root.errorText !== "" ? root.errorText : root.helpText
            font.pixelSize: Theme.fontSmall
            color: root.errorText !== "" ? Theme.rose : Theme.softInk
        }
    }
}
