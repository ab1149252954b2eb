// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QSet>
#include <QString>
#include <QVector>

#include <list>
#include <mutex>
#include <optional>

namespace preggo {

/// Downloaded pictures of one account on disk, by media id and variant, least recently used first out.
///
/// The files are the index: name, size and time say all, so it survives a restart and cannot disagree
/// with itself. Losing any file loses nothing. Files of pinned media are never evicted, nor cleared with the
/// rest; which they are, a file of its own says. Safe from any thread; calls touch the disk, so not from the
/// GUI's.
class MediaCache
{
public:
    static constexpr qint64 kDefaultBudget = 512LL * 1024 * 1024;

    /// What there is of the pinned ones.
    struct Pinned
    {
        int pictures = 0;
        qint64 bytes = 0;
    };

    /// `folder` is made when first needed; it is read at the first call of any other method.
    explicit MediaCache(QString folder, qint64 budgetBytes = kDefaultBudget);

    [[nodiscard]] std::optional<QByteArray> read(MediaId media, const QString &variant);
    [[nodiscard]] bool has(MediaId media, const QString &variant);
    /// Files that are larger than the budget, or that the disk has no room for, are not kept.
    void put(MediaId media, const QString &variant, const QByteArray &bytes);
    /// One file that proved unreadable.
    void remove(MediaId media, const QString &variant);
    /// All variants of these, e.g. of a family that she has left. Until the next run none is kept again: what
    /// is under way must not bring them back.
    void removeMedia(const QVector<MediaId> &media);
    /// All that is not pinned.
    void clear();

    /// In the place of those that were pinned before, also by an earlier run.
    void setPinned(const QSet<MediaId> &media);
    [[nodiscard]] Pinned pinned();
    /// Evicts at once what is too much.
    void setBudget(qint64 bytes);
    [[nodiscard]] qint64 budget() const;
    [[nodiscard]] qint64 usedBytes();

private:
    struct Key
    {
        MediaId media;
        QString variant;
        friend bool operator==(const Key &, const Key &) = default;
        friend size_t qHash(const Key &key, size_t seed = 0) noexcept
        {
            return qHashMulti(seed, key.media, key.variant);
        }
    };
    struct Entry
    {
        qint64 bytes = 0;
        qint64 touchedMs = 0; ///< wall time in the file's stamp
        std::list<Key>::iterator place; ///< in m_order, oldest first
    };

    void scan();
    void readPins();
    void evict();
    void drop(const Key &key);
    void touch(const Key &key, Entry &entry);
    [[nodiscard]] QString pathOf(const Key &key) const;

    mutable std::mutex m_mutex;
    const QString m_folder;
    qint64 m_budget;
    qint64 m_used = 0;
    bool m_scanned = false;
    QHash<Key, Entry> m_entries;
    std::list<Key> m_order;
    QSet<MediaId> m_pinned;
    QSet<MediaId> m_gone; ///< by removeMedia()
};

} // namespace preggo
