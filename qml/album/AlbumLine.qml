// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick

/// One row of the album: the head of a week, or a line of its pictures.
Item {
    id: root

    required property bool head
    required property int weeks
    required property date from
    required property date to
    required property int total
    required property int first
    /// list<pictureItem>
    required property var pictures
    required property int columns
    /// How many pictures there are in all.
    required property int all
    required property int gap
    required property int inset
    required property bool choosing
    /// list<string>: the ids of those that are chosen
    required property var chosen
    readonly property real cell: (width - gap * (columns - 1)) / columns
    /// `at`: the place among all pictures.
    signal picked(int at)
    signal focused(int at)

    function focusTile(at: int): void {
        const tile = tiles.itemAt(at - first);
        if (tile)
            tile.forceActiveFocus(Qt.TabFocusReason);
    }

    implicitHeight: head ? title.implicitHeight : cell + gap
    height: implicitHeight

    AlbumHead {
        id: title
        width: root.width
        visible: root.head
        weeks: root.weeks
        from: root.from
        to: root.to
        total: root.total
        inset: root.inset
    }
    Repeater {
        id: tiles
        // As many as fit, not as there are: a line that is used again keeps its tiles.
        model: root.columns
        AlbumTile {
            required property int index
            x: root.LayoutMirroring.enabled ? root.width - width - index * (root.cell + root.gap)
                : index * (root.cell + root.gap)
            width: root.cell
            height: root.cell
            picture: root.head ? undefined : root.pictures[index]
            position: root.first + index + 1
            total: root.all
            choosing: root.choosing
            chosen: picture !== undefined && root.chosen.includes(picture.mediaId)
            onClicked: root.picked(root.first + index)
            onActiveFocusChanged: {
                if (activeFocus)
                    root.focused(root.first + index);
            }
        }
    }
}
