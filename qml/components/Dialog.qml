// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Preggo.Theme

/// A question above the page: a sheet from below on a phone, a card in the middle elsewhere. Holds the focus; Escape
/// and a press outside close it. Content goes into a column that scrolls when it is too high.
T.Popup {
    id: root

    default property alias content: column.data
    property string title
    readonly property bool narrow: parent ? parent.width < 560 : false

    parent: T.Overlay.overlay
    modal: true
    focus: true
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside
    width: narrow ? parent.width : Math.min(480, parent ? parent.width : 480)
    height: Math.min(column.implicitHeight + topPadding + bottomPadding, parent ? parent.height - Theme.space5 : 600)
    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: parent ? (narrow ? parent.height - height : Math.round((parent.height - height) / 2)) : 0
    padding: Theme.space5
    T.Overlay.modal: Rectangle {
        color: Theme.scrim
    }

    contentItem: Flickable {
        contentHeight: column.implicitHeight
        clip: contentHeight > height
        boundsBehavior: Flickable.StopAtBounds
        Accessible.role: Accessible.Dialog
        Accessible.name: root.title
        LayoutMirroring.enabled: Application.layoutDirection === Qt.RightToLeft
        LayoutMirroring.childrenInherit: true

        Column {
            id: column
            width: parent.width
            spacing: Theme.space4
            Label {
                width: parent.width
                visible: root.title !== ""
                text: root.title
                font.pixelSize: Theme.fontTitle
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
        }
    }
    background: Item {
        Floating {
            width: parent.width
            // The sheet stands on the lower edge: its lower corners are out of sight.
            height: parent.height + (root.narrow ? Theme.radiusSheet : 0)
        }
    }
    enter: Transition {
        NumberAnimation { property: "opacity"; from: 0; to: 1; duration: Theme.quick }
    }
    exit: Transition {
        NumberAnimation { property: "opacity"; to: 0; duration: Theme.quick }
    }
}
