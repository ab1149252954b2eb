// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma Singleton
pragma ComponentBehavior: Bound

import QtQuick

/// The only source of colours, sizes and durations. The shell feeds `mode`, `textScale`, `reducedMotion` and
/// `highContrast` from the settings, and `pixelRatio` from its window; everything else follows. Units: pixels and milliseconds.
QtObject {
    id: root

    /// "system", "light" or "dark".
    property string mode: "system"
    property bool highContrast: false
    /// 1.0 to 2.0.
    property real textScale: 1.0
    property bool reducedMotion: false
    /// Of the screen that shows the window. Kept here because asking the screen costs each item an object.
    property real pixelRatio: 1
    /// Reading from right to left.
    readonly property bool mirrored: Application.layoutDirection === Qt.RightToLeft

    readonly property bool dark: mode === "dark" || (mode === "system" && systemDark)
    readonly property bool systemDark: systemPalette.window.hslLightness < 0.5
    readonly property SystemPalette systemPalette: SystemPalette { }

    readonly property Palettes palettes: Palettes { }
    readonly property Tokens active: dark ? (highContrast ? palettes.nightContrast : palettes.night)
        : (highContrast ? palettes.lightContrast : palettes.light)

    readonly property color paper: active.paper
    readonly property color surface: active.surface
    readonly property color raised: active.raised
    readonly property color ink: active.ink
    readonly property color softInk: active.softInk
    readonly property color rose: active.rose
    readonly property color roseInk: active.roseInk
    readonly property color roseWash: active.roseWash
    readonly property color sage: active.sage
    readonly property color sageWash: active.sageWash
    readonly property color honey: active.honey
    readonly property color honeyWash: active.honeyWash
    readonly property color hairline: active.hairline
    readonly property color outline: active.outline
    readonly property color scrim: active.scrim
    readonly property color shadow: active.shadow
    /// Behind a picture that is looked at alone, and on it: the same by day and by night.
    readonly property color stage: "#14121A"
    readonly property color stageInk: "white"
    readonly property color stageVeil: "#B814121A"

    readonly property string fontFamily: "Inter"
    readonly property real scale: Math.min(2, Math.max(1, textScale))
    readonly property int fontSmall: Math.round(13 * scale)
    readonly property int fontBody: Math.round(15 * scale)
    readonly property int fontLarge: Math.round(17 * scale)
    readonly property int fontTitle: Math.round(20 * scale)
    readonly property int fontHeadline: Math.round(28 * scale)
    readonly property int fontDisplay: Math.round(34 * scale)
    readonly property real lineHeight: 1.4
    readonly property FontMetrics bodyMetrics: FontMetrics {
        font.family: root.fontFamily
        font.pixelSize: root.fontBody
    }
    /// How wide a text of the body's size is where nothing wraps it. A Text's own implicitWidth changes while it is
    /// given a width that hangs on it.
    function bodyWidth(text: string): real {
        return Math.ceil(Math.max(...text.split("\n").map(line => bodyMetrics.advanceWidth(line)))) + 1;
    }

    readonly property int space1: 4
    readonly property int space2: 8
    readonly property int space3: 12
    readonly property int space4: 16
    readonly property int space5: 24
    readonly property int space6: 32
    readonly property int space7: 48

    readonly property int radiusCard: 12
    readonly property int radiusSheet: 20

    /// Smallest side of anything that can be tapped.
    readonly property int target: 44
    readonly property int iconSmall: Math.round(16 * (1 + (scale - 1) * 0.75))
    readonly property int icon: Math.round(24 * (1 + (scale - 1) * 0.5))
    readonly property int avatar: Math.round(40 * (1 + (scale - 1) * 0.5))
    readonly property int hairlineWidth: 1
    readonly property int focusWidth: 2
    /// Widest column of posts and forms.
    readonly property int column: 640
    readonly property int formColumn: 440

    /// An answer to a touch; something that moves. Zero when motion is reduced.
    readonly property int quick: reducedMotion ? 0 : 120
    readonly property int move: reducedMotion ? 0 : 220
    /// A picture that comes in where its colours were.
    readonly property int fade: reducedMotion ? 0 : 300
    readonly property int easing: Easing.OutCubic

    /// The ground behind the initials of a person; any index is valid.
    function person(index: int): color {
        return Qt.lighter(active.people[Math.abs(index) % active.people.length], 1);
    }
}
