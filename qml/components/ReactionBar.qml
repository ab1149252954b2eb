// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Theme

/// What was given to a post, and the way to give something: a tap on the heart, or holding it for the other five.
Item {
    id: root

    /// list<reactionItem>: kind, count, mine. A list of value types has no QML type name on Qt 6.4.
    required property var reactions
    required property string myReaction
    required property int commentCount
    property bool canReact: true
    property bool canComment: true
    signal reacted(string kind)
    signal pickRequested(Item anchor)
    signal commentRequested()

    implicitHeight: flow.implicitHeight

    Flow {
        id: flow
        anchors.left: parent.left
        anchors.right: comment.left
        spacing: 0

        Repeater {
            model: root.reactions
            ReactionButton {
                required property var modelData
                objectName: "reaction-" + kind
                kind: modelData.kind
                count: modelData.count
                mine: modelData.mine
                enabled: root.canReact
                onClicked: root.reacted(kind)
                onPressAndHold: root.pickRequested(this)
            }
        }
        IconButton {
            id: give
            visible: root.canReact
            symbol: root.myReaction === "" ? "love-add" : "smile-add"
            text: qsTr("React")
            iconSize: Math.round(Theme.icon * 0.9)
            onClicked: root.pickRequested(this)
        }
    }
    Button {
        id: comment
        anchors.right: parent.right
        kind: "quiet"
        quietColor: Theme.softInk
        symbol: "comment"
        text: root.commentCount > 0 ? root.commentCount : ""
        Accessible.name: root.commentCount > 0 ? Words.comments(root.commentCount) : qsTr("Comment")
        onClicked: root.commentRequested()
    }
}
