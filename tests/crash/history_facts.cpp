// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "history_facts.h"

namespace preggo::test {

bool isCreate(const Event &invoked)
{
    return invoked.kind == ActionKind::PostCreate || invoked.kind == ActionKind::CommentCreate;
}

bool isDelete(const Event &invoked)
{
    return invoked.kind == ActionKind::PostDelete || invoked.kind == ActionKind::CommentDelete;
}

bool writesText(const Event &invoked)
{
    return isCreate(invoked) || invoked.kind == ActionKind::PostEdit
        || invoked.kind == ActionKind::CommentEdit;
}

Deeds::Deeds(const History &history)
    : m_history(&history)
{
    for (int place = 0; place < history.events.size(); ++place)
        take(history.events.at(place), place);
    if (!history.events.isEmpty())
        m_end = history.events.last();
}

void Deeds::take(const Event &event, int place)
{
    if (event.type == Event::Type::Invoked) {
        const int index = static_cast<int>(m_all.size());
        m_all.append({event, {}, false, place});
        m_byNumber.insert(event.n, index);
        if (isCreate(event))
            m_creations.insert(event.entity, index);
        if (isDelete(event) && !m_deletions.contains(event.entity))
            m_deletions.insert(event.entity, place);
        return;
    }
    const auto found = m_byNumber.constFind(event.n);
    if (found == m_byNumber.cend())
        return;
    if (event.type == Event::Type::Saved) {
        m_all[*found].op = event.op;
        m_byOp[event.op].append(*found);
    } else if (event.type == Event::Type::Failed) {
        m_all[*found].failed = true;
    }
}

const Deed *Deeds::creationOf(const QString &entity) const
{
    const auto found = m_creations.constFind(entity);
    return found == m_creations.cend() ? nullptr : &m_all.at(*found);
}

Facts::Facts(const QVector<History> &histories, const ServerTables &server)
    : m_server(&server)
{
    for (const auto &history : histories)
        m_devices.append(Deeds(history));
    for (const auto &change : server.changes) {
        m_byEntity[change.entity].append(change);
        if (!change.op.isEmpty())
            m_byOp[change.op].append(change);
    }
}

bool Facts::wasDeletedByAnother(const Deeds &device, const QString &entity) const
{
    return std::any_of(m_devices.cbegin(), m_devices.cend(),
        [&](const Deeds &other) { return &other != &device && other.deletionPlace(entity) >= 0; });
}

bool Facts::vanished(const Deeds &device, const QString &entity) const
{
    const Deed *creation = device.creationOf(entity);
    if (!creation)
        return false;
    if (device.deletionPlace(entity) >= 0 && !m_byEntity.contains(entity))
        return true;
    return vanished(device, creation->what.parent);
}

bool Facts::vanished(const Deeds &device, const Deed &deed) const
{
    return vanished(device, deed.what.entity) || vanished(device, deed.what.post);
}

} // namespace preggo::test
