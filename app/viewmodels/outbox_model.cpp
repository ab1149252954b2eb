// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/outbox_model.h"

namespace preggo {

namespace {

QVariant valueOf(const OutboxModel::Row &row, int role)
{
    switch (role) {
    case OutboxModel::OpIdRole:
        return row.opId;
    case OutboxModel::TitleRole:
        return row.title;
    case OutboxModel::PreviewRole:
        return row.preview;
    case OutboxModel::StateRole:
        return row.state;
    case OutboxModel::ReasonRole:
        return row.reason;
    case OutboxModel::CreatedAtRole:
        return row.createdAt;
    case OutboxModel::ProgressRole:
        return row.progress;
    case OutboxModel::CanRetryRole:
        return row.canRetry;
    case OutboxModel::CanEditRole:
        return row.canEdit;
    case OutboxModel::CanDiscardRole:
        return row.canDiscard;
    default:
        return {};
    }
}

} // namespace

OutboxModel::OutboxModel(QObject *parent)
    : RowModel(parent)
{ }

int OutboxModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant OutboxModel::data(const QModelIndex &index, int role) const
{
    return checkIndex(index, CheckIndexOption::IndexIsValid) ? valueOf(m_rows.at(index.row()), role)
                                                             : QVariant();
}

QHash<int, QByteArray> OutboxModel::roleNames() const
{
    return namesOf<Role>();
}

int OutboxModel::waiting() const
{
    return count() - refused();
}

int OutboxModel::refused() const
{
    return static_cast<int>(
        std::count_if(m_rows.begin(), m_rows.end(), [](const Row &row) { return row.state == Refused; }));
}

void OutboxModel::setRows(const QVector<Row> &rows)
{
    applyRows(
        m_rows, rows, [](const Row &row) { return row.opId; }, valueOf);
    Q_EMIT countsChanged();
}

void OutboxModel::retry(const QString &) { }

void OutboxModel::discard(const QString &) { }

void OutboxModel::copyText(const QString &) { }

void OutboxModel::toDraft(const QString &) { }

} // namespace preggo
