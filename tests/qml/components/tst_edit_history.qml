// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import QtTest
import Preggo.Composer

TestCase {
    id: test
    name: "EditHistory"

    Component {
        id: made
        EditHistory { }
    }

    function compareRect(actual: rect, expected: rect): void {
        const same = Math.abs(actual.x - expected.x) + Math.abs(actual.y - expected.y)
            + Math.abs(actual.width - expected.width) + Math.abs(actual.height - expected.height) < 1e-9;
        verify(same, actual + " is " + expected);
    }

    /// A box stays over the same part of the picture, however it is turned.
    function test_boxesTurnWithThePicture() {
        const edits = createTemporaryObject(made, test);
        edits.addViewBox(Qt.rect(0.1, 0.2, 0.3, 0.4));
        edits.turn(true);
        compareRect(edits.viewBox(0), Qt.rect(0.4, 0.1, 0.4, 0.3));
        edits.turn(true);
        compareRect(edits.viewBox(0), Qt.rect(0.6, 0.4, 0.3, 0.4));
        edits.turn(false);
        edits.turn(false);
        compare(edits.quarterTurns, 0);
        compareRect(edits.viewBox(0), Qt.rect(0.1, 0.2, 0.3, 0.4));
    }

    /// What is drawn on the turned picture is told in parts of the picture as it came.
    function test_whatIsDrawnIsToldUnturned_data() {
        return [{"tag": "once", "turns": 1, "corner": Qt.rect(0, 0.9, 0.2, 0.1)},
            {"tag": "twice", "turns": 2, "corner": Qt.rect(0.9, 0.8, 0.1, 0.2)},
            {"tag": "three times", "turns": 3, "corner": Qt.rect(0.8, 0, 0.2, 0.1)}];
    }
    function test_whatIsDrawnIsToldUnturned(data) {
        const edits = createTemporaryObject(made, test);
        for (let i = 0; i < data.turns; ++i)
            edits.turn(true);
        edits.addViewBox(Qt.rect(0, 0, 0.1, 0.2));
        edits.setViewCrop(Qt.rect(0, 0, 0.1, 0.2));
        compareRect(edits.boxes[0], data.corner);
        compareRect(edits.crop, data.corner);
        compareRect(edits.viewBox(0), Qt.rect(0, 0, 0.1, 0.2));
        compareRect(edits.viewCrop, Qt.rect(0, 0, 0.1, 0.2));
    }

    function test_nothingLeavesThePictureOrVanishes() {
        const edits = createTemporaryObject(made, test);
        edits.addViewBox(Qt.rect(0.9, -0.5, 0.4, 0.2));
        compareRect(edits.viewBox(0), Qt.rect(0.6, 0, 0.4, 0.2));
        edits.setViewBox(0, Qt.rect(0.5, 0.5, 0, 0));
        compareRect(edits.viewBox(0), Qt.rect(0.5, 0.5, 0.02, 0.02));
        edits.setViewBox(0, Qt.rect(0.5, 0.5, -0.2, -0.3)); // drawn backwards
        compareRect(edits.viewBox(0), Qt.rect(0.3, 0.2, 0.2, 0.3));
        edits.setViewBox(7, Qt.rect(0, 0, 1, 1));
        edits.removeBox(-1);
        compare(edits.boxCount, 1);
    }

    function test_aDragIsOneStepToUndo() {
        const edits = createTemporaryObject(made, test);
        verify(!edits.canUndo && !edits.isDirty);
        edits.begin();
        for (let i = 1; i < 20; ++i)
            edits.setViewCrop(Qt.rect(0, 0, 1 - i * 0.01, 1));
        edits.addViewBox(Qt.rect(0, 0, 0.5, 0.5));
        edits.begin(); // taken hold of, and let go
        edits.begin();
        edits.undo();
        compare(edits.boxCount, 0);
        compareRect(edits.crop, Qt.rect(0, 0, 0.81, 1));
        edits.undo();
        compareRect(edits.crop, Qt.rect(0, 0, 1, 1));
        verify(!edits.canUndo && !edits.isDirty);
        edits.undo();
    }

    function test_boxesAndStepsAreLimited() {
        const edits = createTemporaryObject(made, test);
        for (let i = 0; i < 50; ++i)
            compare(edits.addViewBox(Qt.rect(0, 0, 0.1, 0.1)), i);
        verify(edits.full);
        compare(edits.addViewBox(Qt.rect(0, 0, 0.1, 0.1)), -1);
        compare(edits.boxCount, 50);
        for (let i = 0; i < 301; ++i)
            edits.turn(true);
        let undone = 0;
        for (; edits.canUndo; ++undone)
            edits.undo();
        compare(undone, 200);
        compare(edits.boxCount, 50);
    }
}
