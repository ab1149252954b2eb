// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/server/content/life.h"

namespace preggo::test {

using namespace Qt::Literals::StringLiterals;
using namespace server;

Life::Life(World &world, quint64 seed)
    : w(world)
    , m_rng(seed)
    , m_close(StreamId::audience(w.family, w.audience({w.viewer, w.contributor})))
{ }

void Life::step(qint64 pauseMs)
{
    w.clock.advance(1 + qint64(m_rng.below(quint64(pauseMs))));
    const Person people[] = {w.owner, w.coParent, w.contributor, w.viewer};
    const Person who = people[m_rng.below(4)];
    const StreamId places[] = {w.all, m_close, w.parents};
    if (m_posts.isEmpty() || m_rng.below(6) == 0) {
        auto post = w.newPost(places[m_rng.below(3)], u"text"_s,
            m_rng.below(2) ? QVector<MediaId>{w.picture(who)} : QVector<MediaId>());
        if (w.pushOne(who, post).status == PushStatus::Applied)
            m_posts.append(idCast<PostId>(post.entityId));
        return;
    }
    const auto post = m_posts[qsizetype(m_rng.below(quint64(m_posts.size())))];
    const auto result = w.pushOne(who, pick(who, post));
    m_applied += result.status == PushStatus::Applied;
}

Action Life::pick(const Person &who, PostId post)
{
    const auto entity = idCast<EntityId>(post);
    const QJsonObject close{{u"audience"_s, m_close.audienceId().toString()}};
    switch (m_rng.below(11)) {
    case 0:
        return w.action(ActionKind::PostEdit, w.all, entity, {{u"text"_s, u"edited"_s}});
    case 1:
        return w.action(ActionKind::PostDelete, w.all, entity);
    case 2:
        return w.action(ActionKind::PostRestore, w.all, entity);
    case 3:
        return w.action(ActionKind::PostMove, w.all, entity, m_rng.below(2) ? close : QJsonObject());
    case 4:
        return w.action(ActionKind::PostHold, w.all, entity, {});
    case 5:
        return w.action(ActionKind::PostRelease, w.all, entity, m_rng.below(2) ? close : QJsonObject());
    case 6:
        return ofComment(ActionKind::CommentDelete, post);
    case 7:
        return ofComment(ActionKind::CommentRestore, post);
    case 8:
        return w.react(w.all, post, who, m_rng.below(3) ? std::optional(ReactionKind::Love) : std::nullopt);
    default: {
        auto comment = w.newComment(w.all, post);
        m_comments.append({idCast<CommentId>(comment.entityId), post});
        return comment;
    }
    }
}

Action Life::ofComment(ActionKind kind, PostId post)
{
    CommentId id = w.rng.mintV7<CommentId>(0);
    if (!m_comments.isEmpty())
        std::tie(id, post) = m_comments[qsizetype(m_rng.below(quint64(m_comments.size())))];
    return w.action(kind, w.all, idCast<EntityId>(id), {{u"post"_s, post.toString()}});
}

} // namespace preggo::test
