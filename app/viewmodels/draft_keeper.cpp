// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/draft_keeper.h"

namespace preggo {

DraftKeeper::DraftKeeper(const AccountContext &account, QString target, Content content, Failed failed)
    : m_account(account)
    , m_target(std::move(target))
    , m_content(std::move(content))
    , m_failed(std::move(failed))
    , m_id(account.engine.mint<DraftId>())
{ }

DraftKeeper::~DraftKeeper()
{
    keep();
}

void DraftKeeper::load(std::function<void(const Draft &)> found)
{
    std::weak_ptr<int> alive = m_alive;
    m_account.engine.loadDraft(
        m_target, [this, alive, found = std::move(found)](const std::optional<Draft> &draft) {
            // What was typed meanwhile is newer, also where it is on disk by now.
            if (alive.expired() || !draft || m_touched)
                return;
            m_id = draft->id;
            m_kept = true;
            found(*draft);
        });
}

void DraftKeeper::touched()
{
    m_changed = true;
    m_touched = true;
    keepAfter(kDelayMs);
}

void DraftKeeper::keepAfter(qint64 delayMs)
{
    stopTimer();
    std::weak_ptr<int> alive = m_alive;
    m_timer = m_account.main.postAfter(delayMs, [this, alive] {
        if (alive.expired())
            return;
        m_timer = 0;
        keep();
    });
}

void DraftKeeper::stopTimer()
{
    if (m_timer != 0)
        m_account.main.cancel(std::exchange(m_timer, 0));
}

void DraftKeeper::keep(std::function<void()> kept)
{
    stopTimer();
    if (!std::exchange(m_changed, false))
        return;
    Draft draft = m_content();
    if (draft.body.isEmpty() && draft.media.isEmpty())
        return forget();
    draft.id = m_id;
    draft.target = m_target;
    draft.updatedMs = m_account.clock.wallMs();
    std::weak_ptr<int> alive = m_alive;
    m_account.engine.saveDraft(
        draft, [this, alive, id = m_id, kept = std::move(kept)](const Result<void> &result) {
            if (result && kept)
                kept();
            if (!alive.expired())
                saved(id, result);
        });
    m_kept = true;
}

void DraftKeeper::saved(DraftId draft, const Result<void> &result)
{
    if (result) {
        m_failing = false;
        return;
    }
    if (draft != m_id) // forgotten, or with an action by now
        return;
    m_changed = true;
    if (m_timer == 0)
        keepAfter(kRetryMs);
    if (!std::exchange(m_failing, true))
        m_failed(result.error());
}

void DraftKeeper::forget()
{
    if (m_kept)
        m_account.engine.removeDraft(m_id);
    released();
}

void DraftKeeper::released()
{
    stopTimer();
    m_changed = false;
    m_kept = false;
    m_id = m_account.engine.mint<DraftId>();
}

} // namespace preggo
