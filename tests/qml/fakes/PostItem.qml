// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import QtQml

/// Canned: filled from a row of the feed.
QtObject {
    property string postId
    property string kind
    property string authorName
    property string authorRelation
    property string authorInitials
    property int authorColor
    property bool isMine
    property string text
    property string milestone
    property int weeks: -1
    property int days: -1
    property date publishedAt
    property bool edited
    property bool canEdit
    property bool canDelete
    property var pictures: []
    property var reactions: []
    property int reactionTotal
    property string myReaction
    property string reactionNames
    property int commentCount
    property int delivery
    property string deliveryText
    function fill(row: var): void {
        for (const key in row) {
            if (key in this)
                this[key] = row[key];
        }
    }
}
