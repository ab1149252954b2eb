// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "resources/demo/family/history.h"
#include "resources/demo/pictures/album.h"

#include <QSet>

#include <deque>
#include <future>

namespace preggo::demo {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Task
{
    const AlbumEntry *entry;
    Who first; ///< who shows it first: a picture belongs to the one who brought it
    qint64 atMs;
};

QVector<Task> tasksOf(const QVector<StoryPost> &story)
{
    QVector<Task> tasks;
    QSet<QString> seen;
    for (const StoryPost &post : story) {
        for (const QString &name : post.pictures) {
            if (!seen.contains(name))
                tasks.append({&albumEntry(name), post.who, post.atMs});
            seen.insert(name);
        }
    }
    return tasks;
}

AlbumFile draw(const AlbumEntry &entry, quint64 seed, bool small)
{
    AlbumEntry wanted = entry;
    if (small)
        wanted.size = entry.size.scaled(800, 800, Qt::KeepAspectRatio);
    return albumFile(wanted, seed);
}

} // namespace

tl::expected<QHash<QString, MediaId>, QString> storePictures(
    HomeServer &home, const Cast &cast, const QVector<StoryPost> &story, const SeedPlan &plan, Rng &rng)
{
    const QVector<Task> tasks = tasksOf(story);
    QHash<QString, MediaId> out;
    std::deque<std::future<AlbumFile>> drawing; // one ahead: painting and encoding share two cores
    qsizetype started = 0;
    for (const Task &task : tasks) {
        for (; started < tasks.size() && drawing.size() < 2; ++started)
            drawing.push_back(std::async(
                std::launch::async, draw, *tasks[started].entry, plan.story.seed, plan.smallPictures));
        const AlbumFile file = drawing.front().get();
        drawing.pop_front();
        const auto id = rng.mintV7<MediaId>(task.atMs);
        home.clock().set(task.atMs);
        const auto stored = home.media().store(
            home, {id, cast.family, cast.user(task.first), QString::fromUtf16(task.entry->alt)}, file.bytes);
        if (!stored)
            return tl::make_unexpected(u"%1: %2"_s.arg(file.name, stored.error().detail));
        out.insert(QString::fromUtf16(task.entry->name), id);
        plan.tell(u"picture %1 of %2: %3"_s.arg(out.size()).arg(tasks.size()).arg(file.name));
    }
    return out;
}

} // namespace preggo::demo
