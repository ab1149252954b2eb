// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// Where a comment is written. What is typed stays until it is safe on this device.
FocusScope {
    id: root

    required property string draft
    required property string replyToName
    required property int remaining
    required property bool canSend
    signal typed(string text)
    signal sendRequested()
    signal replyCancelled()

    function take(): void {
        area.forceActiveFocus(Qt.OtherFocusReason);
    }

    implicitHeight: column.height + 2 * Theme.space2
    onDraftChanged: {
        if (area.text !== draft)
            area.text = draft;
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
        Rectangle {
            width: parent.width
            height: Theme.hairlineWidth
            color: Theme.hairline
        }
    }
    Column {
        id: column
        x: Theme.space3
        y: Theme.space2
        width: parent.width - 2 * Theme.space3
        spacing: Theme.space1

        Item {
            width: parent.width
            implicitHeight: Math.max(Theme.target, answering.implicitHeight)
            visible: root.replyToName !== ""
            Label {
                id: answering
                anchors.left: parent.left
                anchors.right: cancel.left
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("Answering %1").arg(root.replyToName)
                font.pixelSize: Theme.fontSmall
                color: Theme.softInk
            }
            IconButton {
                id: cancel
                anchors.right: parent.right
                symbol: "close"
                text: qsTr("Do not answer")
                iconSize: Theme.iconSmall
                onClicked: root.replyCancelled()
            }
        }
        Item {
            width: parent.width
            implicitHeight: Math.max(scroller.height, send.height)
            Flickable {
                id: scroller
                anchors.left: parent.left
                anchors.right: send.left
                anchors.rightMargin: Theme.space2
                height: Math.min(area.implicitHeight, 160 * Theme.scale)
                contentHeight: area.implicitHeight
                clip: contentHeight > height
                boundsBehavior: Flickable.StopAtBounds
                TextArea {
                    id: area
                    width: scroller.width
                    height: implicitHeight
                    focus: true
                    placeholderText: qsTr("Write something kind")
                    Component.onCompleted: text = root.draft
                    onTextChanged: root.typed(text)
                    onCursorRectangleChanged: {
                        const c = cursorRectangle;
                        if (c.y < scroller.contentY)
                            scroller.contentY = c.y;
                        else if (c.y + c.height + bottomPadding > scroller.contentY + scroller.height)
                            scroller.contentY = c.y + c.height + bottomPadding - scroller.height;
                    }
                    Keys.onPressed: event => {
                        const enter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter;
                        if (enter && (event.modifiers & Qt.ControlModifier) && root.canSend) {
                            root.sendRequested();
                            event.accepted = true;
                        }
                    }
                }
            }
            IconButton {
                id: send
                anchors.right: parent.right
                anchors.bottom: parent.bottom
                symbol: "send"
                text: qsTr("Send")
                filled: true
                enabled: root.canSend
                onClicked: root.sendRequested()
            }
        }
        Label {
            width: parent.width
            visible: root.remaining < 200
            text: Words.remaining(root.remaining)
            font.pixelSize: Theme.fontSmall
            color: root.remaining < 0 ? Theme.rose : Theme.softInk
        }
    }
}
