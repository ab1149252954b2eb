// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

class QCoreApplication;

namespace preggo {

/// Installs every translation that the program carries for its language: English too needs one, for
/// its plurals.
void installTranslations(QCoreApplication &app);

} // namespace preggo
