// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import QtTest
import Preggo.Composer
import Preggo.Models

TestCase {
    id: test
    name: "PictureEditor"
    when: windowShown
    visible: true
    width: 400
    height: 700

    Component {
        id: models
        ComposerModel { }
    }
    Component {
        id: editors
        PictureEditor {
            property int goneBack: 0
            anchors.fill: parent
            row: 0
            source: "image://preggo/l/crib-morning"
            pictureWidth: 1600
            pictureHeight: 1200
            onBack: goneBack += 1
        }
    }

    function editor(): Item {
        const composer = createTemporaryObject(models, test);
        const page = createTemporaryObject(editors, test, {"composer": composer});
        page.forceActiveFocus();
        waitForRendering(page);
        return page;
    }
    /// The shown picture, in coordinates of the page: 4 to 3, as large as there is room for.
    function shown(page: Item): rect {
        const stage = findChild(page, "editorStage");
        const width = Math.min(stage.width - 44, (stage.height - 44) * 4 / 3);
        return Qt.rect(stage.x + (stage.width - width) / 2, stage.y + (stage.height - width * 3 / 4) / 2, width, width * 3 / 4);
    }
    function isNear(a: real, b: real): bool {
        return Math.abs(a - b) < 0.02;
    }

    function test_aDragOverThePictureCoversThatPart() {
        const page = editor();
        const area = shown(page);
        mousePress(page, area.x + area.width * 0.1, area.y + area.height * 0.1);
        mouseMove(page, area.x + area.width * 0.2, area.y + area.height * 0.2);
        mouseMove(page, area.x + area.width * 0.6, area.y + area.height * 0.3);
        mouseRelease(page, area.x + area.width * 0.6, area.y + area.height * 0.3);
        compare(page.history.boxCount, 1);
        const box = page.history.viewBox(0);
        verify(isNear(box.x, 0.1) && isNear(box.y, 0.1) && isNear(box.width, 0.5) && isNear(box.height, 0.2), box);
        // The box moves with the pointer.
        mouseDrag(page, area.x + area.width * 0.2, area.y + area.height * 0.2, area.width * 0.1, area.height * 0.4);
        verify(isNear(page.history.viewBox(0).x, 0.2) && isNear(page.history.viewBox(0).y, 0.5), page.history.viewBox(0));
        keyClick(Qt.Key_Z, Qt.ControlModifier);
        verify(isNear(page.history.viewBox(0).y, 0.1));
        keyClick(Qt.Key_Z, Qt.ControlModifier);
        compare(page.history.boxCount, 0);
    }

    function test_aTapCoversNothing() {
        const page = editor();
        const area = shown(page);
        mouseClick(page, area.x + area.width / 2, area.y + area.height / 2);
        compare(page.history.boxCount, 0);
    }

    /// All of it without a pointer.
    function test_keysAddMoveResizeAndRemoveABox() {
        const page = editor();
        page.addBox();
        const before = page.history.viewBox(0);
        keyClick(Qt.Key_Right);
        keyClick(Qt.Key_Down);
        verify(page.history.viewBox(0).x > before.x && page.history.viewBox(0).y > before.y);
        compare(page.history.viewBox(0).width, before.width);
        keyClick(Qt.Key_Left, Qt.ShiftModifier);
        verify(page.history.viewBox(0).width < before.width);
        keyClick(Qt.Key_Delete);
        compare(page.history.boxCount, 0);
    }

    function test_theCornersCrop() {
        const page = editor();
        page.mode = "crop";
        waitForRendering(page);
        const area = shown(page);
        mouseDrag(page, area.x, area.y, area.width * 0.25, area.height * 0.5);
        verify(isNear(page.history.crop.x, 0.25) && isNear(page.history.crop.y, 0.5), page.history.crop);
        verify(isNear(page.history.crop.right, 1) && isNear(page.history.crop.bottom, 1), page.history.crop);
        // No corner passes the one across.
        mouseDrag(page, area.x + area.width, area.y + area.height, -area.width * 2, -area.height * 2);
        verify(page.history.crop.width >= 0.019 && page.history.crop.height >= 0.019, page.history.crop);
        verify(isNear(page.history.crop.x, 0.25) && isNear(page.history.crop.y, 0.5), page.history.crop);
    }

    function test_doneHandsOverWhatWasDone() {
        const page = editor();
        page.addBox();
        page.history.turn(true);
        page.finish();
        compare(page.goneBack, 1);
        compare(page.composer.calls.length, 1);
        const [row, turns, crop, boxes] = page.composer.calls[0].args;
        compare(row, 0);
        compare(turns, 1);
        compare(crop, Qt.rect(0, 0, 1, 1));
        compare(boxes.length, 1);
        verify(isNear(boxes[0].x, 0.3) && isNear(boxes[0].width, 0.4)); // of the picture as it came
    }

    function test_doneWithoutAChangeWritesNothing() {
        const page = editor();
        page.finish();
        compare(page.goneBack, 1);
        compare(page.composer.calls.length, 0);
    }

    function test_escapeAsksBeforeItForgets() {
        const page = editor();
        keyClick(Qt.Key_Escape);
        compare(page.goneBack, 1);
        const touched = editor();
        touched.addBox();
        keyClick(Qt.Key_Escape);
        compare(touched.goneBack, 0);
        compare(touched.composer.calls.length, 0);
    }

    function test_theWarningIsForUltrasoundAlone_data() {
        return [{"tag": "ultrasound", "kind": "ultrasound", "warns": true}, {"tag": "photo", "kind": "photo", "warns": false}];
    }
    function test_theWarningIsForUltrasoundAlone(data) {
        const page = editor();
        page.composer.kind = data.kind;
        compare(findChild(page, "warning").visible, data.warns);
    }
}
