// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick

/// Linen in morning light.
Tokens {
    paper: "#FBF7F2"
    surface: "#FFFFFF"
    raised: "#F5EEE6"
    ink: "#2B2933"
    softInk: "#6A6473"
    rose: "#B4472F"
    roseInk: "#FFFFFF"
    roseWash: "#FBEBE5"
    sage: "#4F7460"
    sageWash: "#EAF2EC"
    honey: "#8A5A00"
    honeyWash: "#F6E3B4"
    hairline: "#E9E1D8"
    outline: "#8E8578"
    scrim: "#73231E1A"
    shadow: "#1F3B2A1A"
    people: ["#F3D9CF", "#DCE8DD", "#F4E4BF", "#DDDFF0", "#F0DCE8", "#D6E7EA", "#E9E0D2", "#E4E7C9"]
}
