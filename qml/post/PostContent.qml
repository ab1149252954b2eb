// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// Qt 6.4 cannot make bound components in a Loader, so what is loaded reaches `root` unbound.
// qmllint disable unqualified

import QtQuick
import Preggo.Components
import Preggo.Theme

/// A post as it looks everywhere: head, words, pictures, reactions, and one quiet line where it is not sent.
Column {
    id: root

    required property string postId
    required property string kind
    required property string authorName
    required property string authorRelation
    required property string authorInitials
    required property int authorColor
    required property string postText
    required property string milestone
    required property int weeks
    required property int days
    required property date publishedAt
    required property bool edited
    required property bool hasMenu
    /// list<pictureItem> and list<reactionItem>: lists of value types have no QML type name on Qt 6.4.
    required property var pictures
    required property var reactions
    required property string myReaction
    required property int commentCount
    required property string deliveryText
    required property bool refused
    required property bool canReact
    /// 0 shows everything.
    property int maximumLines: 0
    property bool expanded: false
    signal menuRequested(Item anchor)
    signal pictureOpened(int index)
    signal reacted(string kind)
    signal pickRequested(Item anchor)
    signal commentRequested()
    signal retryRequested()

    spacing: Theme.space2

    PostHeader {
        width: parent.width
        authorName: root.authorName
        authorRelation: root.authorRelation
        authorInitials: root.authorInitials
        authorColor: root.authorColor
        weeks: root.weeks
        days: root.days
        publishedAt: root.publishedAt
        edited: root.edited
        hasMenu: root.hasMenu
        onMenuRequested: anchor => root.menuRequested(anchor)
    }
    LazyLoader {
        width: parent.width
        wanted: root.milestone !== "" || root.kind === "celebration"
        visible: active
        page: Qt.resolvedUrl("MilestoneLine.qml")
        properties: ({"post": root})
    }
    Label {
        id: words
        width: parent.width
        visible: root.postText !== ""
        text: root.postText
        lineHeight: Theme.lineHeight
        maximumLineCount: root.maximumLines > 0 && !root.expanded ? root.maximumLines : 100000
        elide: root.maximumLines > 0 && !root.expanded ? Text.ElideRight : Text.ElideNone
    }
    Loader {
        active: words.visible && words.truncated
        visible: active
        sourceComponent: Button {
            kind: "quiet"
            leftPadding: 0
            topPadding: 0
            text: qsTr("Read more")
            onClicked: root.expanded = true
        }
    }
    PictureMosaic {
        width: parent.width
        visible: count > 0
        pictures: root.pictures
        onOpened: index => root.pictureOpened(index)
    }
    ReactionBar {
        // The icons stand below the words, their larger targets reach beyond.
        x: -Theme.space3
        width: parent.width + 2 * Theme.space3
        reactions: root.reactions
        myReaction: root.myReaction
        commentCount: root.commentCount
        canReact: root.canReact
        onReacted: kind => root.reacted(kind)
        onPickRequested: anchor => root.pickRequested(anchor)
        onCommentRequested: root.commentRequested()
    }
    LazyLoader {
        width: parent.width
        wanted: root.deliveryText !== ""
        visible: active
        page: Qt.resolvedUrl("DeliveryLine.qml")
        properties: ({"post": root})
    }
}
