// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QQuickWindow>
#include <QStringList>

namespace preggo {

/// What a program can see on a page: words that are cut off, leave the window or lie on one another; things
/// to press that are smaller than 44 pixels or have no name for the screen reader. One sentence a finding.
[[nodiscard]] QStringList findingsOn(QQuickWindow *window);

} // namespace preggo
