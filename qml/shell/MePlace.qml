// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Preggo.Settings

/// The settings as a place of the bar.
SettingsPage {
    id: root

    required property HomeShell shell

    settings: shell.app.settings
    session: shell.app.session
    outbox: shell.app.outbox
    offline: shell.app.offline
    familyName: shell.app.family.name
    onOutboxRequested: shell.openOutbox()
    onDiagnosticsRequested: shell.openDiagnostics()
}
