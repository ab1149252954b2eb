// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Preggo.Theme

/// The six reactions in one row above what was touched. One for the whole window, opened on demand.
T.Popup {
    id: root

    property string current: ""
    signal picked(string kind)

    readonly property var kinds: ["love", "hug", "joy", "wow", "celebrate", "pray"]

    function openAt(anchor: Item, mine: string): void {
        current = mine;
        const at = anchor.mapToItem(parent, 0, 0);
        x = Math.max(Theme.space2, Math.min(at.x, parent.width - implicitWidth - Theme.space2));
        y = at.y > implicitHeight + Theme.space4 ? at.y - implicitHeight - Theme.space1 : at.y + anchor.height;
        open();
    }

    parent: T.Overlay.overlay
    padding: Theme.space1
    modal: true
    dim: false
    focus: true
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside
    implicitWidth: grid.implicitWidth + 2 * padding
    implicitHeight: grid.implicitHeight + 2 * padding

    contentItem: Grid {
        id: grid
        columns: (root.parent ? root.parent.width : 400) >= 6 * 56 + 24 ? 6 : 3
        LayoutMirroring.enabled: Application.layoutDirection === Qt.RightToLeft
        LayoutMirroring.childrenInherit: true

        Repeater {
            model: root.kinds
            T.AbstractButton {
                id: choice
                required property string modelData
                required property int index
                readonly property bool mine: root.current === modelData
                width: Math.max(52, Theme.icon * 1.6)
                height: width
                focusPolicy: Qt.StrongFocus
                focus: index === 0
                Accessible.role: Accessible.Button
                Accessible.name: Words.reaction(modelData)
                Accessible.onPressAction: choice.clicked()
                Keys.onReturnPressed: choice.clicked()
                Keys.onRightPressed: choice.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
                Keys.onLeftPressed: choice.nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
                onClicked: {
                    root.close();
                    root.picked(modelData);
                }
                contentItem: Item {
                    Icon {
                        anchors.centerIn: parent
                        name: choice.modelData
                        size: Math.round(Theme.icon * (choice.hovered ? 1.35 : 1.2))
                        color: choice.mine || choice.hovered || choice.activeFocus ? Theme.rose : Theme.ink
                    }
                }
                background: Rectangle {
                    radius: width / 2
                    color: choice.mine ? Theme.roseWash : choice.hovered ? Theme.raised : "transparent"
                    FocusRing {
                        visible: choice.visualFocus
                        gap: -2
                        radius: width / 2
                    }
                }
            }
        }
    }
    background: Floating {
        radius: Math.min(32, height / 2)
    }
    enter: Transition {
        NumberAnimation { property: "opacity"; from: 0; to: 1; duration: Theme.quick }
    }
    exit: Transition {
        NumberAnimation { property: "opacity"; to: 0; duration: Theme.quick }
    }
}
