// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// Where there is no picture: the shape of what is being read, or a sentence and a way on.
Item {
    id: root

    required property AlbumPage page
    readonly property bool loading: page.album.loading

    implicitHeight: loading ? shape.implicitHeight : nothing.implicitHeight

    Grid {
        id: shape
        readonly property real cell: (root.width - page.gap * (columns - 1)) / columns
        readonly property AlbumPage page: root.page
        visible: root.loading
        columns: page.columns
        spacing: page.gap
        Accessible.role: Accessible.Indicator
        Accessible.name: qsTr("Loading")
        Repeater {
            model: shape.visible ? 3 * shape.columns : 0
            Rectangle {
                width: shape.cell
                height: shape.cell
                radius: Theme.space1
                color: Theme.raised
            }
        }
    }
    EmptyState {
        id: nothing
        width: parent.width
        visible: !root.loading
        symbol: "album"
        title: qsTr("No pictures yet")
        text: qsTr("Every picture that the family shares comes to stand here, by week.")
        action: root.page.family.canPost ? qsTr("Share a picture") : ""
        onTriggered: root.page.composeRequested()
    }
}
