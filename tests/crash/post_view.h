// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/entities.h"

#include <QJsonObject>
#include <QPair>
#include <QVector>

namespace preggo::test {

/// A post as everyone who may read it must see it in the end.
///
/// `comments` may hold deleted ones, which nobody sees. The order of reactions and comments given does
/// not matter.
[[nodiscard]] QJsonObject viewOf(const Post &post, const QVector<QPair<UserId, ReactionKind>> &reactions,
    QVector<Comment> comments, const QVector<MediaId> &media);

} // namespace preggo::test
