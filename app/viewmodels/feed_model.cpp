// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/feed_model.h"

namespace preggo {

QVariant FeedModel::valueOf(const PostView &row, int role)
{
    switch (role) {
    case FeedModel::PostIdRole:
        return row.postId;
    case FeedModel::KindRole:
        return row.kind;
    case FeedModel::AuthorIdRole:
        return row.authorId;
    case FeedModel::AuthorNameRole:
        return row.authorName;
    case FeedModel::AuthorRelationRole:
        return row.authorRelation;
    case FeedModel::AuthorInitialsRole:
        return row.authorInitials;
    case FeedModel::AuthorColorRole:
        return row.authorColor;
    case FeedModel::IsMineRole:
        return row.isMine;
    case FeedModel::TextRole:
        return row.text;
    case FeedModel::MilestoneRole:
        return row.milestone;
    case FeedModel::WeeksRole:
        return row.weeks;
    case FeedModel::DaysRole:
        return row.days;
    case FeedModel::PublishedAtRole:
        return row.publishedAt;
    case FeedModel::WrittenAtRole:
        return row.writtenAt;
    case FeedModel::EditedRole:
        return row.edited;
    case FeedModel::CanEditRole:
        return row.canEdit;
    case FeedModel::CanDeleteRole:
        return row.canDelete;
    case FeedModel::PicturesRole:
        return QVariant::fromValue(row.pictures);
    case FeedModel::ReactionsRole:
        return QVariant::fromValue(row.reactions);
    case FeedModel::ReactionTotalRole:
        return row.reactionTotal;
    case FeedModel::MyReactionRole:
        return row.myReaction;
    case FeedModel::ReactionNamesRole:
        return row.reactionNames;
    case FeedModel::CommentCountRole:
        return row.commentCount;
    case FeedModel::CommentsRole:
        return QVariant::fromValue(row.comments);
    case FeedModel::DeliveryRole:
        return static_cast<int>(row.delivery);
    case FeedModel::DeliveryTextRole:
        return row.deliveryText;
    default:
        return {};
    }
}

FeedModel::FeedModel(QObject *parent)
    : RowModel(parent)
{ }

FeedModel::~FeedModel() = default;

int FeedModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant FeedModel::data(const QModelIndex &index, int role) const
{
    return checkIndex(index, CheckIndexOption::IndexIsValid) ? valueOf(m_rows.at(index.row()), role)
                                                             : QVariant();
}

QHash<int, QByteArray> FeedModel::roleNames() const
{
    return namesOf<Role>();
}

QString FeedModel::filterKind() const
{
    return m_filter;
}

void FeedModel::setFilterKind(const QString &kind)
{
    if (std::exchange(m_filter, kind) == kind)
        return;
    Q_EMIT queryChanged();
    openFamily(false);
}

QString FeedModel::sortBy() const
{
    return m_sortBy;
}

void FeedModel::setSortBy(const QString &sortBy)
{
    if (std::exchange(m_sortBy, sortBy) == sortBy)
        return;
    Q_EMIT queryChanged();
    openFamily(false);
}

QString FeedModel::emptyText() const
{
    if (!m_filter.isEmpty())
        return tr("Nothing of this kind yet.");
    return tr("Nothing here yet. The first post can be a picture, a thought or a milestone.");
}

QDateTime FeedModel::dateAtFraction(qreal fraction) const
{
    if (!m_window || m_window->scale().isEmpty())
        return {};
    return QDateTime::fromMSecsSinceEpoch(m_window->scale().timeAt(fraction));
}

qreal FeedModel::fractionAt(int row) const
{
    if (row < 0 || row >= count() || m_window->scale().isEmpty())
        return 0;
    const qint64 published = m_window->rows().at(row).post.stamp.publishedAtMs;
    return published > 0 ? m_window->scale().fractionAt(published) : 0;
}

int FeedModel::indexOf(const QString &postId) const
{
    const auto id = PostId::parse(postId);
    return id && m_window ? m_window->indexOf(*id) : -1;
}

} // namespace preggo
