// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Theme

/// The head of a page: the way back, its title, what can be done here.
Item {
    id: root

    property string title
    property bool canGoBack: true
    property bool closes: false
    default property alias actions: trailing.data
    signal back()

    /// On a wide window the head stands above its column.
    property int column: Theme.column
    readonly property int inset: Math.max(0, Math.round((width - column - 2 * Theme.space4) / 2))

    implicitHeight: Math.max(56, heading.implicitHeight + 2 * Theme.space2)

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.hairlineWidth
        color: Theme.hairline
    }
    IconButton {
        id: backButton
        anchors.left: parent.left
        anchors.leftMargin: root.inset + Theme.space1
        anchors.verticalCenter: parent.verticalCenter
        visible: root.canGoBack
        symbol: root.closes ? "close" : "back"
        color: Theme.ink
        text: root.closes ? qsTr("Close") : qsTr("Back")
        onClicked: root.back()
    }
    Label {
        id: heading
        anchors.left: root.canGoBack ? backButton.right : parent.left
        anchors.leftMargin: root.canGoBack ? Theme.space1 : root.inset + Theme.space4
        anchors.right: trailing.left
        anchors.rightMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        text: root.title
        font.pixelSize: Theme.fontLarge
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    Row {
        id: trailing
        anchors.right: parent.right
        anchors.rightMargin: root.inset + Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space1
    }
}
