// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick

/// The same room at night.
Tokens {
    paper: "#17161C"
    surface: "#211F28"
    raised: "#2B2933"
    ink: "#F1ECE6"
    softInk: "#B4ADBD"
    rose: "#F2957A"
    roseInk: "#2A120B"
    roseWash: "#40282A"
    sage: "#9CC8AD"
    sageWash: "#26332E"
    honey: "#F3CF7E"
    honeyWash: "#3A2F16"
    hairline: "#34313C"
    outline: "#7C7687"
    scrim: "#99000000"
    shadow: "#59000000"
    people: ["#5A3A32", "#33493B", "#54431F", "#3B3D5C", "#553449", "#2E4A50", "#4A4234", "#454A28"]
}
