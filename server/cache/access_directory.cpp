// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/cache/access_directory.h"

#include "protocol/limits.h"
#include "server/services/access.h"
#include "server/services/change_log.h"

namespace preggo::server {

AccessDirectory::AccessDirectory()
    : m_access(limits::kAccessCacheEntries)
    , m_heads(limits::kHeadTableEntries)
{ }

std::optional<QVector<StreamId>> AccessDirectory::remembered(FamilyId family, UserId user) const
{
    return m_access.find(family, user);
}

ReadStamp AccessDirectory::stamp() const
{
    return {m_access.revision(), m_heads.generation()};
}

Result<QVector<StreamId>> AccessDirectory::readable(
    sql::Database &db, ReadStamp stamp, FamilyId family, UserId user)
{
    if (auto known = m_access.find(family, user))
        return *known;
    const auto member = memberAccess(db, family, user);
    if (!member)
        return tl::make_unexpected(member.error());
    if (!*member)
        return QVector<StreamId>();
    const auto streams = readableStreams(db, **member);
    m_access.store(family, user, streams, stamp.access);
    return streams;
}

Result<QVector<StreamId>> AccessDirectory::readableOf(
    sql::Database &db, ReadStamp stamp, UserId user, const QVector<StreamId> &wanted)
{
    QVector<StreamId> granted;
    for (const auto &stream : wanted) {
        if (stream.kind() == StreamId::Kind::User) {
            if (stream.userId() == user)
                granted.append(stream);
            continue;
        }
        const auto streams = readable(db, stamp, stream.family(), user);
        if (!streams)
            return tl::make_unexpected(streams.error());
        if (streams->contains(stream))
            granted.append(stream);
    }
    return granted;
}

Result<Heads> AccessDirectory::heads(sql::Database &db, ReadStamp stamp, const QVector<StreamId> &streams)
{
    Heads heads;
    for (const auto &stream : streams) {
        if (const auto known = m_heads.find(stream)) {
            heads.insert(stream, *known);
            continue;
        }
        const auto head = headOf(db, stream);
        if (!head)
            return fail(ProblemCode::Internal);
        if (!*head)
            continue;
        m_heads.loaded(stream, **head, stamp.heads);
        heads.insert(stream, m_heads.find(stream).value_or(**head));
    }
    return heads;
}

Heads AccessDirectory::rememberedHeads(const QVector<StreamId> &streams) const
{
    Heads heads;
    for (const auto &stream : streams) {
        if (const auto known = m_heads.find(stream))
            heads.insert(stream, *known);
    }
    return heads;
}

void AccessDirectory::committed(const Effects &effects)
{
    for (const auto &[family, user] : effects.membersChanged)
        m_access.drop(family, user);
    for (const auto &change : effects.published)
        m_heads.published(change.stream, change.head);
}

} // namespace preggo::server
