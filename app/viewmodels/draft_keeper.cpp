// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/draft_keeper.h"

namespace preggo {

DraftKeeper::DraftKeeper(const AccountContext &account, QString target, Content content)
    : m_account(account)
    , m_target(std::move(target))
    , m_content(std::move(content))
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
            // What was typed meanwhile is newer.
            if (alive.expired() || !draft || m_changed)
                return;
            m_id = draft->id;
            m_kept = true;
            found(*draft);
        });
}

void DraftKeeper::touched()
{
    m_changed = true;
    if (m_timer != 0)
        m_account.main.cancel(m_timer);
    std::weak_ptr<int> alive = m_alive;
    m_timer = m_account.main.postAfter(kDelayMs, [this, alive] {
        if (alive.expired())
            return;
        m_timer = 0;
        keep();
    });
}

void DraftKeeper::keep()
{
    if (m_timer != 0)
        m_account.main.cancel(std::exchange(m_timer, 0));
    if (!std::exchange(m_changed, false))
        return;
    Draft draft = m_content();
    if (draft.body.isEmpty() && draft.media.isEmpty())
        return forget();
    draft.id = m_id;
    draft.target = m_target;
    draft.updatedMs = m_account.clock.wallMs();
    m_account.engine.saveDraft(draft);
    m_kept = true;
}

void DraftKeeper::forget()
{
    if (m_kept)
        m_account.engine.removeDraft(m_id);
    released();
}

void DraftKeeper::released()
{
    if (m_timer != 0)
        m_account.main.cancel(std::exchange(m_timer, 0));
    m_changed = false;
    m_kept = false;
    m_id = m_account.engine.mint<DraftId>();
}

} // namespace preggo
