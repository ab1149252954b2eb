// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma Singleton
pragma ComponentBehavior: Bound

import QtQuick

/// Numbers, weeks and moments put into words, with plural forms in one place.
QtObject {
    id: root

    /// Ticks once a minute, so that "5 min" becomes "6 min".
    property date now: new Date()
    readonly property Timer minute: Timer {
        interval: 60000
        repeat: true
        triggeredOnStart: true
        // A window that lies beside another is read too.
        running: Application.state === Qt.ApplicationActive || Application.state === Qt.ApplicationInactive
        onTriggered: root.now = new Date()
    }

    /// A moment as it is said: "just now", "5 min", "2 h", "yesterday 18:40", "Tue 18:40", "12 March".
    function when(moment: date, reference: date): string {
        const age = (reference.getTime() - moment.getTime()) / 60000;
        if (isNaN(age))
            return "";
        if (age < 1)
            return qsTr("just now");
        if (age < 60)
            return qsTr("%n min", "minutes ago, short", Math.floor(age));
        const clock = root.clock(moment);
        const days = root.daysBetween(moment, reference);
        if (days === 0)
            return age < 600 ? qsTr("%n h", "hours ago, short", Math.floor(age / 60)) : clock;
        if (days === 1)
            return qsTr("yesterday %1").arg(clock);
        if (days < 7)
            return Qt.locale().dayName(moment.getDay(), Locale.ShortFormat) + " " + clock;
        return root.day(moment, reference);
    }

    /// "14:02" or "2:02 PM", as the locale has it, without seconds.
    function clock(moment: date): string {
        return Qt.formatTime(moment, Qt.locale().timeFormat(Locale.ShortFormat).replace(":ss", ""));
    }

    /// A day as it is said: "12 March", with the year when it is another one.
    function day(moment: date, reference: date): string {
        const other = moment.getFullYear() !== reference.getFullYear();
        return Qt.formatDate(moment, other ? "d MMMM yyyy" : "d MMMM");
    }

    /// "March 2026"
    function month(moment: date): string {
        return Qt.formatDate(moment, "MMMM yyyy");
    }

    /// "12 March", "2 - 8 March", "28 February - 3 March": from one day to another.
    function span(from: date, to: date, reference: date): string {
        if (root.daysBetween(from, to) === 0)
            return root.day(to, reference);
        const sameMonth = from.getMonth() === to.getMonth() && from.getFullYear() === to.getFullYear();
        const first = sameMonth ? Qt.formatDate(from, "d") : root.day(from, reference);
        return qsTr("%1 – %2", "from one day to another").arg(first).arg(root.day(to, reference));
    }

    /// Calendar days from one moment to another, whatever daylight saving does between them.
    function daysBetween(from: date, to: date): int {
        const a = Date.UTC(from.getFullYear(), from.getMonth(), from.getDate());
        const b = Date.UTC(to.getFullYear(), to.getMonth(), to.getDate());
        return Math.round((b - a) / 86400000);
    }

    /// "26 w 4 d"; empty when unknown.
    function week(weeks: int, days: int): string {
        return weeks < 0 ? "" : days > 0 ? qsTr("%1 w %2 d").arg(weeks).arg(days) : qsTr("%1 w").arg(weeks);
    }

    /// "26 weeks and 4 days", for the screen reader.
    function weekSpoken(weeks: int, days: int): string {
        if (weeks < 0)
            return "";
        const w = weeks === 1 ? qsTr("1 week") : qsTr("%n weeks", "", weeks);
        if (days <= 0)
            return w;
        return qsTr("%1 and %2").arg(w).arg(days === 1 ? qsTr("1 day") : qsTr("%n days", "", days));
    }

    function daysLeft(days: int): string {
        if (days > 1)
            return qsTr("%n days to go", "", days);
        if (days === 1)
            return qsTr("1 day to go");
        return days === 0 ? qsTr("The day is here") : qsTr("Any day now");
    }

    function comments(count: int): string {
        return count === 1 ? qsTr("1 comment") : qsTr("%n comments", "", count);
    }

    function reactions(count: int): string {
        return count === 1 ? qsTr("1 reaction") : qsTr("%n reactions", "", count);
    }

    function pictures(count: int): string {
        return count === 1 ? qsTr("1 picture") : qsTr("%n pictures", "", count);
    }

    function newPosts(count: int): string {
        return count === 1 ? qsTr("1 new post") : qsTr("%n new posts", "", count);
    }

    function members(count: int): string {
        return count === 1 ? qsTr("1 member") : qsTr("%n members", "", count);
    }

    function remaining(count: int): string {
        if (count < 0)
            return count === -1 ? qsTr("1 character too many") : qsTr("%n characters too many", "", -count);
        return count === 1 ? qsTr("1 character left") : qsTr("%n characters left", "", count);
    }

    function failures(count: int): string {
        return count === 1 ? qsTr("1 did not come.") : qsTr("%n did not come.", "", count);
    }

    function reaction(kind: string): string {
        switch (kind) {
        case "love": return qsTr("Love");
        case "hug": return qsTr("Hug");
        case "joy": return qsTr("Joy");
        case "wow": return qsTr("Wow");
        case "celebrate": return qsTr("Celebrate");
        case "pray": return qsTr("Thoughts");
        }
        return kind;
    }

    function postKind(kind: string): string {
        switch (kind) {
        case "update": return qsTr("Update");
        case "photo": return qsTr("Photo");
        case "ultrasound": return qsTr("Ultrasound");
        case "milestone": return qsTr("Milestone");
        case "week": return qsTr("Week");
        case "celebration": return qsTr("Celebration");
        }
        return kind;
    }
}
