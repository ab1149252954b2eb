// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Post
import Preggo.Theme

/// One of two pictures, with its week or day beneath.
FocusScope {
    id: root

    /// A pictureItem.
    required property var picture
    required property int position
    readonly property ZoomPicture view: zoomed

    ZoomPicture {
        id: zoomed
        width: parent.width
        height: parent.height - note.height
        picture: root.picture
        position: root.position
        total: 2
    }
    Label {
        id: note
        anchors.bottom: parent.bottom
        width: parent.width
        padding: Theme.space2
        color: Theme.stageInk
        horizontalAlignment: Text.AlignHCenter
        text: {
            const day = Words.day(root.picture.day, Words.now);
            const week = Words.weekSpoken(root.picture.weeks, root.picture.days);
            return week === "" ? day : qsTr("%1 · %2").arg(week).arg(day);
        }
    }
}
