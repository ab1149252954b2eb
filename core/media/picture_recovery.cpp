// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/media/picture_recovery.h"

#include "core/imaging/prepare.h"

#include <QDir>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

QString pathOf(const QString &folder, MediaId media)
{
    return QDir(folder).filePath(media.toString() + u".jpg"_s);
}

/// The rows of those that are whole. What is not stays where it is.
QVector<MediaOut> describe(FileStore &files, const QString &folder, const QVector<MediaId> &orphans)
{
    QVector<MediaOut> rows;
    for (const MediaId id : orphans) {
        const QString path = pathOf(folder, id);
        const auto bytes = files.read(path);
        const auto picture =
            bytes ? describeMaster(*bytes) : Result<PreparedPicture>(tl::make_unexpected(bytes.error()));
        if (!picture)
            continue;
        MediaOut row;
        row.mediaId = id;
        row.path = path;
        row.sha256 = picture->sha256;
        row.bytes = picture->masterJpeg.size();
        row.mime = u"image/jpeg"_s;
        row.width = picture->width;
        row.height = picture->height;
        row.placeholder = picture->placeholder;
        rows.append(row);
    }
    return rows;
}

} // namespace

/// What the steps hand on from thread to thread.
struct PictureRecovery::State
{
    Deps deps;
    QString folder;
    QString target;
    QVector<MediaId> found;
    DraftId fresh;
    std::function<void(int)> done;
    std::shared_ptr<std::atomic<bool>> ended;

    using Ptr = std::shared_ptr<const State>;

    static void sort(const Ptr &state)
    {
        if (*state->ended)
            return;
        const auto sorted = sortFound(state->deps.outbox, state->deps.cache, state->found);
        if (!sorted)
            return finish(state, 0); // the next start tries again
        state->deps.worker.post([state, sorted = *sorted] {
            for (const MediaId media : sorted.settled)
                (void)state->deps.files.remove(pathOf(state->folder, media));
            const auto rows = describe(state->deps.files, state->folder, sorted.orphans);
            state->deps.storage.post([state, rows] { take(state, rows); });
        });
    }
    static void take(const Ptr &state, const QVector<MediaOut> &rows)
    {
        if (*state->ended)
            return;
        const auto taken =
            recoverInto(state->deps.outbox, state->target, rows, state->fresh, state->deps.clock.wallMs());
        finish(state, taken.value_or(0));
    }
    static void finish(const Ptr &state, int taken)
    {
        state->deps.main.post([state, taken] {
            if (!*state->ended && state->done)
                state->done(taken);
        });
    }
};

PictureRecovery::PictureRecovery(const Deps &deps, QString folder)
    : m_deps(deps)
    , m_folder(std::move(folder))
{
    const QDir directory(m_folder);
    // What cannot be read now is found at the next start.
    const auto names = m_deps.files.list(m_folder).value_or(QStringList());
    for (const QString &name : names) {
        if (name.endsWith(u".tmp"_s))
            (void)m_deps.files.remove(directory.filePath(name)); // nobody was told that it is kept
        if (!name.endsWith(u".jpg"_s))
            continue;
        if (const auto id = MediaId::parse(name.chopped(4)))
            m_found.append(*id);
    }
}

PictureRecovery::~PictureRecovery()
{
    *m_ended = true;
}

void PictureRecovery::run(const QString &target, std::function<void(int)> done)
{
    const auto state = std::make_shared<const State>(State{m_deps, m_folder, target, m_found,
        m_deps.rng.mintV7<DraftId>(m_deps.clock.wallMs()), std::move(done), m_ended});
    if (m_found.isEmpty())
        return State::finish(state, 0);
    m_deps.storage.post([state] { State::sort(state); });
}

} // namespace preggo
