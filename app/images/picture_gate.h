// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/images/picture_source.h"
#include "core/seams/executor.h"

#include <QHash>

#include <atomic>
#include <functional>
#include <memory>

namespace preggo {

/// Stands between image providers, which live with QML engines and their threads, and the pictures of
/// the account that is open. Whatever becomes of the account, every request ends.
class PictureGate : public std::enable_shared_from_this<PictureGate>
{
public:
    using Done = std::function<void(Result<QImage>)>;
    using Ticket = quint64;

    /// `main` outlives every request.
    explicit PictureGate(Executor &main);

    /// No source: requests that are under way and all that follow end with a problem. Main thread.
    void setSource(PictureSource *source);

    /// Any thread. `done` runs once on the main thread; not from within the call.
    Ticket request(const PictureRequest &request, Done done);
    /// Any thread. `done` still runs, with a problem, unless it ran already.
    void cancel(Ticket ticket);

private:
    struct Open
    {
        Done done;
        PictureSource::Ticket ticket = 0;
    };
    void begin(Ticket ticket, const PictureRequest &request, Done done);
    void end(Ticket ticket, Result<QImage> result);

    Executor &m_main;
    std::atomic<Ticket> m_last = 0;
    // Main thread alone
    PictureSource *m_source = nullptr;
    QHash<Ticket, Open> m_open;
};

} // namespace preggo
