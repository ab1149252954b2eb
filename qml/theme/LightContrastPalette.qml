// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick

/// Light, every text pair at least 7 : 1.
Tokens {
    paper: "#FFFFFF"
    surface: "#FFFFFF"
    raised: "#F2EEE8"
    ink: "#14121A"
    softInk: "#3D3846"
    rose: "#7F2A17"
    roseInk: "#FFFFFF"
    roseWash: "#FDF1EC"
    sage: "#274535"
    sageWash: "#EFF6F1"
    honey: "#573800"
    honeyWash: "#FBEFC9"
    hairline: "#6A6473"
    outline: "#3D3846"
    scrim: "#A6231E1A"
    shadow: "#1F3B2A1A"
    people: ["#F9E6DE", "#E4F0E5", "#F9EDD0", "#E7E9F8", "#F8E8F2", "#E1F0F3", "#F2EADF", "#EEF1DA"]
}
