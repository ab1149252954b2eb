// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// Qt 6.4 cannot make bound components in a Loader, so what is loaded reaches `root` unbound.
// qmllint disable unqualified

import QtQuick
import Preggo.Components
import Preggo.Models
import Preggo.Post
import Preggo.Theme

/// One row of the feed. Every role is an input; it knows no model and survives being reused.
FocusScope {
    id: root

    required property int index
    required property string postId
    required property string kind
    required property string authorName
    required property string authorRelation
    required property string authorInitials
    required property int authorColor
    required property string text
    required property string milestone
    required property int weeks
    required property int days
    required property date publishedAt
    required property bool edited
    required property bool canEdit
    required property bool canDelete
    /// Lists of value types have no QML type name on Qt 6.4.
    required property var pictures
    required property var reactions
    required property int reactionTotal
    required property string myReaction
    required property string reactionNames
    required property int commentCount
    required property var comments
    required property int delivery
    required property string deliveryText
    property bool canReact: true
    property bool flat: false
    signal opened()
    signal pictureOpened(int index)
    signal menuRequested(Item anchor)
    signal reacted(string kind)
    signal pickRequested(Item anchor)
    signal retryRequested()

    /// The whole card in one sentence for the screen reader.
    readonly property string spoken: sentence(authorName, authorRelation) + sentence(Words.weekSpoken(weeks, days), "")
        + sentence(Words.when(publishedAt, Words.now), "") + sentence(milestone, "") + sentence(text, "")
        + (pictures.length > 0 ? sentence(Words.pictures(pictures.length), "") : "")
        + (reactionTotal > 0 ? sentence(Words.reactions(reactionTotal), "") : "")
        + (commentCount > 0 ? sentence(Words.comments(commentCount), "") : "") + deliveryText

    function sentence(words: string, more: string): string {
        return words === "" ? "" : more === "" ? words + ". " : words + ", " + more + ". ";
    }

    function reset(): void {
        content.expanded = false;
    }

    implicitHeight: column.height + 2 * Theme.space4
    activeFocusOnTab: true
    Accessible.role: Accessible.ListItem
    Accessible.name: spoken
    Accessible.focusable: true
    Accessible.onPressAction: root.opened()
    Keys.onReturnPressed: root.opened()
    Keys.onPressed: event => {
        const kinds = ["love", "hug", "joy", "wow", "celebrate", "pray"];
        const at = event.key - Qt.Key_1;
        if (canReact && at >= 0 && at < kinds.length && event.modifiers === Qt.NoModifier) {
            root.reacted(kinds[at]);
            event.accepted = true;
        }
    }

    Rectangle {
        anchors.fill: parent
        radius: root.flat ? 0 : Theme.radiusCard
        color: Theme.surface
        readonly property bool focused: root.activeFocus && root.ListView.isCurrentItem
        border.width: focused ? Theme.focusWidth : root.flat ? 0 : Theme.hairlineWidth
        border.color: focused ? Theme.rose : Theme.hairline
    }
    TapHandler {
        onTapped: root.opened()
    }
    Column {
        id: column
        x: Theme.space4
        y: Theme.space4
        width: root.width - 2 * Theme.space4
        spacing: Theme.space2

        PostContent {
            id: content
            width: parent.width
            postId: root.postId
            kind: root.kind
            authorName: root.authorName
            authorRelation: root.authorRelation
            authorInitials: root.authorInitials
            authorColor: root.authorColor
            postText: root.text
            milestone: root.milestone
            weeks: root.weeks
            days: root.days
            publishedAt: root.publishedAt
            edited: root.edited
            hasMenu: root.canEdit || root.canDelete
            pictures: root.pictures
            reactions: root.reactions
            myReaction: root.myReaction
            commentCount: root.commentCount
            deliveryText: root.deliveryText
            refused: root.delivery === FeedModel.Refused
            canReact: root.canReact
            maximumLines: 6
            onMenuRequested: anchor => root.menuRequested(anchor)
            onPictureOpened: index => root.pictureOpened(index)
            onReacted: kind => root.reacted(kind)
            onPickRequested: anchor => root.pickRequested(anchor)
            onCommentRequested: root.opened()
            onRetryRequested: root.retryRequested()
        }
        Repeater {
            model: root.comments
            CommentBubble {
                required property var modelData
                width: column.width
                authorName: modelData.authorName
                authorInitials: modelData.authorInitials
                authorColor: modelData.authorColor
                commentText: modelData.text
                sent: modelData.delivery === FeedModel.Sent
            }
        }
        Loader {
            readonly property int more: root.commentCount - root.comments.length
            active: root.comments.length > 0 && more > 0
            visible: active
            sourceComponent: Button {
                readonly property int more: root.commentCount - root.comments.length
                kind: "quiet"
                leftPadding: 0
                text: more === 1 ? qsTr("1 more comment") : qsTr("%n more comments", "", more)
                onClicked: root.opened()
            }
        }
    }
}
