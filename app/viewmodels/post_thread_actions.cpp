// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/post_thread_model.h"
#include "app/viewmodels/words.h"

#include "core/sync/action_draft.h"
#include "protocol/limits.h"
#include "protocol/text.h"

#include <QPointer>

// What a person does on the page of one post.

namespace preggo {

namespace {

CommentId idOf(const QString &text)
{
    return CommentId::parse(text).value_or(CommentId());
}

} // namespace

void PostThreadModel::submit(ActionDraft draft, std::function<void()> safe)
{
    m_account->engine.submit(std::move(draft),
        [this, alive = QPointer(this), safe = std::move(safe)](const Result<void> &committed) {
            if (!alive)
                return;
            if (committed) {
                if (safe)
                    safe();
                return;
            }
            if (std::exchange(m_busy, false)) {
                Q_EMIT busyChanged();
                Q_EMIT draftTextChanged();
            }
            present();
            Q_EMIT noticed(Words::problem(committed.error()));
        });
    present();
}

void PostThreadModel::replyTo(const QString &commentId)
{
    if (std::exchange(m_replyTo, commentId) != commentId)
        Q_EMIT replyToChanged();
}

void PostThreadModel::send()
{
    if (!canSend())
        return;
    m_busy = true;
    Q_EMIT busyChanged();
    Q_EMIT draftTextChanged();
    CommentCreate comment;
    comment.post = m_id;
    comment.parent = idOf(m_replyTo);
    comment.text = cleanText(m_draftText).trimmed();
    auto action = draft::createComment(m_stream, m_account->engine.mint<CommentId>(), comment);
    m_draft->keep();
    action.releases = m_draft->id();
    submit(std::move(action), [this, sent = m_draftText] { textSafe(sent); });
}

/// The comment is on disk: only now may the field let go of it.
void PostThreadModel::textSafe(const QString &sent)
{
    m_busy = false;
    if (m_draft)
        m_draft->released();
    if (m_draftText == sent) {
        m_draftText.clear();
        m_replyTo.clear();
    } else if (m_draft) {
        m_draft->touched(); // what was typed meanwhile is the next comment
    }
    Q_EMIT busyChanged();
    Q_EMIT draftTextChanged();
    Q_EMIT replyToChanged();
}

void PostThreadModel::editComment(const QString &commentId, const QString &text)
{
    const Row *row = find(commentId);
    const QString clean = cleanText(text).trimmed();
    if (!m_account || !row || !row->canEdit || clean == row->text)
        return;
    if (clean.isEmpty() || codePointCount(clean) > limits::kCommentTextMax) {
        Q_EMIT noticed(clean.isEmpty()
                ? tr("A comment needs a text. Delete it to take it away.")
                : tr("This comment is too long: at most %n characters.", nullptr, limits::kCommentTextMax));
        return;
    }
    const CommentId id = idOf(commentId);
    const auto creation = m_account->engine.pendingAction(m_account->engine.overlay().deliveryOf(id).op);
    auto again =
        creation ? CommentCreate::fromJson(creation->row.action.payload) : fail(ProblemCode::NotFound);
    // A change to what was refused would wait for it for ever: the new words go in its place.
    if (creation && creation->canEdit && again) {
        again->text = clean;
        auto action = draft::createComment(m_stream, id, *again);
        action.supersedes = creation->row.action.opId;
        return submit(std::move(action));
    }
    submit(draft::editComment(m_stream, id, m_id, clean));
}

void PostThreadModel::removeComment(const QString &commentId)
{
    const Row *row = find(commentId);
    if (!m_account || !row || !row->canDelete)
        return;
    const CommentId id = idOf(commentId);
    const auto creation = m_account->engine.pendingAction(m_account->engine.overlay().deliveryOf(id).op);
    Removed removed;
    removed.again = {m_id, idOf(row->parentId), row->text, {}};
    removed.neverSent = creation && creation->row.action.kind == ActionKind::CommentCreate
        && creation->row.surelyNotApplied();
    m_removed.insert(commentId, removed);
    submit(draft::deleteComment(m_stream, id, m_id));
    Q_EMIT commentRemoved(commentId);
}

void PostThreadModel::undoRemoveComment(const QString &commentId)
{
    if (!m_account || !m_removed.contains(commentId))
        return;
    const Removed removed = m_removed.take(commentId);
    submit(removed.neverSent
            ? draft::createComment(m_stream, m_account->engine.mint<CommentId>(), removed.again)
            : draft::restoreComment(m_stream, idOf(commentId), m_id));
}

void PostThreadModel::react(const QString &kind)
{
    ReactionKind wanted{};
    if (!m_account || m_stream.isNull() || !fromWire(kind, wanted) || !m_facts->may(Ability::React))
        return;
    const bool takesBack = m_post.myReaction() == kind;
    submit(draft::setReaction(
        m_stream, m_id, m_account->self, takesBack ? std::nullopt : std::optional(wanted)));
}

void PostThreadModel::release()
{
    if (m_draft)
        m_draft->keep();
    deleteLater();
}

} // namespace preggo
