// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Theme

/// A page that scrolls: one column of at most `maximumWidth` in the middle. What has the focus is kept in view.
Flickable {
    id: root

    default property alias content: column.data
    property int maximumWidth: Theme.column
    property int margin: width < 480 ? Theme.space4 : Theme.space5
    property int spacing: Theme.space4
    /// Content that is lower than the page stands in its middle.
    property bool centred: false

    contentHeight: column.height + 2 * column.y
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    Keys.onPressed: event => {
        if (event.key === Qt.Key_PageDown || event.key === Qt.Key_PageUp) {
            const by = (event.key === Qt.Key_PageDown ? 1 : -1) * height * 0.9;
            contentY = Math.max(0, Math.min(contentHeight - height, contentY + by));
            event.accepted = true;
        }
    }

    /// Called by the shell when the focus moves.
    function reveal(item: Item): void {
        const top = item.mapToItem(contentItem, 0, 0).y;
        if (top < contentY)
            contentY = Math.max(0, top - Theme.space4);
        else if (top + item.height > contentY + height)
            contentY = Math.min(contentHeight - height, top + item.height - height + Theme.space4);
    }

    Connections {
        target: root.Window.window
        function onActiveFocusItemChanged(): void {
            const item = root.Window.activeFocusItem;
            let up = item;
            while (up && up !== root.contentItem)
                up = up.parent;
            if (up)
                root.reveal(item);
        }
    }

    Column {
        id: column
        x: Math.round((root.width - width) / 2)
        y: root.centred ? Math.max(root.margin, (root.height - height) / 2) : root.margin
        width: Math.min(root.maximumWidth, root.width - 2 * root.margin)
        spacing: root.spacing
    }
}
