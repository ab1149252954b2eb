// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "robot.h"

#include <QBuffer>
#include <QDir>
#include <QImage>

namespace preggo::test {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray drawJpeg(QRgb colour)
{
    QImage image(96, 64, QImage::Format_RGB32);
    image.fill(colour);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "JPG", 90);
    return bytes;
}

} // namespace

void Robot::submit(ActionDraft draft, Event event)
{
    event.type = Event::Type::Invoked;
    event.n = u"%1.%2"_s.arg(m_settings.run).arg(m_deeds);
    event.kind = draft.kind;
    event.entity = draft.entity.toString();
    event.orderKey = orderKeyFor(draft.kind, draft.stream, draft.entity, draft.payload);
    write(event);
    const auto op = std::make_shared<OpId>();
    *op = m_engine.submit(std::move(draft), [this, op, n = event.n](const Result<void> &committed) {
        Event after{committed ? Event::Type::Saved : Event::Type::Failed};
        after.n = n;
        after.op = committed ? op->toString() : QString();
        write(after);
    });
}

QString Robot::words()
{
    return u"Words %1 of run %2"_s.arg(m_rng.below(1'000'000)).arg(m_settings.run);
}

bool Robot::addPicture(const PreparedPicture &picture, PostCreate &post, ActionDraft &draft, Event &event)
{
    MediaOut media;
    media.mediaId = m_engine.mint<MediaId>();
    media.family = m_settings.family;
    media.path = QDir(m_account.context().mediaFolder).filePath(media.mediaId.toString() + u".jpg"_s);
    media.sha256 = picture.sha256;
    media.bytes = picture.masterJpeg.size();
    media.mime = u"image/jpeg"_s;
    media.width = picture.width;
    media.height = picture.height;
    media.placeholder = picture.placeholder;
    if (!m_account.context().files.writeDurably(media.path, picture.masterJpeg))
        return false;
    post.kind = PostKind::Photo;
    post.media.append(media.mediaId);
    event.pictures.append({media.mediaId.toString(), QString::fromLatin1(media.sha256.toHex())});
    draft.media.append(media);
    return true;
}

void Robot::writePost(bool withPicture)
{
    PostCreate post;
    post.text = words();
    Event event;
    event.text = post.text;
    ActionDraft pictures;
    if (withPicture) {
        const auto picture = preparePicture(drawJpeg(static_cast<QRgb>(m_rng.below(0x1000000))));
        if (!picture || !addPicture(*picture, post, pictures, event))
            return;
    }
    const auto id = m_engine.mint<PostId>();
    const auto stream = StreamId::all(m_settings.family);
    ActionDraft draft = draft::createPost(stream, id, post);
    draft.media = pictures.media;
    submit(std::move(draft), event);
    m_targets.prepend({id, stream, true, {}});
}

void Robot::editPost()
{
    const Target *target = anyOwnPost();
    if (!target)
        return;
    Event event;
    event.text = words();
    PostEdit edit;
    edit.text = event.text;
    submit(draft::editPost(target->stream, target->post, edit), event);
}

void Robot::deletePost()
{
    const Target *target = anyOwnPost();
    if (!target)
        return;
    const PostId post = target->post;
    submit(draft::deletePost(target->stream, post), {});
    m_targets.removeIf([post](const Target &each) { return each.post == post; });
}

void Robot::writeComment()
{
    const Target *target = anyPost();
    if (!target)
        return;
    CommentCreate comment;
    comment.post = target->post;
    comment.text = words();
    if (!target->comments.isEmpty() && m_rng.below(4) == 0)
        comment.parent = target->comments.constFirst().id;
    Event event;
    event.post = comment.post.toString();
    event.parent = comment.parent.isNull() ? QString() : comment.parent.toString();
    event.text = comment.text;
    submit(draft::createComment(target->stream, m_engine.mint<CommentId>(), comment), event);
}

void Robot::editComment()
{
    const auto [target, comment] = anyOwnComment();
    if (!comment)
        return;
    Event event;
    event.post = target->post.toString();
    event.text = words();
    submit(draft::editComment(target->stream, comment->id, target->post, event.text), event);
}

void Robot::deleteComment()
{
    const auto [target, comment] = anyOwnComment();
    if (!comment)
        return;
    Event event;
    event.post = target->post.toString();
    const CommentId id = comment->id;
    submit(draft::deleteComment(target->stream, id, target->post), event);
    for (auto &each : m_targets) // nobody acts on what is no longer on the screen
        each.comments.removeIf([id](const Comment &other) { return other.id == id || other.parent == id; });
}

void Robot::react()
{
    const Target *target = anyPost();
    if (!target)
        return;
    const auto chosen = m_rng.below(kReactionKindCount + 1);
    const auto kind =
        chosen == kReactionKindCount ? std::nullopt : std::optional(static_cast<ReactionKind>(chosen));
    Event event;
    event.post = target->post.toString();
    submit(draft::setReaction(target->stream, target->post, m_account.record().user, kind), event);
}

const Robot::Target *Robot::anyPost()
{
    return m_targets.isEmpty() ? nullptr
                               : &m_targets.at(static_cast<qsizetype>(m_rng.below(m_targets.size())));
}

const Robot::Target *Robot::anyOwnPost()
{
    const Target *target = anyPost();
    return target && target->isMine ? target : nullptr;
}

std::pair<const Robot::Target *, const Comment *> Robot::anyOwnComment()
{
    for (const auto &target : std::as_const(m_targets)) {
        for (const auto &comment : target.comments) {
            if (comment.author == m_account.record().user && m_rng.below(3) == 0)
                return {&target, &comment};
        }
    }
    return {nullptr, nullptr};
}

} // namespace preggo::test
