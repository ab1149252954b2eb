// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/feed_model.h"

namespace preggo {

namespace {

QVariant valueOf(const PostView &row, int role)
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

} // namespace

FeedModel::FeedModel(QObject *parent)
    : RowModel(parent)
{ }

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

bool FeedModel::loading() const
{
    return false;
}

bool FeedModel::atNewest() const
{
    return true;
}

bool FeedModel::atOldest() const
{
    return true;
}

int FeedModel::newCount() const
{
    return 0;
}

QString FeedModel::filterKind() const
{
    return m_filter;
}

void FeedModel::setFilterKind(const QString &kind)
{
    if (std::exchange(m_filter, kind) != kind)
        Q_EMIT queryChanged();
}

QString FeedModel::sortBy() const
{
    return m_sortBy;
}

void FeedModel::setSortBy(const QString &sortBy)
{
    if (std::exchange(m_sortBy, sortBy) != sortBy)
        Q_EMIT queryChanged();
}

QString FeedModel::emptyText() const
{
    return tr("Nothing here yet. The first post can be a photo, a thought or a milestone.");
}

void FeedModel::react(const QString &, const QString &) { }

void FeedModel::removePost(const QString &) { }

void FeedModel::undoRemove(const QString &) { }

void FeedModel::loadOlder() { }

void FeedModel::loadNewer() { }

void FeedModel::showNewest() { }

void FeedModel::jumpToDate(const QDateTime &) { }

void FeedModel::retry(const QString &) { }

QDateTime FeedModel::dateAtFraction(qreal) const
{
    return {};
}

qreal FeedModel::fractionAt(int row) const
{
    return count() > 1 ? qreal(row) / (count() - 1) : 0;
}

int FeedModel::indexOf(const QString &postId) const
{
    for (int row = 0; row < count(); ++row) {
        if (m_rows.at(row).postId == postId)
            return row;
    }
    return -1;
}

} // namespace preggo
