// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// Who shared a picture, when, how far the pregnancy was, and how large it is; and the way to its post.
Rectangle {
    id: root

    /// A pictureItem.
    required property var picture
    property bool leadsToPost: true
    readonly property string moment: picture.authorName === "" ? day : qsTr("%1, %2", "who shared it, on which day").arg(picture.authorName).arg(day)
    readonly property string day: isNaN(picture.day.getTime()) ? "" : Words.day(picture.day, Words.now)
    signal postWanted(string postId)

    implicitHeight: words.implicitHeight + 2 * Theme.space4
    radius: Theme.radiusSheet
    color: Theme.stageVeil
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("About this picture")

    component Line: Label {
        width: words.width
        visible: text !== ""
        color: Theme.stageInk
    }
    Column {
        id: words
        x: Theme.space4
        y: Theme.space4
        width: parent.width - 2 * x
        spacing: Theme.space2
        Line {
            text: root.picture.alt
            font.weight: Font.DemiBold
        }
        Line {
            text: root.moment
        }
        Line {
            text: Words.weekSpoken(root.picture.weeks, root.picture.days)
        }
        Line {
            visible: root.picture.width > 0
            text: qsTr("%1 × %2 pixels").arg(root.picture.width).arg(root.picture.height)
            font.pixelSize: Theme.fontSmall
        }
        Button {
            width: Math.min(implicitWidth, parent.width)
            visible: root.leadsToPost && root.picture.postId !== ""
            text: qsTr("Show its post")
            onClicked: root.postWanted(root.picture.postId)
        }
    }
}
