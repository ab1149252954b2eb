// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "history.h"
#include "server_tables.h"

namespace preggo::test {

/// Holds what devices wrote down against what their server has in the end. Pure.
///
/// Each finding is one sentence that begins with the rule's name:
/// - `lost`: what was saved is neither on the server, nor in the outbox with a reason, nor taken back
/// - `twice`: an action, or the making of one thing, has more than one effect
/// - `without effect`: the server says that it applied an action, and has changed nothing
/// - `refused`: a refused action changed something, or left its outbox without the person
/// - `unknown`: the server has an action that nobody began
/// - `order`: one person's actions of one line took effect in another order than she did them
/// - `gap`: a stream's changes are not 1, 2, 3, ... up to its head
/// - `words`: a text is not the one of the last change to it
/// - `picture`: a picture of a post on the server is not there whole, or is another
/// - `backwards`: a device showed less than it had shown or saved before, and nobody deleted it
/// - `differs`: a device does not show in the end what the server has
[[nodiscard]] QStringList checkHistories(const QVector<History> &histories, const ServerTables &server);

} // namespace preggo::test
