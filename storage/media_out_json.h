// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/media_out.h"

#include <QJsonObject>

namespace preggo {

/// A picture as drafts and the trash hold it: all but how far its upload came.
[[nodiscard]] QJsonObject toJson(const MediaOut &media);
/// Its id is null where the text is none of ours.
[[nodiscard]] MediaOut mediaOutFromJson(const QJsonObject &object);

} // namespace preggo
