// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/stream_id.h"

#include <QStringList>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

StreamId StreamId::all(FamilyId family)
{
    StreamId id;
    id.m_kind = Kind::All;
    id.m_family = family;
    id.m_text = u"p:"_s + family.toString() + u":all"_s;
    return id;
}

StreamId StreamId::audience(FamilyId family, AudienceId audience)
{
    StreamId id;
    id.m_kind = Kind::Audience;
    id.m_family = family;
    id.m_audience = audience;
    id.m_text = u"p:"_s + family.toString() + u":a:"_s + audience.toString();
    return id;
}

StreamId StreamId::parents(FamilyId family)
{
    StreamId id;
    id.m_kind = Kind::Parents;
    id.m_family = family;
    id.m_text = u"p:"_s + family.toString() + u":parents"_s;
    return id;
}

StreamId StreamId::user(UserId user)
{
    StreamId id;
    id.m_kind = Kind::User;
    id.m_user = user;
    id.m_text = u"u:"_s + user.toString();
    return id;
}

std::optional<StreamId> StreamId::parse(QStringView text)
{
    const auto parts = text.split(u':');
    if (parts.size() == 2 && parts[0] == u"u") {
        const auto owner = UserId::parse(parts[1]);
        return owner ? std::optional(user(*owner)) : std::nullopt;
    }
    if (parts.size() < 3 || parts[0] != u"p")
        return std::nullopt;
    const auto family = FamilyId::parse(parts[1]);
    if (!family)
        return std::nullopt;
    if (parts.size() == 3 && parts[2] == u"all")
        return all(*family);
    if (parts.size() == 3 && parts[2] == u"parents")
        return parents(*family);
    if (parts.size() == 4 && parts[2] == u"a") {
        const auto list = AudienceId::parse(parts[3]);
        return list ? std::optional(audience(*family, *list)) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace preggo
