// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/executor.h"
#include "core/seams/file_store.h"
#include "protocol/clock.h"
#include "protocol/rng.h"
#include "storage/orphan_pictures.h"

#include <atomic>
#include <functional>
#include <memory>

namespace preggo {

/// R1: a picture is written before anything names it, so a process that ends in between leaves it in its
/// folder and nowhere else. At the next start it goes into a draft; no picture is ever deleted as unknown.
///
/// Main thread. What it has begun ends by itself when this goes; `outbox` and `cache` must then end on the
/// storage thread.
class PictureRecovery
{
public:
    struct Deps
    {
        const Clock &clock;
        Rng &rng;
        Executor &main;
        Executor &storage; ///< the only thread that touches `outbox` and `cache`
        Executor &worker; ///< decodes
        FileStore &files;
        Outbox &outbox;
        Cache &cache;
    };

    /// Notes what lies in `folder` now: what comes later belongs to somebody who is at work. Also takes
    /// away what was being written when the last process ended. Make it before anybody writes there.
    PictureRecovery(const Deps &deps, QString folder);
    ~PictureRecovery();
    PictureRecovery(const PictureRecovery &) = delete;
    PictureRecovery &operator=(const PictureRecovery &) = delete;

    /// Puts what nothing names into the draft of `target`. `done` with the number of pictures, 0 for none.
    void run(const QString &target, std::function<void(int)> done);

private:
    struct State;
    Deps m_deps;
    QString m_folder;
    QVector<MediaId> m_found;
    std::shared_ptr<std::atomic<bool>> m_ended = std::make_shared<std::atomic<bool>>(false);
};

} // namespace preggo
