// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// Qt 6.4 cannot make bound components in a Loader or as the head of a view, so the parts below reach `root` unbound.
// qmllint disable unqualified

import QtQuick
import Preggo.Components
import Preggo.Models
import Preggo.Theme

/// The person, how things look, what is kept here, and the way out.
FocusScope {
    id: root

    required property SettingsModel settings
    required property SessionModel session
    required property OutboxModel outbox
    required property OfflineModel offline
    /// Of the open family; empty where none is.
    required property string familyName
    signal outboxRequested()
    signal diagnosticsRequested()

    Rectangle {
        anchors.fill: parent
        color: Theme.paper
    }
    PageHeader {
        id: header
        width: parent.width
        title: qsTr("Me")
        canGoBack: false
    }
    ScrollColumn {
        anchors.top: header.bottom
        anchors.bottom: parent.bottom
        width: parent.width

        Label {
            width: parent.width
            text: root.session.userName
            font.pixelSize: Theme.fontHeadline
            font.weight: Font.DemiBold
        }
        Card {
            width: parent.width
            height: implicitHeight
            padding: Theme.space2
            ListRow {
                width: parent.width
                symbol: root.outbox.refused > 0 ? "warning" : "outbox"
                text: qsTr("Waiting to send")
                detail: root.outbox.waiting + root.outbox.refused === 0 ? qsTr("Everything is sent")
                    : root.outbox.refused > 0 ? qsTr("%1 waiting, %2 need you").arg(root.outbox.waiting).arg(root.outbox.refused)
                    : qsTr("%1 waiting").arg(root.outbox.waiting)
                leads: true
                onClicked: root.outboxRequested()
            }
        }
        SettingsSection {
            width: parent.width
            title: qsTr("How it looks")
            ChoiceRow {
                width: parent.width
                label: qsTr("Colours")
                value: root.settings.theme
                choices: [{"value": "system", "text": qsTr("As the system")}, {"value": "light", "text": qsTr("Light")},
                    {"value": "dark", "text": qsTr("Dark")}]
                onChosen: value => root.settings.theme = value
            }
            ChoiceRow {
                width: parent.width
                label: qsTr("Text size")
                value: root.settings.textScale
                choices: [{"value": 1, "text": "100 %"}, {"value": 1.25, "text": "125 %"}, {"value": 1.5, "text": "150 %"},
                    {"value": 2, "text": "200 %"}]
                onChosen: value => root.settings.textScale = value
            }
            Switch {
                width: parent.width
                text: qsTr("Less motion")
                detail: qsTr("Nothing slides or fades.")
                checked: root.settings.reducedMotion
                onToggled: root.settings.reducedMotion = checked
            }
        }
        SettingsSection {
            width: parent.width
            title: qsTr("Pictures on this device")
            Label {
                width: parent.width
                text: qsTr("%1 MB of at most %2 MB").arg(root.settings.cacheUsedMb).arg(root.settings.cacheLimitMb)
            }
            Progress {
                width: parent.width
                value: root.settings.cacheUsedMb / Math.max(1, root.settings.cacheLimitMb)
                label: qsTr("Space used by pictures")
            }
            ChoiceRow {
                width: parent.width
                label: qsTr("At most")
                value: root.settings.cacheLimitMb
                choices: [{"value": 200, "text": "200 MB"}, {"value": 500, "text": "500 MB"}, {"value": 2000, "text": "2 GB"}]
                onChosen: value => root.settings.cacheLimitMb = value
            }
            ChoiceRow {
                width: parent.width
                visible: root.familyName !== ""
                label: qsTr("Keep %1 here without a network").arg(root.familyName)
                value: root.offline.weeks
                choices: [{"value": 0, "text": qsTr("Nothing")}, {"value": 4, "text": qsTr("4 weeks")},
                    {"value": 12, "text": qsTr("12 weeks")}, {"value": root.offline.everything, "text": qsTr("Everything")}]
                onChosen: value => root.offline.weeks = value
            }
            Label {
                width: parent.width
                visible: root.familyName !== ""
                text: root.offline.text
                font.pixelSize: Theme.fontSmall
                color: Theme.softInk
            }
            Switch {
                width: parent.width
                text: qsTr("Send pictures over any network")
                detail: qsTr("Otherwise they wait for one that costs nothing. Words and hearts always go.")
                checked: root.settings.sendsOnMetered
                onToggled: root.settings.sendsOnMetered = checked
            }
            Button {
                symbol: "trash"
                text: qsTr("Free this space")
                enabled: root.settings.cacheUsedMb > 0
                onClicked: root.settings.clearCache()
            }
        }
        Card {
            width: parent.width
            height: implicitHeight
            padding: Theme.space2
            ListRow {
                width: parent.width
                symbol: "clock"
                text: qsTr("How fast Preggo is here")
                detail: qsTr("Measured on this device, and told to nobody")
                leads: true
                onClicked: root.diagnosticsRequested()
            }
        }
        SettingsSection {
            width: parent.width
            title: qsTr("Account")
            Label {
                width: parent.width
                text: qsTr("Server: %1").arg(root.settings.serverAddress)
                wrapMode: Text.WrapAnywhere
                color: Theme.softInk
            }
            Button {
                kind: "danger"
                symbol: "leave"
                text: qsTr("Sign out")
                onClicked: {
                    leave.active = true;
                    (leave.item as SignOutDialog).open();
                }
            }
        }
    }
    Loader {
        id: leave
        active: false
        sourceComponent: SignOutDialog {
            unsent: root.session.unsentCount
            onSignOut: discard => root.session.signOut(discard)
            onShowOutbox: root.outboxRequested()
        }
    }
}
