// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components
import Preggo.Theme

/// What floats over the list: the way to new posts, and the thumb that goes by date.
Item {
    id: root

    required property FeedPage page

    Pill {
        anchors.horizontalCenter: parent.horizontalCenter
        y: Theme.space3
        visible: root.page.feed.newCount > 0
        text: Words.newPosts(root.page.feed.newCount)
        onClicked: root.page.showNewest()
    }
    DateThumb {
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        anchors.margins: Theme.space2
        visible: root.page.rows > 12
        position: root.page.position
        onMoved: fraction => dateText = Words.day(root.page.feed.dateAtFraction(fraction), Words.now)
        onReleased: fraction => {
            root.page.feed.jumpToDate(root.page.feed.dateAtFraction(fraction));
            root.page.position = fraction;
        }
    }
}
