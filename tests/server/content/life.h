// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/server/content/world.h"

namespace preggo::test {

/// Random actions by everybody, on everything.
class Life
{
public:
    Life(World &world, quint64 seed);

    [[nodiscard]] const StreamId &close() const { return m_close; }
    /// One action, up to `pauseMs` after the one before.
    void step(qint64 pauseMs = 5'000);
    [[nodiscard]] int applied() const { return m_applied; }

private:
    [[nodiscard]] Action pick(const Person &who, PostId post);
    [[nodiscard]] Action ofComment(ActionKind kind, PostId post);

    World &w;
    SeededRng m_rng;
    StreamId m_close;
    QVector<PostId> m_posts;
    QVector<std::pair<CommentId, PostId>> m_comments;
    int m_applied = 0;
};

} // namespace preggo::test
