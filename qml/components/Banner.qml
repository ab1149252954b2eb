// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Theme

/// One sentence across the page and, where there is one, the way on. `tone`: "calm", "wait", "good" or "wrong".
Rectangle {
    id: root

    property string text
    property string symbol: tone === "wrong" ? "warning" : tone === "wait" ? "clock" : tone === "good" ? "check" : ""
    property string tone: "calm"
    property string action: ""
    property bool dismissable: false
    readonly property color foreground: tone === "wrong" ? Theme.rose : tone === "wait" ? Theme.honey
        : tone === "good" ? Theme.sage : Theme.ink
    signal triggered()
    signal dismissed()

    implicitHeight: Math.max(Theme.target, body.implicitHeight + 2 * Theme.space2)
    radius: Theme.radiusCard
    color: tone === "wrong" ? Theme.roseWash : tone === "wait" ? Theme.honeyWash
        : tone === "good" ? Theme.sageWash : Theme.raised
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    Icon {
        id: sign
        anchors.left: parent.left
        anchors.leftMargin: Theme.space3
        y: Theme.space3
        visible: root.symbol !== ""
        name: root.symbol
        size: Math.round(Theme.icon * 0.84)
        color: root.foreground
    }
    Flow {
        id: body
        anchors.left: sign.visible ? sign.right : parent.left
        anchors.leftMargin: sign.visible ? Theme.space2 : Theme.space3
        anchors.right: close.visible ? close.left : parent.right
        anchors.rightMargin: Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space2

        readonly property real sentenceWidth: Theme.bodyWidth(root.text)
        readonly property bool oneLine: sentenceWidth + button.implicitWidth + spacing <= width

        Label {
            id: sentence
            width: !button.visible || body.oneLine ? Math.min(body.sentenceWidth, body.width) : body.width
            verticalAlignment: Text.AlignVCenter
            height: body.oneLine && button.visible ? Math.max(implicitHeight, button.height) : implicitHeight
            text: root.text
            color: root.foreground
        }
        Button {
            id: button
            visible: root.action !== ""
            kind: "quiet"
            text: root.action
            onClicked: root.triggered()
        }
    }
    IconButton {
        id: close
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        visible: root.dismissable
        symbol: "close"
        text: qsTr("Close")
        onClicked: root.dismissed()
    }
}
