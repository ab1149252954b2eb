// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Theme

/// The shape of a post card that is on its way. Stands still: nothing moves that the person did not cause.
Card {
    id: root

    property real pictureAspect: 1.5

    Accessible.role: Accessible.Indicator
    Accessible.name: qsTr("Loading")

    Row {
        spacing: Theme.space3
        Rectangle {
            width: Theme.avatar
            height: Theme.avatar
            radius: width / 2
            color: Theme.raised
        }
        Column {
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.space2
            Rectangle {
                width: 140
                height: 12
                radius: 6
                color: Theme.raised
            }
            Rectangle {
                width: 90
                height: 10
                radius: 5
                color: Theme.raised
            }
        }
    }
    Rectangle {
        width: parent.width * 0.8
        height: 12
        radius: 6
        color: Theme.raised
    }
    Rectangle {
        width: parent.width
        height: width / root.pictureAspect
        radius: Theme.radiusCard
        color: Theme.raised
    }
}
