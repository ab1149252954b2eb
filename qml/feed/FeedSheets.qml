// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Components

/// What opens over the feed: the choice of reactions, and what can be done with a post.
Item {
    id: root

    required property FeedPage page

    Connections {
        target: root.page
        function onReactionsOpened(anchor: Item, postId: string, mine: string): void {
            picker.postId = postId;
            picker.openAt(anchor, mine);
        }
        function onMenuOpened(postId: string, canEdit: bool, canDelete: bool): void {
            menu.postId = postId;
            menu.actions = menu.editAndRemove(canEdit, canDelete);
            menu.open();
        }
    }
    ReactionPicker {
        id: picker
        property string postId
        onPicked: kind => root.page.feed.react(postId, kind)
    }
    ActionSheet {
        id: menu
        property string postId
        title: qsTr("This post")
        onChosen: id => {
            if (id === "edit")
                root.page.editRequested(postId);
            else
                root.page.feed.removePost(postId);
        }
    }
}
