// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import QtTest
import Preggo.Theme

/// Reads the tokens themselves: whoever changes a colour learns here whether it can be read.
TestCase {
    name: "Theme"

    function channel(c: real): real {
        return c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    function luminance(c: color): real {
        return 0.2126 * channel(c.r) + 0.7152 * channel(c.g) + 0.0722 * channel(c.b);
    }

    function contrast(a: var, b: var): real {
        const x = luminance(Qt.lighter(a, 1));
        const y = luminance(Qt.lighter(b, 1));
        return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
    }

    function test_contrastOfKnownPairs() {
        fuzzyCompare(contrast("black", "white"), 21, 0.01);
        fuzzyCompare(contrast("#777777", "white"), 4.48, 0.01);
    }

    function test_textPairs_data() {
        return [{"tag": "light", "set": Theme.palettes.light, "least": 4.5}, {"tag": "night", "set": Theme.palettes.night, "least": 4.5},
            {"tag": "light contrast", "set": Theme.palettes.lightContrast, "least": 7},
            {"tag": "night contrast", "set": Theme.palettes.nightContrast, "least": 7}];
    }

    function test_textPairs(data) {
        const s = data.set;
        const pairs = [["ink", "paper"], ["ink", "surface"], ["ink", "raised"], ["softInk", "paper"], ["softInk", "surface"],
            ["softInk", "raised"], ["rose", "paper"], ["rose", "surface"], ["rose", "roseWash"], ["roseInk", "rose"],
            ["sage", "surface"], ["sage", "sageWash"], ["honey", "honeyWash"], ["honey", "surface"], ["honey", "paper"]];
        for (const pair of pairs) {
            const found = contrast(s[pair[0]], s[pair[1]]);
            verify(found >= data.least, pair.join(" on ") + ": " + found.toFixed(2) + ", at least " + data.least);
        }
        for (const ground of s.people)
            verify(contrast(s.ink, ground) >= data.least, "initials on " + ground);
        verify(contrast(s.outline, s.paper) >= 3, "outline on paper");
        verify(contrast(s.outline, s.surface) >= 3, "outline on surface");
    }

    function test_textScaleIsKeptInBounds() {
        Theme.textScale = 7;
        compare(Theme.fontBody, 30);
        Theme.textScale = 0.1;
        compare(Theme.fontBody, 15);
        Theme.textScale = 1;
    }

    function test_reducedMotionTakesAllOfIt() {
        Theme.reducedMotion = true;
        compare(Theme.quick, 0);
        compare(Theme.move, 0);
        Theme.reducedMotion = false;
        compare(Theme.quick, 120);
        compare(Theme.move, 220);
    }

    function test_anyIndexHasAPersonsColour() {
        compare(Theme.person(0), Theme.person(8));
        verify(Theme.person(-3).a === 1);
    }
}
