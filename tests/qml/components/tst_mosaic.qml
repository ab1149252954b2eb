// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import QtTest
import Preggo.Components

TestCase {
    id: test
    name: "PictureMosaic"
    width: 640
    height: 1200
    visible: true
    when: windowShown

    Component {
        id: mosaics
        PictureMosaic {
            width: 600
            pictures: []
        }
    }

    function picture(w, h, source) {
        return {"mediaId": "x", "width": w, "height": h, "alt": "A picture", "source": source ?? "", "placeholder": ""};
    }

    function make(sizes) {
        return createTemporaryObject(mosaics, test, {"pictures": sizes.map(s => picture(s[0], s[1]))});
    }

    function test_nothingTakesNoRoom() {
        compare(make([]).height, 0);
    }

    function test_oneKeepsItsProportionUpToFourToFive() {
        compare(make([[1600, 1200]]).height, 450);
        compare(make([[1000, 4000]]).height, 750);
        compare(make([[9000, 1000]]).height, 250);
        compare(make([[0, 0]]).height, 600);
    }

    function test_twoAreEquallyHigh() {
        const m = make([[1600, 1200], [1200, 1600]]);
        compare(m.tiles[0].height, m.tiles[1].height);
        fuzzyCompare(m.tiles[0].width / m.tiles[0].height, 4 / 3, 0.02);
        fuzzyCompare(m.tiles[1].width / m.tiles[1].height, 3 / 4, 0.02);
        compare(m.tiles[1].x + m.tiles[1].width, 600);
    }

    function test_threeAreOneAndTwo() {
        const wide = make([[1600, 1000], [1, 1], [1, 1]]).tiles;
        compare(wide[0].width, 600);
        compare(wide[1].y, wide[2].y);
        const tall = make([[1000, 1400], [1, 1], [1, 1]]).tiles;
        compare(tall[1].x, tall[2].x);
        compare(tall[2].y + tall[2].height, tall[0].height);
    }

    function test_manyAreFourAndANumber() {
        const m = make([[1, 1], [1, 1], [1, 1], [1, 1], [1, 1], [1, 1], [1, 1]]);
        compare(m.tiles.length, 4);
        compare(m.shown, 4);
        let more = -1;
        for (let i = 0; i < m.children.length; ++i) {
            if (m.children[i].position === 4)
                more = m.children[i].more;
        }
        compare(more, 3);
    }

    function test_tilesNeverOverlapOrLeave_data() {
        return [1, 2, 3, 4, 9].map(n => ({"tag": n + " pictures", "count": n}));
    }

    function test_tilesNeverOverlapOrLeave(data) {
        const sizes = [[1600, 1200], [900, 1600], [4000, 500], [10, 10], [1, 9000], [3, 4], [5, 5], [8, 2], [2, 3]];
        const m = make(sizes.slice(0, data.count));
        m.width = 317;
        const tiles = m.tiles;
        for (let a = 0; a < tiles.length; ++a) {
            verify(tiles[a].width > 0 && tiles[a].height > 0);
            verify(tiles[a].x >= 0 && tiles[a].x + tiles[a].width <= 317);
            verify(tiles[a].y + tiles[a].height <= m.height);
            for (let b = a + 1; b < tiles.length; ++b) {
                const apart = tiles[a].x + tiles[a].width <= tiles[b].x || tiles[b].x + tiles[b].width <= tiles[a].x
                    || tiles[a].y + tiles[a].height <= tiles[b].y || tiles[b].y + tiles[b].height <= tiles[a].y;
                verify(apart, "tiles " + a + " and " + b);
            }
        }
    }

    function test_heightDoesNotChangeWhenAPictureFails() {
        const m = createTemporaryObject(mosaics, test, {"pictures": [picture(1600, 1200, "image://preggo/m/broken")]});
        const before = m.height;
        let tile = null;
        for (let i = 0; i < m.children.length; ++i)
            tile = m.children[i].source !== undefined ? m.children[i] : tile;
        ignoreWarning(/.*/);
        tryVerify(() => tile.failed);
        compare(m.height, before);
        tile.retry();
        compare(tile.attempt, 1);
    }

    // Otherwise a picture would turn back into its colours for the moment in which its sharper sizes load.
    function test_theThumbnailStaysUntilTheSharpOneIsThere() {
        const m = createTemporaryObject(mosaics, test, {"pictures": [picture(1600, 1200, "image://preggo/e/7")]});
        const tile = tilesOf(m)[0];
        compare(tile.before, "");
        tile.source = "image://preggo/m/7";
        compare(tile.before, "image://preggo/e/7");
        verify(tile.contentItem.children[0].source.toString().startsWith("image://preggo/e/7?"));
        tile.source = "image://preggo/m/8"; // the tile shows another post's
        compare(tile.before, "");
        compare(tile.contentItem.children[0].source.toString(), "");
    }

    function test_mirrored() {
        const m = make([[1600, 1200], [1200, 1600]]);
        const first = m.children[0];
        compare(first.x, 0);
        m.LayoutMirroring.enabled = true;
        compare(first.x, 600 - first.width);
    }

    function tilesOf(mosaic) {
        return Array.from(mosaic.children).filter(child => child instanceof PictureTile);
    }

    function cover(tile) {
        return Array.from(tile.contentItem.children).find(child => child instanceof LazyLoader).item;
    }

    function test_theFourthTileSaysHowManyMore() {
        const m = make([[4, 3], [4, 3], [4, 3], [4, 3], [4, 3], [4, 3]]);
        const tiles = tilesOf(m);
        compare(tiles.length, 4);
        compare(cover(tiles[2]), null);
        compare(cover(tiles[3]).children[0].children[0].text, "+2");
        m.pictures = m.pictures.slice(0, 4);
        tryVerify(() => cover(tiles[3]) === null);
    }

    function test_theKeyboardIsShownOverThePicture() {
        const m = make([[4, 3]]);
        const tile = tilesOf(m)[0];
        compare(cover(tile), null);
        tile.forceActiveFocus(Qt.TabFocusReason);
        verify(Array.from(cover(tile).children).some(child => child instanceof FocusRing && child.visible));
    }
}
