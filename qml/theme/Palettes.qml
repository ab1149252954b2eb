// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick

/// The four sets of colours. In one file, because each file costs a start a third of a millisecond.
QtObject {
    /// Linen in morning light.
    readonly property Tokens light: Tokens {
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
    /// The same room at night.
    readonly property Tokens night: Tokens {
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
    /// Light, every text pair at least 7 : 1.
    readonly property Tokens lightContrast: Tokens {
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
    /// Dark, every text pair at least 7 : 1.
    readonly property Tokens nightContrast: Tokens {
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
}
