// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import Preggo.Models

/// Canned: one of every severity, and one that was not measured yet.
CannedList {
    enum Severity { Fine, Slow, VerySlow }
    property int refreshed: 0
    function refresh(): void { refreshed += 1; }
    rows: [
        {"title": "Opening the feed", "count": 3, "half": 42, "most": 60, "nearlyAll": 60, "failures": 0, "severity": 0},
        {"title": "A picture kept on this device", "count": 100, "half": 18, "most": 240, "nearlyAll": 390, "failures": 0, "severity": 1},
        {"title": "A picture from the server", "count": 64, "half": 310, "most": 2400, "nearlyAll": 5200, "failures": 3, "severity": 2},
        {"title": "An answer of the server", "count": 0, "half": 0, "most": 0, "nearlyAll": 0, "failures": 0, "severity": 0}]
}
