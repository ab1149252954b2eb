// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Preggo.Theme

/// On or off, with its words before it and a sentence below.
T.Switch {
    id: root

    property string detail: ""

    function flip(): void {
        toggle();
        toggled();
    }

    implicitWidth: 280
    implicitHeight: Math.max(Theme.target, implicitContentHeight + topPadding + bottomPadding)
    topPadding: Theme.space2
    bottomPadding: Theme.space2
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.CheckBox
    Accessible.name: text
    Accessible.description: detail
    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.onToggleAction: root.flip()
    Accessible.onPressAction: root.flip()
    Keys.onReturnPressed: root.flip()

    contentItem: Column {
        spacing: 2
        rightPadding: root.indicator.width + Theme.space3
        Label {
            width: parent.width - parent.rightPadding
            text: root.text
        }
        Label {
            width: parent.width - parent.rightPadding
            visible: root.detail !== ""
            text: root.detail
            font.pixelSize: Theme.fontSmall
            color: Theme.softInk
        }
    }
    indicator: Rectangle {
        x: root.mirrored ? 0 : root.width - width
        anchors.verticalCenter: parent ? parent.verticalCenter : undefined
        width: 48
        height: 28
        radius: 14
        color: root.checked ? Theme.rose : Theme.raised
        border.width: root.checked ? 0 : Theme.hairlineWidth
        border.color: Theme.outline

        Rectangle {
            x: (root.checked !== root.mirrored) ? parent.width - width - 4 : 4
            anchors.verticalCenter: parent.verticalCenter
            width: 20
            height: 20
            radius: 10
            color: root.checked ? Theme.roseInk : Theme.outline
            Behavior on x {
                NumberAnimation { duration: Theme.quick; easing.type: Theme.easing }
            }
        }
        FocusRing {
            visible: root.visualFocus
            radius: 18
        }
    }
}
