// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components

/// Where there is no post: the shape of what is being fetched, or a sentence and a way on.
Item {
    id: root

    required property FeedPage page
    readonly property bool filtered: page.feed.filterKind !== ""

    implicitHeight: Math.max(waiting.implicitHeight, nothing.implicitHeight)

    FeedWaiting {
        id: waiting
        width: parent.width
        visible: root.page.feed.loading
        online: root.page.status.online
    }
    EmptyState {
        id: nothing
        width: parent.width
        visible: !root.page.feed.loading
        symbol: "album"
        text: root.page.feed.emptyText
        action: root.filtered ? qsTr("Show everything") : root.page.family.canPost ? qsTr("Write the first post") : ""
        onTriggered: {
            if (root.filtered)
                root.page.feed.filterKind = "";
            else
                root.page.composeRequested();
        }
    }
}
