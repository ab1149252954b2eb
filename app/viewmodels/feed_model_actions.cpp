// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/feed_model.h"
#include "app/viewmodels/words.h"
#include "core/sync/action_draft.h"

// What a person does in the feed.

namespace preggo {

namespace {

PostId idOf(const QString &text)
{
    return PostId::parse(text).value_or(PostId());
}

/// The same post, written anew. The trash has kept the files of its pictures.
ActionDraft againOf(const PostCard &card, PostId id, const QVector<MediaOut> &pictures)
{
    const Post &post = card.post;
    PostCreate create{post.kind, post.text, {}, post.occurredOn, post.week, post.mentions, post.milestone};
    for (const MediaOut &picture : pictures)
        create.media.append(picture.mediaId);
    auto action = draft::createPost(card.stream, id, create);
    action.media = pictures;
    return action;
}

} // namespace

std::optional<PostCard> FeedModel::cardOf(const QString &postId) const
{
    const int row = m_window ? m_window->indexOf(idOf(postId)) : -1;
    return row >= 0 ? std::optional(m_window->rows().at(row)) : std::nullopt;
}

void FeedModel::submit(ActionDraft draft, PostId post)
{
    m_account->engine.submit(
        std::move(draft), [this, alive = QPointer(this), post](const Result<void> &committed) {
            if (!alive || committed)
                return;
            if (m_window)
                m_window->refold(post);
            Q_EMIT noticed(Words::problem(committed.error()));
        });
    // In this call, not when the disk has answered: the next frame shows it.
    m_window->refold(post);
}

void FeedModel::react(const QString &postId, const QString &kind)
{
    const auto card = cardOf(postId);
    ReactionKind wanted{};
    if (!card || !fromWire(kind, wanted) || !m_facts->may(Ability::React))
        return;
    const auto next = card->mine == wanted ? std::nullopt : std::optional(wanted);
    submit(draft::setReaction(card->stream, card->post.id, m_account->self, next), card->post.id);
}

void FeedModel::removePost(const QString &postId)
{
    const auto card = cardOf(postId);
    if (!card)
        return;
    const PostId post = card->post.id;
    const auto creation = m_account->engine.pendingAction(m_account->engine.overlay().deliveryOf(post).op);
    const bool neverSent = card->post.stamp.version == 0 && creation && creation->row.surelyNotApplied();
    QVector<MediaOut> pictures;
    for (const MediaId id : card->post.media) {
        if (const auto local = m_account->engine.overlay().localMedia(id))
            pictures.append(*local);
    }
    m_removed.insert(post, {*card, neverSent, pictures});
    submit(draft::deletePost(card->stream, post), post);
    Q_EMIT postRemoved(postId);
}

void FeedModel::undoRemove(const QString &postId)
{
    if (!m_account || !m_removed.contains(idOf(postId)))
        return;
    const auto [card, neverSent, pictures] = m_removed.take(idOf(postId));
    const PostId post = card.post.id;
    if (!neverSent)
        return submit(draft::restorePost(card.stream, post), post);
    submit(againOf(card, m_account->engine.mint<PostId>(), pictures), post);
}

void FeedModel::retry(const QString &postId)
{
    if (!m_account)
        return;
    const auto info = m_account->engine.overlay().deliveryOf(idOf(postId));
    if (!info.op.isNull())
        m_account->engine.retry(info.op);
}

void FeedModel::loadOlder()
{
    if (m_window)
        m_window->loadOlder();
}

void FeedModel::loadNewer()
{
    if (m_window)
        m_window->loadNewer();
}

void FeedModel::showNewest()
{
    if (m_window)
        m_window->showNewest();
}

void FeedModel::jumpToDate(const QDateTime &day)
{
    if (m_window && day.isValid())
        m_window->jumpTo(QDateTime(day.date().addDays(1), QTime(0, 0)).toMSecsSinceEpoch() - 1);
}

} // namespace preggo
