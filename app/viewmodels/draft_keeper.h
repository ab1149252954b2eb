// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/viewmodels/account_context.h"
#include "storage/draft.h"

#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace preggo {

/// Keeps what is being typed against crashes: a moment after the last change, and at once on demand.
/// Drafts never leave the device. Main thread.
class DraftKeeper
{
public:
    static constexpr qint64 kDelayMs = 500;
    static constexpr qint64 kRetryMs = 10'000; ///< after the disk refused it
    /// What is to be kept now; an empty body with empty media keeps nothing.
    using Content = std::function<Draft()>;

    /// Told once for a row of failures; the keeper goes on trying.
    using Failed = std::function<void(const Problem &)>;

    DraftKeeper(const AccountContext &account, QString target, Content content, Failed failed);
    ~DraftKeeper();

    /// `found` runs with the draft of the last time, if there is one and nothing was typed meanwhile.
    void load(std::function<void(const Draft &)> found);
    /// Something was typed.
    void touched();
    /// Keeps it now, if anything changed since the last time. `kept` runs when it is on disk; not where
    /// nothing changed or the disk refused.
    void keep(std::function<void()> kept = {});
    /// What was typed is not wanted.
    void forget();
    /// An action took the draft over: it is gone with that action's commit.
    void released();
    /// The id under which it is kept; handed to the action that makes it needless.
    [[nodiscard]] DraftId id() const { return m_id; }
    [[nodiscard]] const QString &target() const { return m_target; }

private:
    void keepAfter(qint64 delayMs);
    void stopTimer();
    void saved(DraftId draft, const Result<void> &result);

    const AccountContext &m_account;
    QString m_target;
    Content m_content;
    Failed m_failed;
    DraftId m_id;
    bool m_changed = false; ///< since it was kept last
    bool m_touched = false; ///< since it was made: what load() brings is older, kept or not
    bool m_failing = false;
    bool m_kept = false;
    Executor::TimerId m_timer = 0;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

} // namespace preggo
