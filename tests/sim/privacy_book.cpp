// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/sim/books.h"

namespace preggo::sim {

using namespace Qt::Literals::StringLiterals;

namespace {
const QByteArray kMark = "cnr";
} // namespace

PrivacyBook::PrivacyBook(Verdict &verdict, const Cast &cast)
    : m_verdict(verdict)
    , m_cast(cast)
{ }

QString PrivacyBook::canary(PostId post)
{
    m_canaries.append(post);
    return u"cnr%1x"_s.arg(m_canaries.size() - 1);
}

std::optional<Role> PrivacyBook::role(FamilyId family, UserId user) const
{
    const auto it = m_roles.constFind({family, user});
    return it == m_roles.cend() ? std::nullopt : std::optional(*it);
}

bool PrivacyBook::mayRead(const StreamId &stream, UserId user) const
{
    if (stream.kind() == StreamId::Kind::User)
        return stream.userId() == user;
    const auto mine = role(stream.family(), user);
    if (!mine)
        return false;
    if (isParent(*mine) || stream == StreamId::all(stream.family()))
        return true;
    return m_listed.value(stream).contains(user);
}

void PrivacyBook::committed(const server::Effects &effects, sql::Database &db)
{
    m_cameFrom.clear();
    for (const auto &published : effects.published) {
        if (published.item.type != EntityType::Post || published.item.op != ChangeOp::Upsert)
            continue;
        auto &stream = m_streamOf[idCast<PostId>(published.item.id)];
        if (!stream.isNull() && stream != published.stream)
            m_cameFrom.insert(idCast<PostId>(published.item.id), stream);
        stream = published.stream;
    }
    if (!effects.membersChanged.isEmpty())
        learnPeople(db);
}

// The tables, not the server's own reading of them.
void PrivacyBook::learnPeople(sql::Database &db)
{
    m_roles.clear();
    m_listed.clear();
    auto members = db.query(u"SELECT pregnancy_id, user_id, role FROM member WHERE until_ms IS NULL"_s);
    if (!members.run())
        return;
    while (members.next()) {
        Role role = Role::Viewer;
        if (fromWire(members.text(2), role))
            m_roles.insert({members.id<FamilyId>(0), members.id<UserId>(1)}, role);
    }
    auto lists = db.query(u"SELECT a.pregnancy_id, a.id, l.user_id FROM audience_member l JOIN audience a ON"
                          " a.id=l.audience_id WHERE a.deleted_ms IS NULL"_s);
    if (!lists.run())
        return;
    while (lists.next())
        m_listed[StreamId::audience(lists.id<FamilyId>(0), lists.id<AudienceId>(1))].insert(
            lists.id<UserId>(2));
}

void PrivacyBook::learn(sql::Database &db)
{
    learnPeople(db);
    m_streamOf.clear();
    auto query = db.query(u"SELECT id, stream_id FROM post"_s);
    if (!query.run())
        return;
    while (query.next()) {
        if (const auto stream = StreamId::parse(query.text(1)))
            m_streamOf.insert(query.id<PostId>(0), *stream);
    }
}

template <typename Found> void PrivacyBook::eachCanary(const QByteArray &bytes, const Found &found)
{
    for (qsizetype at = bytes.indexOf(kMark); at >= 0; at = bytes.indexOf(kMark, at + 1)) {
        qsizetype number = 0;
        qsizetype i = at + kMark.size();
        const qsizetype first = i;
        for (; i < bytes.size() && bytes[i] >= '0' && bytes[i] <= '9'; ++i)
            number = number * 10 + (bytes[i] - '0');
        if (i > first && i < bytes.size() && bytes[i] == 'x')
            found(number);
    }
}

void PrivacyBook::delivered(UserId user, const QByteArray &what, const QByteArray &bytes)
{
    eachCanary(bytes, [&](qsizetype number) {
        const PostId post = m_canaries.value(number);
        const StreamId stream = m_streamOf.value(post);
        const StreamId before = m_cameFrom.value(post);
        const bool moved = !before.isNull() && mayRead(before, user);
        if (!stream.isNull() && !moved && !mayRead(stream, user))
            m_verdict.violated(u"I23: a text of %1 was sent to player %2, who may not read it, by %3"_s
                                   .arg(stream.toString())
                                   .arg(m_cast.playerOf(user))
                                   .arg(QString::fromLatin1(what)));
    });
}

void PrivacyBook::requested(const QString &path)
{
    if (path.contains(QLatin1String(kMark)))
        m_verdict.violated(u"I30: a text stands in the address %1"_s.arg(path));
}

void PrivacyBook::scan(UserId user, const QString &name, const QByteArray &file)
{
    eachCanary(file, [&](qsizetype number) {
        const StreamId stream = m_streamOf.value(m_canaries.value(number));
        if (!stream.isNull() && !role(stream.family(), user))
            m_verdict.violated(u"I24: a text of %1 is still in %3 of player %2, who was removed (canary %4)"_s
                                   .arg(stream.toString())
                                   .arg(m_cast.playerOf(user))
                                   .arg(name)
                                   .arg(number));
    });
}

} // namespace preggo::sim
