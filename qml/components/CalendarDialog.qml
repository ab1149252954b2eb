// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Preggo.Theme

/// One month to choose a day from.
Dialog {
    id: root

    property date day
    property date month: new Date(day.getFullYear(), day.getMonth(), 1, 12)
    readonly property int firstDay: Qt.locale().firstDayOfWeek % 7
    readonly property int offset: (month.getDay() - firstDay + 7) % 7
    signal picked(date day)

    // Seven days of 44 pixels stand beside one another on the narrowest phone.
    leftPadding: narrow ? Theme.space1 : Theme.space5
    rightPadding: leftPadding

    function turn(by: int): void {
        month = new Date(month.getFullYear(), month.getMonth() + by, 1, 12);
    }

    Item {
        width: parent.width
        implicitHeight: Theme.target
        IconButton {
            anchors.left: parent.left
            symbol: "back"
            text: qsTr("Previous month")
            onClicked: root.turn(-1)
        }
        Label {
            anchors.centerIn: parent
            text: Qt.formatDate(root.month, "MMMM yyyy")
            font.weight: Font.DemiBold
        }
        IconButton {
            anchors.right: parent.right
            symbol: "forward"
            text: qsTr("Next month")
            onClicked: root.turn(1)
        }
    }
    Grid {
        id: grid
        width: parent.width
        columns: 7
        Repeater {
            model: 42
            T.AbstractButton {
                id: cell
                required property int index
                readonly property date date: new Date(root.month.getFullYear(), root.month.getMonth(),
                    index - root.offset + 1, 12)
                readonly property bool inMonth: date.getMonth() === root.month.getMonth()
                readonly property bool chosen: inMonth && date.toDateString() === root.day.toDateString()
                width: grid.width / 7
                height: Theme.target
                enabled: inMonth
                focusPolicy: Qt.StrongFocus
                Accessible.role: Accessible.Button
                Accessible.name: Qt.formatDate(date, "d MMMM yyyy")
                Accessible.ignored: !inMonth
                Accessible.onPressAction: cell.clicked()
                Keys.onReturnPressed: cell.clicked()
                onClicked: {
                    root.picked(date);
                    root.close();
                }
                contentItem: Label {
                    text: cell.inMonth ? cell.date.getDate() : ""
                    horizontalAlignment: Text.AlignHCenter
                    verticalAlignment: Text.AlignVCenter
                    color: cell.chosen ? Theme.roseInk : Theme.ink
                }
                background: Item {
                    Rectangle {
                        anchors.centerIn: parent
                        width: Math.min(parent.width, parent.height) - 2
                        height: width
                        radius: width / 2
                        color: cell.chosen ? Theme.rose : cell.hovered && cell.inMonth ? Theme.raised : "transparent"
                        FocusRing {
                            visible: cell.visualFocus
                            gap: -2
                            radius: width / 2
                        }
                    }
                }
            }
        }
    }
}
