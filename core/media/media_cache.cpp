// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/media/media_cache.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A file's stamp is its last use; written this seldom, since it costs a write.
constexpr qint64 kTouchEveryMs = 10LL * 60 * 1000;

/// One id a line. Without the file the next start would take pinned pictures for any others, and might evict
/// them before it is said again which they are.
QString pinsOf(const QString &folder)
{
    return folder + u"/pinned"_s;
}

bool isVariantName(const QString &name)
{
    return !name.isEmpty() && name.size() <= 16 && std::all_of(name.begin(), name.end(), [](QChar c) {
        return c.isLetterOrNumber() && c.unicode() < 128;
    });
}

/// Whole or not at all, but not synced: a copy that a power cut damages is fetched again.
bool writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path + u".tmp"_s);
    const bool written = file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && file.write(bytes) == bytes.size()
        && file.flush();
    file.close();
    std::error_code error;
    if (written)
        std::filesystem::rename(file.filesystemFileName(), QFile(path).filesystemFileName(), error);
    if (written && !error)
        return true;
    file.remove();
    return false;
}

} // namespace

MediaCache::MediaCache(QString folder, qint64 budgetBytes)
    : m_folder(std::move(folder))
    , m_budget(budgetBytes)
{ }

QString MediaCache::pathOf(const Key &key) const
{
    // The last characters of a UUIDv7 are random; the first ones are the time and would share a folder.
    const QString id = key.media.toString();
    return u"%1/%2/%3.%4"_s.arg(m_folder, id.right(2), id, key.variant);
}

void MediaCache::scan()
{
    if (std::exchange(m_scanned, true))
        return;
    readPins();
    std::vector<std::pair<Key, Entry>> found;
    QDirIterator files(m_folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        files.next();
        const QFileInfo info = files.fileInfo();
        if (info.filePath() == pinsOf(m_folder))
            continue;
        const auto id = MediaId::parse(info.completeBaseName());
        const Key key{id.value_or(MediaId()), info.suffix()};
        if (!id || !isVariantName(key.variant) || pathOf(key) != info.filePath()) {
            QFile::remove(info.filePath()); // left by a write that did not end
            continue;
        }
        found.push_back({key, {info.size(), info.lastModified().toMSecsSinceEpoch(), {}}});
    }
    std::sort(found.begin(), found.end(),
        [](const auto &a, const auto &b) { return a.second.touchedMs < b.second.touchedMs; });
    for (auto &[key, entry] : found) {
        entry.place = m_order.insert(m_order.end(), key);
        m_used += entry.bytes;
        m_entries.insert(key, entry);
    }
    evict();
}

void MediaCache::readPins()
{
    QFile file(pinsOf(m_folder));
    if (!file.open(QIODevice::ReadOnly))
        return;
    while (!file.atEnd()) {
        if (const auto id = MediaId::parse(QString::fromLatin1(file.readLine(64)).trimmed()))
            m_pinned.insert(*id);
    }
}

void MediaCache::touch(const Key &key, Entry &entry)
{
    m_order.splice(m_order.end(), m_order, entry.place);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (std::abs(now.toMSecsSinceEpoch() - entry.touchedMs) < kTouchEveryMs)
        return;
    entry.touchedMs = now.toMSecsSinceEpoch();
    QFile file(pathOf(key));
    if (file.open(QIODevice::ReadWrite))
        file.setFileTime(now, QFileDevice::FileModificationTime);
}

std::optional<QByteArray> MediaCache::read(MediaId media, const QString &variant)
{
    const std::lock_guard lock(m_mutex);
    scan();
    const Key key{media, variant};
    const auto it = m_entries.find(key);
    if (it == m_entries.end())
        return std::nullopt;
    QFile file(pathOf(key));
    QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    if (bytes.size() != it->bytes) { // somebody cleaned up outside, or the disk lost it
        drop(key);
        return std::nullopt;
    }
    touch(key, *it);
    return bytes;
}

bool MediaCache::has(MediaId media, const QString &variant)
{
    const std::lock_guard lock(m_mutex);
    scan();
    return m_entries.contains({media, variant});
}

void MediaCache::put(MediaId media, const QString &variant, const QByteArray &bytes)
{
    const std::lock_guard lock(m_mutex);
    scan();
    const Key key{media, variant};
    if (bytes.isEmpty() || bytes.size() > m_budget || media.isNull() || !isVariantName(variant)
        || m_gone.contains(media))
        return;
    const QString path = pathOf(key);
    QDir().mkpath(QFileInfo(path).path());
    if (!writeFile(path, bytes))
        return;
    if (const auto old = m_entries.constFind(key); old != m_entries.constEnd()) {
        m_used -= old->bytes;
        m_order.erase(old->place);
    }
    m_entries.insert(
        key, {bytes.size(), QDateTime::currentMSecsSinceEpoch(), m_order.insert(m_order.end(), key)});
    m_used += bytes.size();
    evict();
}

void MediaCache::drop(const Key &key)
{
    const auto it = m_entries.constFind(key);
    if (it == m_entries.constEnd())
        return;
    QFile::remove(pathOf(key));
    m_used -= it->bytes;
    m_order.erase(it->place);
    m_entries.erase(it);
}

void MediaCache::evict()
{
    for (auto it = m_order.begin(); m_used > m_budget && it != m_order.end();) {
        const Key key = *it++;
        if (!m_pinned.contains(key.media))
            drop(key);
    }
}

void MediaCache::remove(MediaId media, const QString &variant)
{
    const std::lock_guard lock(m_mutex);
    scan();
    drop({media, variant});
}

void MediaCache::removeMedia(const QVector<MediaId> &media)
{
    const std::lock_guard lock(m_mutex);
    scan();
    const QSet<MediaId> gone(media.begin(), media.end());
    m_gone += gone;
    for (auto it = m_order.begin(); it != m_order.end();) {
        const Key key = *it++;
        if (gone.contains(key.media))
            drop(key);
    }
}

void MediaCache::clear()
{
    const std::lock_guard lock(m_mutex);
    scan();
    for (auto it = m_order.begin(); it != m_order.end();) {
        const Key key = *it++;
        if (!m_pinned.contains(key.media))
            drop(key);
    }
}

void MediaCache::setPinned(const QSet<MediaId> &media)
{
    const std::lock_guard lock(m_mutex);
    scan();
    if (media == m_pinned)
        return;
    m_pinned = media;
    QByteArray lines;
    for (const MediaId &id : media)
        lines += id.toString().toLatin1() + '\n';
    QDir().mkpath(m_folder);
    if (lines.isEmpty())
        QFile::remove(pinsOf(m_folder));
    else
        writeFile(pinsOf(m_folder), lines);
    evict();
}

MediaCache::Pinned MediaCache::pinned()
{
    const std::lock_guard lock(m_mutex);
    scan();
    Pinned result;
    QSet<MediaId> seen;
    for (auto it = m_entries.cbegin(); it != m_entries.cend(); ++it) {
        if (!m_pinned.contains(it.key().media))
            continue;
        result.bytes += it->bytes;
        seen.insert(it.key().media);
    }
    result.pictures = static_cast<int>(seen.size());
    return result;
}

void MediaCache::setBudget(qint64 bytes)
{
    const std::lock_guard lock(m_mutex);
    m_budget = bytes;
    scan();
    evict();
}

qint64 MediaCache::budget() const
{
    const std::lock_guard lock(m_mutex);
    return m_budget;
}

qint64 MediaCache::usedBytes()
{
    const std::lock_guard lock(m_mutex);
    scan();
    return m_used;
}

} // namespace preggo
