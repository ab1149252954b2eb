// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import QtTest
import Preggo.Components
import Preggo.Theme

TestCase {
    id: test
    name: "PictureTile"
    when: windowShown
    visible: true
    width: 200
    height: 200

    SignalSpy {
        id: fading
        signalName: "fadingChanged"
    }
    Component {
        id: tiles
        PictureTile {
            width: 120
            height: 120
        }
    }

    function cleanup() {
        Theme.reducedMotion = false;
    }

    function makeTile(shortWait) {
        const tile = createTemporaryObject(tiles, test, {"shortWait": shortWait});
        fading.target = tile;
        fading.clear();
        tile.source = "image://preggo/m/cake";
        return tile;
    }

    function test_whatWasWaitedForFadesIn() {
        const tile = makeTile(-1);
        tryCompare(fading, "count", 2);
        verify(!tile.fading && !tile.failed);
    }

    function test_whatIsHereAtOnceDoesNotFade() {
        const tile = makeTile(60000);
        tryCompare(tile.background, "color", "#00000000"); // it is shown
        compare(fading.count, 0);
    }

    function test_nothingFadesWhereMotionIsReduced() {
        Theme.reducedMotion = true;
        const tile = makeTile(-1);
        tryCompare(tile.background, "color", "#00000000");
        compare(fading.count, 0);
    }
}
