// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "storage/post_card.h"

#include <QSet>
#include <QVector>

namespace preggo {

/// Told of every change of the shown rows, in the words of QAbstractItemModel: first what will be done,
/// then that it is done. Between the two calls of a pair the rows must not be read.
class FeedRowsObserver
{
public:
    virtual ~FeedRowsObserver() = default;
    virtual void aboutToInsert(int first, int last) = 0;
    virtual void didInsert(int first, int last) = 0;
    virtual void aboutToRemove(int first, int last) = 0;
    virtual void didRemove(int first, int last) = 0;
    /// One row goes up: `to` is less than `from`.
    virtual void aboutToMove(int from, int to) = 0;
    virtual void didMove(int from, int to) = 0;
    /// Its content may differ.
    virtual void didChange(int row) = 0;
    virtual void aboutToReset() = 0;
    virtual void didReset() = 0;
};

/// The rows as they are shown. They turn from one state into the next by the fewest steps that keep
/// rows in place, and never hold a post twice (I14).
class FeedRows
{
public:
    /// The observer outlives the rows, or is taken away before it goes.
    void setObserver(FeedRowsObserver *observer) { m_observer = observer; }

    [[nodiscard]] const QVector<PostCard> &all() const { return m_rows; }
    /// -1 where it is not shown.
    [[nodiscard]] int indexOf(PostId post) const;

    /// Becomes `target` by removing, moving and inserting. Of the rows that stay, those in `touched` are
    /// replaced and reported as changed. `target` holds each post once.
    void become(const QVector<PostCard> &target, const QSet<PostId> &touched);
    void replace(int row, const PostCard &card);
    /// All at once; only where the rows have nothing to do with those before.
    void reset(const QVector<PostCard> &target);

private:
    void removeOthers(const QSet<PostId> &wanted);
    void removeRange(int first, int last);
    void insertRange(int first, const QVector<PostCard> &target, int end);
    void bringUp(PostId post, int to);

    QVector<PostCard> m_rows;
    FeedRowsObserver *m_observer = nullptr;
};

} // namespace preggo
