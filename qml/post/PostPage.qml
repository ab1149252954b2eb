// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// Qt 6.4 cannot make bound components in a Loader or as the head of a view, so the parts below reach `root` unbound.
// qmllint disable unqualified

import QtQuick
import Preggo.Components
import Preggo.Models
import Preggo.Theme

/// One post with its comments, each answer below what it answers.
FocusScope {
    id: root

    required property PostThreadModel thread
    required property FamilyModel family
    readonly property PostItem post: thread.post
    readonly property int side: Math.max(Theme.space4, (width - Theme.column) / 2)
    signal back()
    signal editRequested(string postId)
    signal removeRequested(string postId)
    signal retryRequested(string postId)
    signal pictureOpened(int index)
    signal noticed(string text, string action, string subject)

    function commentMenu(commentId: string, text: string, canEdit: bool, canDelete: bool): void {
        sheet.comment = commentId;
        sheet.commentText = text;
        sheet.show(qsTr("This comment"), canEdit, canDelete);
    }

    function postMenu(): void {
        sheet.comment = "";
        sheet.show(qsTr("This post"), post.canEdit, post.canDelete);
    }

    function chosen(id: string): void {
        if (sheet.comment === "") {
            if (id === "edit")
                editRequested(post.postId);
            else
                removeRequested(post.postId);
        } else if (id === "edit") {
            editor.active = true;
            (editor.item as CommentEditor).edit(sheet.comment, sheet.commentText);
        } else {
            thread.removeComment(sheet.comment);
        }
    }

    Connections {
        target: root.thread
        function onCommentRemoved(commentId: string): void {
            root.noticed(qsTr("Comment removed."), qsTr("Undo"), commentId);
        }
        function onNoticed(text: string): void {
            root.noticed(text, "", "");
        }
    }
    Component.onDestruction: thread.release()
    Keys.onEscapePressed: root.back()

    Rectangle {
        anchors.fill: parent
        color: Theme.paper
    }
    PageHeader {
        id: header
        width: parent.width
        title: qsTr("Post")
        onBack: root.back()
    }
    ListView {
        id: list
        anchors.top: header.bottom
        anchors.bottom: box.top
        width: parent.width
        clip: true
        focus: true
        reuseItems: true
        boundsBehavior: Flickable.StopAtBounds
        cacheBuffer: 400
        currentIndex: -1
        model: root.thread
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Comments")

        header: Item {
            width: list.width
            implicitHeight: card.height + 2 * Theme.space4
            Card {
                id: card
                x: root.side
                y: Theme.space4
                width: parent.width - 2 * root.side
                height: implicitHeight
                visible: root.thread.found

                PostContent {
                    width: parent.width
                    postId: root.post.postId
                    kind: root.post.kind
                    authorName: root.post.authorName
                    authorRelation: root.post.authorRelation
                    authorInitials: root.post.authorInitials
                    authorColor: root.post.authorColor
                    postText: root.post.text
                    milestone: root.post.milestone
                    weeks: root.post.weeks
                    days: root.post.days
                    publishedAt: root.post.publishedAt
                    edited: root.post.edited
                    hasMenu: root.post.canEdit || root.post.canDelete
                    pictures: root.post.pictures
                    reactions: root.post.reactions
                    myReaction: root.post.myReaction
                    commentCount: root.post.commentCount
                    deliveryText: root.post.deliveryText
                    refused: root.post.delivery === FeedModel.Refused
                    canReact: root.family.canReact
                    onMenuRequested: root.postMenu()
                    onPictureOpened: index => root.pictureOpened(index)
                    onReacted: kind => root.thread.react(kind)
                    onCommentRequested: box.take()
                    onRetryRequested: root.retryRequested(root.post.postId)
                    onPickRequested: anchor => {
                        picker.active = true;
                        (picker.item as ReactionPicker).openAt(anchor, root.post.myReaction);
                    }
                }
                Label {
                    width: parent.width
                    visible: text !== ""
                    text: root.post.reactionNames
                    font.pixelSize: Theme.fontSmall
                    color: Theme.softInk
                }
            }
            Banner {
                x: root.side
                y: Theme.space4
                width: parent.width - 2 * root.side
                visible: !root.thread.found
                text: qsTr("This post is no longer here.")
            }
        }
        delegate: CommentRow {
            x: root.side
            width: list.width - 2 * root.side
            canComment: root.family.canComment
            onReplyRequested: {
                root.thread.replyTo(commentId);
                box.take();
            }
            onMenuRequested: root.commentMenu(commentId, text, canEdit, canDelete)
        }
        footer: Item {
            width: list.width
            implicitHeight: Theme.space5
        }
    }
    CommentBox {
        id: box
        anchors.bottom: parent.bottom
        x: Math.max(0, root.side - Theme.space4)
        width: parent.width - 2 * x
        visible: root.family.canComment && root.thread.found
        height: visible ? implicitHeight : 0
        draft: root.thread.draftText
        replyToName: root.thread.replyToName
        remaining: root.thread.remaining
        canSend: root.thread.canSend
        onTyped: text => root.thread.draftText = text
        onSendRequested: root.thread.send()
        onReplyCancelled: root.thread.replyTo("")
    }
    Loader {
        id: picker
        active: false
        sourceComponent: ReactionPicker {
            onPicked: kind => root.thread.react(kind)
        }
    }
    Loader {
        id: sheet
        property string comment
        property string commentText
        active: false
        function show(title: string, canEdit: bool, canDelete: bool): void {
            active = true;
            const it = item as ActionSheet;
            it.title = title;
            it.actions = it.editAndRemove(canEdit, canDelete);
            it.open();
        }
        sourceComponent: ActionSheet {
            onChosen: id => root.chosen(id)
        }
    }
    Loader {
        id: editor
        active: false
        sourceComponent: CommentEditor {
            onSaved: (commentId, text) => root.thread.editComment(commentId, text)
        }
    }
}
