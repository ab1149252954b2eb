// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/imaging/display.h"
#include "protocol/entities.h"

#include <QSize>
#include <QString>
#include <QStringList>

namespace preggo {

/// Names of the variants from the smallest to the master.
[[nodiscard]] const QStringList &allVariants();

/// Those that its record names, each once.
[[nodiscard]] QStringList variantNames(const Media &media);

/// The smallest variant that fills `target` without being stretched, of those in `offered` (all where
/// that is empty), else the largest of them. `master` is the size of the picture, empty where unknown.
[[nodiscard]] QString variantFor(const PictureTarget &target, QSize master, const QStringList &offered = {});

/// `variant` and the larger ones in rising order, then the smaller ones in falling order: in which order
/// copies on this device may stand in for it.
[[nodiscard]] QStringList standIns(const QString &variant);

} // namespace preggo
