// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/feed/feed_window.h"

#include <QTest>

namespace preggo {

/// Repeats on a list of its own what a window reports, as a view does, and finds false reports.
class RowMirror final : public FeedWindowObserver
{
public:
    explicit RowMirror(FeedWindow &window)
        : m_window(window)
    {
        window.setObserver(this);
    }
    ~RowMirror() override { m_window.setObserver(nullptr); }

    void aboutToInsert(int, int) override { }
    void didInsert(int first, int last) override
    {
        for (int row = first; row <= last; ++row)
            rows.insert(row, m_window.rows().at(row).post.id);
        inserted += last - first + 1;
    }
    void aboutToRemove(int, int) override { }
    void didRemove(int first, int last) override
    {
        rows.remove(first, last - first + 1);
        removed += last - first + 1;
    }
    void aboutToMove(int, int) override { }
    void didMove(int from, int to) override
    {
        rows.move(from, to);
        ++moved;
    }
    void didChange(int row) override { changed.append(row); }
    void aboutToReset() override { }
    void didReset() override
    {
        rows.clear();
        for (const PostCard &card : m_window.rows())
            rows.append(card.post.id);
        ++resets;
    }
    void stateChanged() override { }
    void readFailed(const sql::Error &) override { ++failures; }

    void clear()
    {
        inserted = removed = moved = resets = 0;
        changed.clear();
    }

    /// The reports lead to what the window holds, no post is there twice, and the bound holds.
    void check() const
    {
        QSet<PostId> seen;
        QCOMPARE(rows.size(), m_window.rows().size());
        for (int row = 0; row < rows.size(); ++row) {
            QCOMPARE(rows.at(row).toString(), m_window.rows().at(row).post.id.toString());
            QVERIFY(!seen.contains(rows.at(row)));
            seen.insert(rows.at(row));
        }
        QVERIFY(rows.size() <= FeedWindow::kMaxRows);
    }

    QVector<PostId> rows;
    int inserted = 0;
    int removed = 0;
    int moved = 0;
    int resets = 0;
    int failures = 0;
    QVector<int> changed;

private:
    FeedWindow &m_window;
};

} // namespace preggo
