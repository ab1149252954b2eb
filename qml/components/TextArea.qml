// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Preggo.Theme

/// Several lines of input that grow with what is written, from `minimumLines` on.
T.TextArea {
    id: root

    property int minimumLines: 1
    /// False inside something that draws its own border.
    property bool framed: true
    property string label
    property bool growing: true

    FontMetrics {
        id: metrics
        font: root.font
    }

    implicitWidth: 280
    implicitHeight: Math.max(Theme.target, minimumLines * metrics.lineSpacing * 1.2 + topPadding + bottomPadding,
        contentHeight + topPadding + bottomPadding, (hint.visible ? hint.implicitHeight : 0) + topPadding + bottomPadding)
    leftPadding: framed ? Theme.space3 : 0
    rightPadding: leftPadding
    topPadding: Theme.space3
    bottomPadding: Theme.space3
    color: Theme.ink
    placeholderTextColor: Theme.softInk
    selectionColor: Theme.rose
    selectedTextColor: Theme.roseInk
    font.family: Theme.fontFamily
    font.pixelSize: Theme.fontBody
    textFormat: TextEdit.PlainText
    wrapMode: TextEdit.Wrap
    selectByMouse: true
    Accessible.role: Accessible.EditableText
    Accessible.name: label !== "" ? label : placeholderText
    Accessible.multiLine: true
    // Tab leaves the text, as it does everywhere else.
    KeyNavigation.priority: KeyNavigation.BeforeItem
    Keys.onTabPressed: root.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
    Keys.onBacktabPressed: root.nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)

    Label {
        id: hint
        x: root.leftPadding
        y: root.topPadding
        width: root.width - root.leftPadding - root.rightPadding
        visible: root.length === 0 && root.preeditText === ""
        text: root.placeholderText
        font.pixelSize: root.font.pixelSize
        color: Theme.softInk
    }
    background: Rectangle {
        visible: root.framed
        radius: Theme.radiusCard
        color: Theme.surface
        border.width: root.activeFocus ? Theme.focusWidth : Theme.hairlineWidth
        border.color: root.activeFocus ? Theme.rose : Theme.outline
    }
}
