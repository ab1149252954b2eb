// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/post_presenter.h"
#include "app/viewmodels/post_thread_model.h"
#include "app/viewmodels/words.h"

#include "protocol/limits.h"

#include <algorithm>
#include <utility>

// How the model follows what is stored and pending.

namespace preggo {

using namespace Qt::Literals::StringLiterals;

void PostThreadModel::attach(const AccountContext &account, const FamilyFacts &facts, PostId post,
    const std::optional<PostCard> &known)
{
    m_account = &account;
    m_facts = &facts;
    m_id = post;
    m_stored.card = known;
    const auto content = [this] {
        Draft draft;
        draft.body = m_draftText;
        return draft;
    };
    m_draft = std::make_unique<DraftKeeper>(
        account, u"comment:"_s + post.toString(), content, [this](const Problem &why) {
            if (!m_busy) // else the comment itself will tell it
                Q_EMIT noticed(Words::problem(why));
        });
    m_draft->load([this](const Draft &draft) {
        m_draftText = draft.body;
        Q_EMIT draftTextChanged();
    });
    if (known)
        m_post.setView(PostPresenter(facts, account.engine.overlay(), m_connected).post(*known));
    reread();
}

void PostThreadModel::detach()
{
    m_draft.reset();
    m_account = nullptr;
    m_facts = nullptr;
}

void PostThreadModel::reread()
{
    if (!m_account)
        return;
    m_account->engine.read<Stored>(
        [post = m_id](Cache &cache) {
            const auto card = cache.postCard(post);
            const auto thread = cache.thread(post);
            return Stored{card.value_or(std::nullopt), thread.value_or(PostThread()), !card || !thread};
        },
        [this, alive = QPointer(this)](Stored stored) {
            if (alive)
                take(std::move(stored));
        });
}

void PostThreadModel::take(Stored stored)
{
    if (!m_account)
        return;
    if (stored.failed) {
        Q_EMIT noticed(Words::storage({}));
        return;
    }
    m_stored = std::move(stored);
    present();
}

std::optional<PostCard> PostThreadModel::card() const
{
    const Overlay &overlay = m_account->engine.overlay();
    auto card = m_stored.card ? m_stored.card : overlay.ownPendingPost(m_id);
    if (card)
        overlay.fold(*card);
    return card;
}

void PostThreadModel::present()
{
    if (!m_account)
        return;
    const Overlay &overlay = m_account->engine.overlay();
    const auto card = this->card();
    const bool found = card && !card->post.deleted;
    if (std::exchange(m_found, found) != found)
        Q_EMIT foundChanged();
    PostThread thread = m_stored.thread;
    thread.post = m_id;
    if (found) {
        if (std::exchange(m_stream, card->stream).isNull())
            Q_EMIT draftTextChanged(); // only now can it be sent
        if (thread.stream.isNull())
            thread.stream = card->stream;
        m_post.setView(PostPresenter(*m_facts, overlay, m_connected).post(*card));
    }
    overlay.foldThread(thread);
    applyRows(
        m_rows, rowsOf(thread), [](const Row &row) { return row.commentId; }, valueOf);
    Q_EMIT replyToChanged();
}

void PostThreadModel::setConnected(bool connected)
{
    if (std::exchange(m_connected, connected) != connected)
        present();
}

/// Each comment above its answers; a deleted one stands only where it holds an answer.
QVector<PostThreadModel::Row> PostThreadModel::rowsOf(const PostThread &thread) const
{
    QHash<CommentId, QVector<const Comment *>> answers;
    QSet<CommentId> known;
    for (const Comment &comment : thread.comments)
        known.insert(comment.id);
    for (const Comment &comment : thread.comments)
        answers[known.contains(comment.parent) ? comment.parent : CommentId()].append(&comment);

    QVector<Row> rows;
    QSet<CommentId> placed; // a circle of answers must not make a circle of calls
    const std::function<void(CommentId, int)> place = [&](CommentId parent, int depth) {
        for (const Comment *comment : answers.value(parent)) {
            if (placed.contains(comment->id))
                continue;
            placed.insert(comment->id);
            const auto at = rows.size();
            rows.append(rowOf(*comment, std::min(depth, limits::kCommentDepth)));
            place(comment->id, depth + 1);
            if (comment->deleted && rows.size() == at + 1)
                rows.removeLast();
        }
    };
    place({}, 0);
    return rows;
}

PostThreadModel::Row PostThreadModel::rowOf(const Comment &comment, int depth) const
{
    const Overlay &overlay = m_account->engine.overlay();
    const PostPresenter presenter(*m_facts, overlay, m_connected);
    const DeliveryInfo delivery = overlay.deliveryOf(comment.id);
    Row row;
    row.commentId = comment.id.toString();
    row.parentId = comment.parent.isNull() ? QString() : comment.parent.toString();
    row.depth = depth;
    row.authorName = presenter.nameOf(comment.author);
    row.authorRelation = presenter.relationOf(comment.author);
    row.authorInitials = Words::initials(row.authorName);
    row.authorColor = Words::colorIndex(comment.author);
    row.text = comment.deleted ? QString() : comment.text;
    row.publishedAt = PostPresenter::moment(comment.stamp.publishedAtMs);
    row.edited = comment.editedAtMs.has_value();
    row.deleted = comment.deleted;
    row.isMine = comment.author == m_facts->self;
    row.canEdit = row.isMine && !row.deleted && m_facts->may(Ability::Comment);
    row.canDelete = !row.deleted && (row.isMine || m_facts->isParent());
    row.delivery = PostPresenter::state(delivery.state);
    row.deliveryText = Words::delivery(delivery, 0, m_connected);
    return row;
}

} // namespace preggo
