// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/app_model.h"
#include "app/viewmodels/words.h"

#include <QPointer>

#include <algorithm>

// What the engine tells, and where it goes.

namespace preggo {

/// The open family is the first of `wishes` that is here, or the first of all.
AppModel::Look AppModel::look(Cache &cache, UserId self, const QVector<FamilyId> &wishes)
{
    Look look;
    look.families = FamilyFacts::families(cache);
    std::sort(look.families.begin(), look.families.end(),
        [](const Family &a, const Family &b) { return a.name.localeAwareCompare(b.name) < 0; });
    FamilyId open = look.families.isEmpty() ? FamilyId() : look.families.first().id;
    for (auto wish = wishes.crbegin(); wish != wishes.crend(); ++wish) {
        for (const Family &family : std::as_const(look.families))
            open = family.id == *wish ? *wish : open;
    }
    if (!open.isNull())
        look.facts = FamilyFacts::read(cache, open, self);
    look.facts.self = self;
    return look;
}

QVector<FamilyId> AppModel::wishes() const
{
    return {m_wanted, m_facts.family.id};
}

void AppModel::lookAgain()
{
    m_account->engine.read<Look>(
        [self = m_account->self, wished = wishes()](Cache &cache) { return look(cache, self, wished); },
        [this, alive = QPointer(this)](const Look &look) {
            if (alive && m_account)
                show(look, false);
        });
}

void AppModel::show(const Look &look, bool now)
{
    const bool another = look.facts.family.id != m_facts.family.id;
    m_facts = look.facts;
    if (m_facts.family.id == m_wanted)
        m_wanted = {};
    QVector<FamilyListModel::Row> rows;
    for (const Family &family : look.families)
        rows.append({family.id.toString(), family.name, family.id == m_facts.family.id});
    m_families.setRows(rows);
    m_family.setFacts(m_facts, m_facts.dayOf(m_account->clock.wallMs()));
    showMembers();
    if (another || now) {
        m_feed.openFamily(now);
        m_album.openFamily();
        m_offline.familyChanged();
        if (m_facts.isOpen())
            m_settings.setOpenFamily(m_facts.family.id.toString());
    } else {
        m_feed.factsChanged();
        m_album.factsChanged();
    }
    for (PostThreadModel *thread : threads())
        thread->present();
    Q_EMIT stateChanged();
}

void AppModel::showMembers()
{
    QVector<MemberListModel::Row> rows;
    for (const Member &member : std::as_const(m_facts.members)) {
        if (member.removed)
            continue;
        rows.append({member.user.toString(), member.name, member.relation, toWire(member.role),
            Words::role(member.role), Words::initials(member.name), Words::colorIndex(member.user),
            member.user == m_facts.self});
    }
    const auto isParentRow = [this](const MemberListModel::Row &row) {
        return isParent(m_facts.members.value(UserId::parse(row.userId).value_or(UserId())).role);
    };
    std::sort(rows.begin(), rows.end(), [&](const auto &a, const auto &b) {
        if (isParentRow(a) != isParentRow(b))
            return isParentRow(a);
        const int names = a.name.localeAwareCompare(b.name);
        return names != 0 ? names < 0 : a.userId < b.userId;
    });
    m_members.setRows(rows);
}

void AppModel::showStatus()
{
    SyncStatusModel::View view;
    view.online = m_online;
    view.connected = m_sync.connected;
    if (m_sync.lastSyncedWallMs)
        view.lastSyncedAt = QDateTime::fromMSecsSinceEpoch(*m_sync.lastSyncedWallMs);
    view.waiting = m_sync.waiting;
    view.refused = m_sync.parked;
    view.signInNeeded = m_sync.signInNeeded;
    view.securityProblem = m_sync.securityProblem;
    view.updateNeeded = m_sync.updateNeeded;
    view.storageProblem = m_sync.storageProblem ? Words::problem(*m_sync.storageProblem) : QString();
    m_status.setView(view, now());
    m_session.setUnsentCount(m_sync.waiting + m_sync.parked);
    m_session.setSignInNeeded(m_sync.signInNeeded);
    m_feed.setConnected(m_sync.connected);
    m_outbox.setConnected(m_sync.connected);
    for (PostThreadModel *thread : threads())
        thread->setConnected(m_sync.connected);
}

void AppModel::setOnline(bool online)
{
    m_online = online;
    showStatus();
}

void AppModel::pendingLoaded()
{
    if (!m_account)
        return;
    m_feed.pendingLoaded();
    m_album.pendingChanged();
    m_outbox.refresh();
    m_sync = m_account->engine.status();
    showStatus();
}

void AppModel::postsChanged(FamilyId family, const QVector<PostId> &posts)
{
    m_offline.picturesChanged();
    if (family == m_facts.family.id) {
        m_feed.postsChanged(posts);
        m_album.postsChanged(posts);
    }
    for (PostThreadModel *thread : threads()) {
        if (posts.contains(thread->postId()))
            thread->reread();
    }
}

void AppModel::feedReset(FamilyId family)
{
    m_offline.picturesChanged();
    if (family == m_facts.family.id) {
        m_feed.reread();
        m_album.reread();
    }
    for (PostThreadModel *thread : threads())
        thread->reread();
}

void AppModel::threadChanged(PostId post)
{
    for (PostThreadModel *thread : threads()) {
        if (thread->postId() == post)
            thread->reread();
    }
}

void AppModel::membersChanged(FamilyId family)
{
    if (family == m_facts.family.id)
        lookAgain();
}

void AppModel::familiesChanged()
{
    lookAgain();
}

void AppModel::outboxChanged()
{
    m_outbox.refresh();
    m_feed.deliveriesChanged();
    m_album.pendingChanged();
    for (PostThreadModel *thread : threads())
        thread->present();
}

void AppModel::mediaProgress(MediaId media, qint64 sent, qint64 total)
{
    m_outbox.setProgress(media, sent, total);
}

void AppModel::statusChanged(const SyncStatus &status)
{
    m_sync = status;
    showStatus();
}

void AppModel::refused(OpId, const Problem &why)
{
    m_feed.notice(Words::refusal(why));
}

} // namespace preggo
