// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import QtQml
import Preggo.Models

/// Canned: six weeks, the newest with more pictures than a line holds.
CannedList {
    id: root
    property bool shown: false
    property int columns: 3
    property bool loading: false
    property bool atNewest: true
    property bool atOldest: true
    property int loaded: 0
    signal noticed(string text)
    readonly property list<string> names: ["scan-20", "socks-yellow", "hat-rose", "sea-noon", "crib-morning", "fruit-lemon",
        "socks-blue", "cat-ginger", "garden-tall", "hills-day", "wall-bunting", "sea-evening"]
    /// Week, day of the month, pictures.
    property var weeks: [[26, 14, 8], [25, 8, 2], [24, 1, 3], [20, 2, 1], [12, 5, 4], [8, 6, 1]]
    readonly property var pictures: {
        const all = [];
        for (let w = 0; w < weeks.length; ++w) {
            for (let i = 0; i < weeks[w][2]; ++i)
                all.push(picture(w, i, all.length));
        }
        return all;
    }
    readonly property Binding lines: Binding {
        root.rows: root.cut()
    }

    function picture(w: int, i: int, place: int): var {
        const name = names[place % names.length];
        return {"mediaId": "a" + place, "width": 1600, "height": 1200,
            "alt": place === 0 ? "A profile, and a wave of the hand" : "", "source": "image://preggo/m/" + name,
            "placeholder": "image://preggo/p/" + name, "postId": "p1", "authorName": "Nora", "weeks": weeks[w][0], "days": 4 - i % 4,
            "day": new Date(2026, 2 - w, weeks[w][1] - i % 3)};
    }
    function cut(): var {
        const lines = [];
        let place = 0;
        for (let w = 0; w < weeks.length; ++w) {
            const total = weeks[w][2];
            const blank = {"head": false, "weeks": weeks[w][0], "from": new Date(2026, 2 - w, weeks[w][1] - 2),
                "to": new Date(2026, 2 - w, weeks[w][1]), "total": total, "first": place, "pictures": []};
            lines.push(Object.assign({}, blank, {"head": true}));
            for (let i = 0; i < total; i += columns)
                lines.push(Object.assign({}, blank, {"first": place + i, "pictures": pictures.slice(place + i, place + Math.min(total, i + columns))}));
            place += total;
        }
        return lines;
    }
    function loadOlder(): void { loaded += 1; }
    function loadNewer(): void { }
    function rowOf(picture: int): int {
        return rows.findIndex(row => !row.head && picture >= row.first && picture < row.first + row.pictures.length);
    }
    function beside(picture: int, right: int, down: int): int {
        return Math.max(0, Math.min(pictures.length - 1, picture + right + down * columns));
    }
}
