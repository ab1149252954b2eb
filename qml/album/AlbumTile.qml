// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// One square picture of the album. While two are being chosen it says whether it is one of them.
PictureTile {
    id: root

    /// A pictureItem, or undefined where the line is shorter.
    required property var picture
    required property bool choosing
    required property bool chosen

    visible: picture !== undefined
    source: picture ? picture.source : ""
    placeholder: picture ? picture.placeholder : ""
    alt: picture ? picture.alt : ""
    cornerRadius: Theme.space1
    Accessible.checkable: choosing
    Accessible.checked: chosen

    Rectangle {
        anchors.fill: parent
        visible: root.chosen
        radius: root.cornerRadius
        color: "transparent"
        border.width: 2 * Theme.focusWidth
        border.color: Theme.rose
    }
    Rectangle {
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.space2
        visible: root.choosing
        width: Theme.icon
        height: width
        radius: width / 2
        color: root.chosen ? Theme.rose : Theme.surface
        border.width: root.chosen ? 0 : Theme.focusWidth
        border.color: Theme.outline
        Icon {
            anchors.centerIn: parent
            visible: root.chosen
            name: "check"
            size: Theme.iconSmall
            color: Theme.roseInk
        }
    }
}
