// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/viewmodels/post_view.h"

#include <QObject>
#include <qqmlregistration.h>

namespace preggo {

/// One post with the names that FeedModel's roles have, for the page of a single post.
class PostItem : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("PostThreadModel.post")
    Q_PROPERTY(QString postId READ postId NOTIFY changed FINAL)
    Q_PROPERTY(QString kind READ kind NOTIFY changed FINAL)
    Q_PROPERTY(QString authorId READ authorId NOTIFY changed FINAL)
    Q_PROPERTY(QString authorName READ authorName NOTIFY changed FINAL)
    Q_PROPERTY(QString authorRelation READ authorRelation NOTIFY changed FINAL)
    Q_PROPERTY(QString authorInitials READ authorInitials NOTIFY changed FINAL)
    Q_PROPERTY(int authorColor READ authorColor NOTIFY changed FINAL)
    Q_PROPERTY(bool isMine READ isMine NOTIFY changed FINAL)
    Q_PROPERTY(QString text READ text NOTIFY changed FINAL)
    Q_PROPERTY(QString milestone READ milestone NOTIFY changed FINAL)
    Q_PROPERTY(int weeks READ weeks NOTIFY changed FINAL)
    Q_PROPERTY(int days READ days NOTIFY changed FINAL)
    Q_PROPERTY(QDateTime publishedAt READ publishedAt NOTIFY changed FINAL)
    Q_PROPERTY(QDateTime writtenAt READ writtenAt NOTIFY changed FINAL)
    Q_PROPERTY(bool edited READ edited NOTIFY changed FINAL)
    Q_PROPERTY(bool canEdit READ canEdit NOTIFY changed FINAL)
    Q_PROPERTY(bool canDelete READ canDelete NOTIFY changed FINAL)
    Q_PROPERTY(QList<preggo::PictureItem> pictures READ pictures NOTIFY changed FINAL)
    Q_PROPERTY(QList<preggo::ReactionItem> reactions READ reactions NOTIFY changed FINAL)
    Q_PROPERTY(int reactionTotal READ reactionTotal NOTIFY changed FINAL)
    Q_PROPERTY(QString myReaction READ myReaction NOTIFY changed FINAL)
    Q_PROPERTY(QString reactionNames READ reactionNames NOTIFY changed FINAL)
    Q_PROPERTY(int commentCount READ commentCount NOTIFY changed FINAL)
    Q_PROPERTY(int delivery READ delivery NOTIFY changed FINAL)
    Q_PROPERTY(QString deliveryText READ deliveryText NOTIFY changed FINAL)

public:
    explicit PostItem(QObject *parent = nullptr);

    /// Emits changed() where the view differs.
    void setView(const PostView &view);
    [[nodiscard]] const PostView &view() const { return m_view; }

    [[nodiscard]] QString postId() const { return m_view.postId; }
    [[nodiscard]] QString kind() const { return m_view.kind; }
    [[nodiscard]] QString authorId() const { return m_view.authorId; }
    [[nodiscard]] QString authorName() const { return m_view.authorName; }
    [[nodiscard]] QString authorRelation() const { return m_view.authorRelation; }
    [[nodiscard]] QString authorInitials() const { return m_view.authorInitials; }
    [[nodiscard]] int authorColor() const { return m_view.authorColor; }
    [[nodiscard]] bool isMine() const { return m_view.isMine; }
    [[nodiscard]] QString text() const { return m_view.text; }
    [[nodiscard]] QString milestone() const { return m_view.milestone; }
    [[nodiscard]] int weeks() const { return m_view.weeks; }
    [[nodiscard]] int days() const { return m_view.days; }
    [[nodiscard]] QDateTime publishedAt() const { return m_view.publishedAt; }
    [[nodiscard]] QDateTime writtenAt() const { return m_view.writtenAt; }
    [[nodiscard]] bool edited() const { return m_view.edited; }
    [[nodiscard]] bool canEdit() const { return m_view.canEdit; }
    [[nodiscard]] bool canDelete() const { return m_view.canDelete; }
    [[nodiscard]] QList<PictureItem> pictures() const { return m_view.pictures; }
    [[nodiscard]] QList<ReactionItem> reactions() const { return m_view.reactions; }
    [[nodiscard]] int reactionTotal() const { return m_view.reactionTotal; }
    [[nodiscard]] QString myReaction() const { return m_view.myReaction; }
    [[nodiscard]] QString reactionNames() const { return m_view.reactionNames; }
    [[nodiscard]] int commentCount() const { return m_view.commentCount; }
    [[nodiscard]] int delivery() const { return static_cast<int>(m_view.delivery); }
    [[nodiscard]] QString deliveryText() const { return m_view.deliveryText; }

Q_SIGNALS:
    void changed();

private:
    PostView m_view;
};

} // namespace preggo
