// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import QtTest
import Preggo.Composer
import Preggo.Models

TestCase {
    id: test
    name: "PictureRow"
    when: windowShown
    visible: true
    width: 400
    height: 700

    Component {
        id: columns
        Column {
            id: column
            property var moves: []
            property int edited: -1
            spacing: 16
            width: 360
            Repeater {
                model: PictureListModel {
                    id: pictures
                    rows: ["crib-morning", "first-kick", "cake"].map(name => ({"source": "image://preggo/l/" + name, "alt": name,
                        "width": 1600, "height": 1200, "state": PictureListModel.Ready, "errorText": "", "editable": true}))
                }
                PictureRow {
                    required property var model
                    width: column.width
                    height: implicitHeight
                    count: 3
                    pictureState: model.state
                    onMoved: to => {
                        column.moves = column.moves.concat([[index, to]]);
                        pictures.move(index, to);
                    }
                    onEditRequested: column.edited = index
                }
            }
        }
    }

    function test_aTapEdits() {
        const column = createTemporaryObject(columns, test);
        waitForRendering(column);
        mouseClick(column.children[1], 50, 50);
        compare(column.edited, 1);
        compare(column.moves.length, 0);
    }

    function test_keysEditToo() {
        const column = createTemporaryObject(columns, test);
        findChild(column.children[2], "pictureThumb").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Return);
        compare(column.edited, 2);
    }

    function test_aDragMovesTheRow() {
        const column = createTemporaryObject(columns, test);
        waitForRendering(column);
        const row = column.children[0];
        const step = row.height + 16;
        mousePress(row, 50, 50);
        mouseMove(row, 50, 50 + step * 0.3);
        mouseMove(test, 50, 50 + step * 0.8);
        compare(column.moves, [[0, 1]]);
        mouseMove(test, 50, 50 + step * 1.9);
        compare(column.moves, [[0, 1], [1, 2]]);
        mouseRelease(test, 50, 50 + step * 1.9);
        compare(row.index, 2);
        compare(row.lift, 0);
        compare(column.edited, -1); // a drag is no tap
    }
}
