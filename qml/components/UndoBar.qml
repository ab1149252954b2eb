// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Theme

/// "Post removed. Undo", at the foot of the window for a while. Time stands still while it is hovered or has the focus.
FocusScope {
    id: root

    property string text
    property string action: qsTr("Undo")
    property int duration: 8000
    property bool shown: false
    signal triggered()

    function show(what: string, button: string): void {
        text = what;
        action = button;
        shown = true;
        timer.restart();
    }

    function hide(): void {
        shown = false;
    }

    implicitWidth: words.implicitWidth + (button.visible ? button.implicitWidth + Theme.space2 : 0) + 2 * Theme.space4 + 1
    implicitHeight: Math.max(Theme.target + Theme.space2, row.height + Theme.space2)
    visible: opacity > 0
    opacity: shown ? 1 : 0
    enabled: shown
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    Behavior on opacity {
        NumberAnimation { duration: Theme.quick }
    }
    Timer {
        id: timer
        interval: root.duration
        running: root.shown && !hover.hovered && !root.activeFocus
        onTriggered: root.hide()
    }
    HoverHandler {
        id: hover
    }
    Floating {
        anchors.fill: parent
        radius: Theme.radiusCard
        color: Theme.ink
    }
    Row {
        id: row
        anchors.centerIn: parent
        spacing: Theme.space2
        Label {
            id: words
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(Math.ceil(implicitWidth),
                root.width - (button.visible ? button.width + Theme.space2 : 0) - 2 * Theme.space4)
            text: root.text
            color: Theme.paper
        }
        Button {
            id: button
            visible: root.action !== ""
            anchors.verticalCenter: parent.verticalCenter
            text: root.action
            onClicked: {
                root.hide();
                root.triggered();
            }
        }
    }
}
