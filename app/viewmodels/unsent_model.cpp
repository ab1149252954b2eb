// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/unsent_model.h"

#include "app/viewmodels/words.h"

#include <QDir>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

UnsentModel::UnsentModel(QObject *parent)
    : RowModel(parent)
{ }

void UnsentModel::open(const Deps &deps, const QString &folder)
{
    close();
    m_deps = std::make_shared<const Deps>(deps);
    m_folder = folder;
    m_busy = true;
    Q_EMIT changed();
    std::weak_ptr<const Deps> mine = m_deps;
    auto &main = deps.main;
    deps.worker.post([this, mine, &main, path = QDir(folder).filePath(u"outbox.db"_s)] {
        const auto items = readUnsent(path);
        main.post([this, mine, items] {
            if (mine.expired())
                return;
            m_busy = false;
            if (items)
                setItems(*items);
            tell(items ? QString() : Words::storage(items.error()), !items);
        });
    });
}

void UnsentModel::close()
{
    if (!m_deps)
        return;
    m_deps.reset();
    m_busy = false;
    setItems({});
    tell({}, false);
}

void UnsentModel::saveTo(const QUrl &folder)
{
    if (!m_deps || m_busy)
        return;
    m_busy = true;
    tell({}, false);
    std::weak_ptr<const Deps> mine = m_deps;
    auto &main = m_deps->main;
    auto &files = m_deps->files;
    m_deps->worker.post([this, mine, &main, &files, items = m_items, target = folder.toLocalFile(),
                            media = QDir(m_folder).filePath(u"media_out"_s)] {
        const auto done = exportUnsent(items, media, target, files);
        main.post([this, mine, done] {
            if (mine.expired())
                return;
            m_busy = false;
            tell(done ? Words::exported(done->folder, done->texts, done->pictures, done->missing)
                      : Words::problem(done.error()),
                !done);
        });
    });
}

void UnsentModel::setItems(const QVector<UnsentItem> &items)
{
    beginResetModel(); // once, and never while somebody reads in it
    m_items = items;
    endResetModel();
    Q_EMIT countChanged();
}

void UnsentModel::tell(const QString &text, bool failed)
{
    m_resultText = text;
    m_failed = failed;
    Q_EMIT changed();
}

int UnsentModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QVariant UnsentModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const UnsentItem &item = m_items.at(index.row());
    switch (role) {
    case TitleRole:
        return Words::unsentKind(item);
    case PreviewRole:
        return Words::beginning(item.text);
    case WrittenAtRole:
        return item.writtenMs > 0 ? QDateTime::fromMSecsSinceEpoch(item.writtenMs) : QDateTime();
    default:
        return {};
    }
}

QHash<int, QByteArray> UnsentModel::roleNames() const
{
    return namesOf<Role>();
}

} // namespace preggo
