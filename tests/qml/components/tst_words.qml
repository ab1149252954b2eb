// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import QtTest
import Preggo.Theme

TestCase {
    name: "Words"

    readonly property date now: new Date(2026, 10, 22, 14, 2)

    function test_when_data() {
        return [{"tag": "now", "at": new Date(2026, 10, 22, 14, 1, 40), "words": "just now"},
            {"tag": "minutes", "at": new Date(2026, 10, 22, 13, 57), "words": "5 min"},
            {"tag": "hours", "at": new Date(2026, 10, 22, 11, 2), "words": "3 h"},
            {"tag": "morning", "at": new Date(2026, 10, 22, 0, 30), "words": Words.clock(new Date(2026, 10, 22, 0, 30))},
            {"tag": "yesterday, though two hours ago by the clock", "at": new Date(2026, 10, 21, 18, 40), "words": "yesterday " + Words.clock(new Date(2026, 10, 21, 18, 40))},
            {"tag": "another year", "at": new Date(2025, 2, 12, 9, 0), "words": "12 March 2025"},
            {"tag": "this year", "at": new Date(2026, 2, 12, 9, 0), "words": "12 March"},
            {"tag": "a clock ahead of ours", "at": new Date(2026, 10, 22, 14, 5), "words": "just now"},
            {"tag": "no date", "at": new Date(NaN), "words": ""}];
    }

    function test_when(data) {
        compare(Words.when(data.at, now), data.words);
    }

    function test_clockHasNoSeconds() {
        verify(Words.clock(now).split(":").length <= 2, Words.clock(now));
    }

    function test_daysAreCountedByTheCalendar() {
        compare(Words.daysBetween(new Date(2026, 9, 24, 23, 59), new Date(2026, 9, 26, 0, 1)), 2);
        compare(Words.daysBetween(new Date(2026, 2, 28, 12), new Date(2026, 2, 30, 0, 1)), 2);
    }

    function test_plurals_data() {
        return [{"tag": "comments", "one": Words.comments(1), "many": Words.comments(7), "wantOne": "1 comment", "wantMany": "7 comments"},
            {"tag": "reactions", "one": Words.reactions(1), "many": Words.reactions(2), "wantOne": "1 reaction", "wantMany": "2 reactions"},
            {"tag": "new posts", "one": Words.newPosts(1), "many": Words.newPosts(3), "wantOne": "1 new post", "wantMany": "3 new posts"},
            {"tag": "left", "one": Words.remaining(1), "many": Words.remaining(20), "wantOne": "1 character left", "wantMany": "20 characters left"},
            {"tag": "too many", "one": Words.remaining(-1), "many": Words.remaining(-5), "wantOne": "1 character too many", "wantMany": "5 characters too many"},
            {"tag": "days", "one": Words.daysLeft(1), "many": Words.daysLeft(94), "wantOne": "1 day to go", "wantMany": "94 days to go"}];
    }

    function test_plurals(data) {
        compare(data.one, data.wantOne);
        compare(data.many, data.wantMany);
    }

    function test_weeks() {
        compare(Words.week(26, 4), "26 w 4 d");
        compare(Words.week(26, 0), "26 w");
        compare(Words.week(-1, -1), "");
        compare(Words.weekSpoken(26, 4), "26 weeks and 4 days");
        compare(Words.weekSpoken(1, 1), "1 week and 1 day");
        compare(Words.daysLeft(0), "The day is here");
        compare(Words.daysLeft(-3), "Any day now");
    }

    function test_everyKindHasAWord() {
        for (const kind of ["love", "hug", "joy", "wow", "celebrate", "pray"])
            verify(Words.reaction(kind) !== kind && Words.reaction(kind) !== "");
        for (const kind of ["update", "photo", "ultrasound", "milestone", "week", "celebration"])
            verify(Words.postKind(kind) !== kind);
    }
}
