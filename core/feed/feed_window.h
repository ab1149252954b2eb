// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/feed/feed_rows.h"
#include "core/feed/feed_scale.h"
#include "core/feed/feed_source.h"
#include "core/feed/feed_span.h"

#include <QSet>

#include <functional>
#include <memory>
#include <optional>

namespace preggo {

/// Which feed a window shows.
struct FeedScope
{
    FamilyId family;
    std::optional<PostKind> filter;
    FeedSort sort = FeedSort::Newest;
    bool pictured = false; ///< posts with pictures alone
};

/// What a window tells beside its rows.
class FeedWindowObserver : public FeedRowsObserver
{
public:
    /// loading(), atNewest(), atOldest() or newCount() may differ.
    virtual void stateChanged() = 0;
    /// A page could not be read; the rows stay as they are.
    virtual void readFailed(const sql::Error &error) = 0;
};

/// One contiguous stretch of a feed, at most kMaxRows around an anchor, however long the feed is.
///
/// Confirmed posts are read in pages at both ends and dropped at the far end. On top stand the
/// person's own pending posts, while the window reaches the newest end. What is shown is always
/// confirmed state + pending actions, folded again for the touched posts only (docs/sync.md,
/// section 6). While the person reads, posts of others wait behind a counter. Main thread.
class FeedWindow
{
public:
    static constexpr int kMaxRows = 400;
    static constexpr int kPageRows = 40;
    static constexpr int kPendingRows = 100; ///< more of them are on the outbox page
    static constexpr int kRereadFrom = 100; ///< so many changed rows at once are read as a whole
    static constexpr int kChangedMax = 2'000; ///< of more changes than this it does not look at each

    FeedWindow(FeedSource &source, UserId self);

    void setObserver(FeedWindowObserver *observer);

    /// Shows the newest end of a feed, instead of what was shown.
    void open(const FeedScope &scope);
    /// The same, with the first page in place when it returns. Blocks: for start-up alone.
    void openNow(const FeedScope &scope);
    void close();
    [[nodiscard]] const FeedScope &scope() const { return m_scope; }

    [[nodiscard]] const QVector<PostCard> &rows() const { return m_rows.all(); }
    [[nodiscard]] int indexOf(PostId post) const { return m_rows.indexOf(post); }
    [[nodiscard]] bool loading() const { return m_loading; }
    [[nodiscard]] bool atNewest() const { return m_span.atNewest(); }
    [[nodiscard]] bool atOldest() const { return m_span.atOldest(); }
    /// Posts of others that came and are not shown.
    [[nodiscard]] int newCount() const { return static_cast<int>(m_held.size()); }
    [[nodiscard]] const FeedScale &scale() const { return m_scale; }

    /// No effect while a page is being read, or at that end.
    void loadOlder();
    void loadNewer();
    void showNewest();
    /// A new anchor: the first post at or before this moment, or the oldest one.
    void jumpTo(qint64 publishedAtMs);
    /// While true, nothing is put in above what the person looks at.
    void setReading(bool reading) { m_reading = reading; }

    /// Folds pending actions over this post again, at once. For what the person has just done.
    void refold(PostId post);
    /// The same for every post: the pending actions have been loaded.
    void refoldAll();
    /// The engine's news: read these again, then fold and show in one step.
    void postsChanged(const QVector<PostId> &posts);
    /// Reads all that is shown again.
    void reread();

private:
    using PageThen = std::function<void(const FeedPage &)>;

    [[nodiscard]] bool matches(const PostCard &card) const;
    [[nodiscard]] FeedQuery query(Direction direction, std::optional<FeedKey> anchor) const;
    void begin(const FeedScope &scope);
    void read(const FeedQuery &query, PageThen then);
    void load(Direction direction);
    void anchorAt(const FeedPage &page, Direction direction);
    void takeTop(const FeedPage &page);
    [[nodiscard]] qint64 oldestShown() const;
    void readChanged();
    void readAgain();
    void take(const QVector<PostId> &asked, const QVector<PostCard> &found);
    void answered(const QVector<PostId> &asked);
    [[nodiscard]] bool place(const PostCard &card);
    void rereadFrom(std::shared_ptr<FeedSpan> fresh, qsizetype wanted);
    void readScale();
    void appendPending(
        const QSet<PostId> &confirmed, const QHash<PostId, int> &shown, QVector<PostCard> &target) const;
    void appendConfirming(const QSet<PostId> &confirmed, QVector<PostCard> &target) const;
    [[nodiscard]] QSet<PostId> everyPost() const;
    [[nodiscard]] QVector<PostCard> shownRows(const QSet<PostId> &touched) const;
    /// `sameRows`: no confirmed post came or went since the last time.
    void rebuild(const QSet<PostId> &touched, bool sameRows = false);
    void dropShownFromHeld();
    void setLoading(bool loading);
    void tellState();

    FeedSource &m_source;
    UserId m_self;
    FeedScope m_scope;
    FeedSpan m_span;
    FeedRows m_rows;
    FeedScale m_scale;
    QSet<PostId> m_held;
    FeedWindowObserver *m_observer = nullptr;
    bool m_loading = false;
    bool m_reading = false;
    bool m_rereadAgain = false;
    bool m_rereading = false;
    QVector<PostId> m_late; ///< changed while the window was read again
    QSet<PostId> m_changed; ///< to be read again after the read under way
    QVector<PostId> m_beingRead;
    QHash<PostId, int> m_asked; ///< answers on their way, by post: until then its row stays
    QSet<PostId> m_unread; ///< changed, and the disk refused to say how: own ones stay as they stood
    quint64 m_generation = 0; ///< raised by every new anchor: answers for the one before are dropped
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

} // namespace preggo
