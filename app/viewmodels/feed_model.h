// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/viewmodels/account_context.h"
#include "app/viewmodels/family_facts.h"
#include "app/viewmodels/post_view.h"
#include "app/viewmodels/row_model.h"

#include "core/feed/feed_window.h"

#include <QDateTime>
#include <QHash>
#include <QPointer>
#include <QVector>
#include <qqmlregistration.h>

#include <memory>

namespace preggo {

/// The feed of the open family: a window of at most 400 posts, newest first, own unsent ones on top.
///
/// Rows come, go and change one by one; the model is reset only when the family, the filter or the
/// anchor changes. Belongs to the GUI thread.
class FeedModel : public preggo::RowModel, private FeedWindowObserver
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("AppModel.feed")
    Q_PROPERTY(bool loading READ loading NOTIFY edgesChanged FINAL)
    Q_PROPERTY(bool atNewest READ atNewest NOTIFY edgesChanged FINAL)
    Q_PROPERTY(bool atOldest READ atOldest NOTIFY edgesChanged FINAL)
    Q_PROPERTY(int newCount READ newCount NOTIFY newCountChanged FINAL)
    Q_PROPERTY(bool reading READ reading WRITE setReading NOTIFY readingChanged FINAL)
    Q_PROPERTY(QString filterKind READ filterKind WRITE setFilterKind NOTIFY queryChanged FINAL)
    Q_PROPERTY(QString sortBy READ sortBy WRITE setSortBy NOTIFY queryChanged FINAL)
    Q_PROPERTY(QString emptyText READ emptyText NOTIFY queryChanged FINAL)

public:
    enum Delivery {
        Sent = static_cast<int>(DeliveryState::Sent),
        Saved = static_cast<int>(DeliveryState::Saved),
        Sending = static_cast<int>(DeliveryState::Sending),
        Waiting = static_cast<int>(DeliveryState::Waiting),
        Refused = static_cast<int>(DeliveryState::Refused),
    };
    Q_ENUM(Delivery)

    enum Role {
        PostIdRole = Qt::UserRole + 1, ///< string
        KindRole, ///< string: update, photo, ultrasound, milestone, week, celebration
        AuthorIdRole, ///< string
        AuthorNameRole, ///< string
        AuthorRelationRole, ///< string: what she is to the baby; may be empty
        AuthorInitialsRole, ///< string: one or two letters
        AuthorColorRole, ///< int 0-7
        IsMineRole, ///< bool
        TextRole, ///< string, plain text
        MilestoneRole, ///< string: what was reached; may be empty
        WeeksRole, ///< int: completed weeks, -1 where unknown
        DaysRole, ///< int 0-6, -1 where unknown
        PublishedAtRole, ///< date
        WrittenAtRole, ///< date by the author's clock, for text only
        EditedRole, ///< bool
        CanEditRole, ///< bool
        CanDeleteRole, ///< bool
        PicturesRole, ///< list<pictureItem>
        ReactionsRole, ///< list<reactionItem>: kinds that occur
        ReactionTotalRole, ///< int
        MyReactionRole, ///< string, "" where there is none
        ReactionNamesRole, ///< string: who, in words
        CommentCountRole, ///< int
        CommentsRole, ///< list<commentItem>: at most two, oldest first
        DeliveryRole, ///< FeedModel.Delivery
        DeliveryTextRole, ///< string: one sentence, "" once it is sent
    };
    Q_ENUM(Role)

    explicit FeedModel(QObject *parent = nullptr);
    ~FeedModel() override;

    /// From now on the model shows the family of `facts`. Both outlive detach().
    void attach(const AccountContext &account, const FamilyFacts &facts);
    void detach();
    /// Shows the newest end of the feed of the family in the facts. `now` blocks for the first page.
    void openFamily(bool now);
    /// Names, dates or abilities may differ.
    void factsChanged();
    void setConnected(bool connected);
    // The engine's news
    void postsChanged(const QVector<PostId> &posts);
    void reread();
    void deliveriesChanged();
    void pendingLoaded();
    void notice(const QString &text) { Q_EMIT noticed(text); }
    /// The post as it is shown, with pending actions; nothing where it is not in the window.
    [[nodiscard]] std::optional<PostCard> cardOf(const QString &postId) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] bool loading() const;
    [[nodiscard]] bool atNewest() const;
    [[nodiscard]] bool atOldest() const;
    [[nodiscard]] int newCount() const;
    /// True while the person looks at something: then nothing comes in above it.
    [[nodiscard]] bool reading() const { return m_reading; }
    void setReading(bool reading);
    [[nodiscard]] QString filterKind() const;
    void setFilterKind(const QString &kind);
    [[nodiscard]] QString sortBy() const;
    void setSortBy(const QString &sortBy);
    [[nodiscard]] QString emptyText() const;

    /// Gives a reaction; the same kind again takes it back. The row shows it before this returns.
    Q_INVOKABLE void react(const QString &postId, const QString &kind);
    /// Takes the post out at once; postRemoved() tells for the undo bar.
    Q_INVOKABLE void removePost(const QString &postId);
    Q_INVOKABLE void undoRemove(const QString &postId);
    Q_INVOKABLE void loadOlder();
    Q_INVOKABLE void loadNewer();
    /// `row` is the last one in view: pictures of the next ones may be fetched ahead.
    Q_INVOKABLE void shownUpTo(int row);
    /// Goes to the newest post and clears newCount.
    Q_INVOKABLE void showNewest();
    /// Puts the window around the first post of that day or before.
    Q_INVOKABLE void jumpToDate(const QDateTime &day);
    /// Sends a refused post once more.
    Q_INVOKABLE void retry(const QString &postId);
    /// For the scroll thumb: 0 is the newest post of the whole feed, 1 the oldest.
    Q_INVOKABLE [[nodiscard]] QDateTime dateAtFraction(qreal fraction) const;
    Q_INVOKABLE [[nodiscard]] qreal fractionAt(int row) const;
    /// The row of a post in the window, or -1.
    Q_INVOKABLE [[nodiscard]] int indexOf(const QString &postId) const;

Q_SIGNALS:
    void edgesChanged();
    void newCountChanged();
    void readingChanged();
    void queryChanged();
    void postRemoved(const QString &postId);
    /// Something went wrong, in words for the person.
    void noticed(const QString &text);

private:
    static constexpr int kExpectedPosts = 10; ///< whose pictures are fetched ahead of the view
    struct Removed
    {
        PostCard card;
        bool neverSent = false; ///< the deletion merely took it back
        QVector<MediaOut> pictures; ///< of one that was never sent
    };

    void aboutToInsert(int first, int last) override;
    void didInsert(int first, int last) override;
    void aboutToRemove(int first, int last) override;
    void didRemove(int first, int last) override;
    void aboutToMove(int from, int to) override;
    void didMove(int from, int to) override;
    void didChange(int row) override;
    void aboutToReset() override;
    void didReset() override;
    void stateChanged() override;
    void readFailed(const sql::Error &error) override;

    [[nodiscard]] static QVariant valueOf(const PostView &row, int role);
    [[nodiscard]] FeedScope scope() const;
    [[nodiscard]] PostView viewOf(const PostCard &card) const;
    void presentAll();
    void submit(ActionDraft draft, PostId post);

    const AccountContext *m_account = nullptr;
    const FamilyFacts *m_facts = nullptr;
    std::unique_ptr<FeedWindow> m_window;
    QVector<PostView> m_rows; ///< beside the window's rows
    QHash<PostId, Removed> m_removed; ///< for undoRemove()
    QString m_filter;
    QString m_sortBy = QStringLiteral("newest");
    QVector<MediaId> m_expected;
    bool m_reading = false;
    bool m_connected = false;
    int m_newCount = 0;
};

} // namespace preggo
