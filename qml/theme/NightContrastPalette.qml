// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick

/// Dark, every text pair at least 7 : 1.
Tokens {
    paper: "#000000"
    surface: "#121116"
    raised: "#211F28"
    ink: "#FFFFFF"
    softInk: "#DAD4E0"
    rose: "#FFB39E"
    roseInk: "#1D0A05"
    roseWash: "#2E1C1B"
    sage: "#BFE6CC"
    sageWash: "#17221C"
    honey: "#FFE3A3"
    honeyWash: "#2A210C"
    hairline: "#8F8A99"
    outline: "#C4BDCC"
    scrim: "#CC000000"
    shadow: "#80000000"
    people: ["#4A2D26", "#273A2E", "#443515", "#2E3049", "#45283A", "#233B40", "#3B3428", "#373B1E"]
}
