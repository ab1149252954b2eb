// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick

Item {
    required property QtObject owner
}
