// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick

// The geometry of a post card with nothing behind it: what a list costs on this platform.
ListView {
    id: root

    // qmllint disable missing-type
    required property QtObject rows
    // qmllint enable missing-type
    /// Pictures are decoded ahead, in the size in which they are shown.
    property bool decoded: false

    signal toggled(row: int)

    model: rows
    reuseItems: true
    cacheBuffer: 600
    boundsBehavior: Flickable.StopAtBounds

    delegate: Item {
        id: card

        required property int index
        required property string name
        required property string text
        required property url picture
        required property bool liked
        required property real aspect

        readonly property real pictureHeight: root.decoded ? Math.round((width - 36) / aspect) : 240

        width: root.width
        height: body.y + body.height + (card.hasPicture ? card.pictureHeight + 12 : 0) + 56

        readonly property bool hasPicture: card.picture.toString().length > 0

        Rectangle {
            anchors.fill: parent
            anchors.margins: 6
            radius: 12
            color: "#ffffff"
            border.color: "#e9e1d8"
        }
        Rectangle {
            x: 18
            y: 18
            width: 40
            height: 40
            radius: 20
            color: "#4f7460"
        }
        Text {
            x: 70
            y: 26
            text: card.name
            font.pixelSize: 15
            color: "#2b2933"
        }
        Text {
            id: body
            x: 18
            y: 68
            width: card.width - 36
            text: card.text
            wrapMode: Text.Wrap
            textFormat: Text.PlainText
            font.pixelSize: 15
            lineHeight: 1.4
            color: "#2b2933"
        }
        Image {
            x: 18
            y: body.y + body.height + 12
            width: card.width - 36
            height: card.pictureHeight
            visible: card.hasPicture
            source: card.picture
            asynchronous: !root.decoded
            cache: !root.decoded
            sourceSize.width: root.decoded ? 0 : width
            fillMode: root.decoded ? Image.Stretch : Image.PreserveAspectCrop
        }
        Rectangle {
            x: 18
            y: card.height - 46
            width: 64
            height: 28
            radius: 14
            color: card.liked ? "#b4472f" : "#f1ece6"
            Text {
                anchors.centerIn: parent
                text: card.liked ? "1" : "0"
                font.pixelSize: 15
                color: card.liked ? "#ffffff" : "#6a6473"
            }
            TapHandler {
                onTapped: root.toggled(card.index)
            }
        }
    }
}
