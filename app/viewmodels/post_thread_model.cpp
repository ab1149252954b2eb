// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/post_thread_model.h"

#include "protocol/limits.h"
#include "protocol/text.h"

namespace preggo {

QVariant PostThreadModel::valueOf(const Row &row, int role)
{
    switch (role) {
    case PostThreadModel::CommentIdRole:
        return row.commentId;
    case PostThreadModel::ParentIdRole:
        return row.parentId;
    case PostThreadModel::DepthRole:
        return row.depth;
    case PostThreadModel::AuthorNameRole:
        return row.authorName;
    case PostThreadModel::AuthorRelationRole:
        return row.authorRelation;
    case PostThreadModel::AuthorInitialsRole:
        return row.authorInitials;
    case PostThreadModel::AuthorColorRole:
        return row.authorColor;
    case PostThreadModel::TextRole:
        return row.text;
    case PostThreadModel::PublishedAtRole:
        return row.publishedAt;
    case PostThreadModel::EditedRole:
        return row.edited;
    case PostThreadModel::IsMineRole:
        return row.isMine;
    case PostThreadModel::CanEditRole:
        return row.canEdit;
    case PostThreadModel::CanDeleteRole:
        return row.canDelete;
    case PostThreadModel::DeletedRole:
        return row.deleted;
    case PostThreadModel::DeliveryRole:
        return static_cast<int>(row.delivery);
    case PostThreadModel::DeliveryTextRole:
        return row.deliveryText;
    default:
        return {};
    }
}

PostThreadModel::PostThreadModel(QObject *parent)
    : RowModel(parent)
{ }

PostThreadModel::~PostThreadModel() = default;

int PostThreadModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant PostThreadModel::data(const QModelIndex &index, int role) const
{
    return checkIndex(index, CheckIndexOption::IndexIsValid) ? valueOf(m_rows.at(index.row()), role)
                                                             : QVariant();
}

QHash<int, QByteArray> PostThreadModel::roleNames() const
{
    return namesOf<Role>();
}

void PostThreadModel::setDraftText(const QString &text)
{
    if (std::exchange(m_draftText, text) == text)
        return;
    if (m_draft)
        m_draft->touched();
    Q_EMIT draftTextChanged();
}

QString PostThreadModel::replyToName() const
{
    const Row *row = find(m_replyTo);
    return row ? row->authorName : QString();
}

int PostThreadModel::remaining() const
{
    return limits::kCommentTextMax - codePointCount(m_draftText);
}

bool PostThreadModel::canSend() const
{
    return m_account && !m_busy && !m_stream.isNull() && m_facts->may(Ability::Comment) && remaining() >= 0
        && !m_draftText.trimmed().isEmpty();
}

const PostThreadModel::Row *PostThreadModel::find(const QString &commentId) const
{
    for (const Row &row : m_rows) {
        if (row.commentId == commentId)
            return &row;
    }
    return nullptr;
}

} // namespace preggo
