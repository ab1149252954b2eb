// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/sim/people.h"

#include "core/sync/action_draft.h"
#include "core/sync/action_queue.h"

#include <QCryptographicHash>

namespace preggo::sim {

using namespace Qt::Literals::StringLiterals;

People::People(const Deps &deps, std::vector<std::unique_ptr<SimDevice>> &devices)
    : m_deps(deps)
    , m_devices(devices)
    , m_own(devices.size())
    , m_comments(devices.size())
{ }

FamilyId People::someFamily(const SimDevice &device) const
{
    Q_UNUSED(device)
    return m_deps.cast.families[qsizetype(below(quint64(m_deps.cast.families.size())))].id;
}

std::optional<People::Target> People::somePost(SimDevice &device, bool mine) const
{
    const auto *window = device.window(someFamily(device));
    if (!window || window->rows().isEmpty())
        return std::nullopt;
    const auto &rows = window->rows();
    const auto first = below(quint64(rows.size()));
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const auto &card = rows[(qsizetype(first) + i) % rows.size()];
        const bool own = card.post.author == device.user;
        if (!mine || own)
            return Target{card.post.id, card.stream, own};
    }
    return std::nullopt;
}

QString People::text(PostId post)
{
    return m_deps.privacy.canary(post) + u" kick number %1"_s.arg(below(1'000));
}

void People::submit(SimDevice &device, const ActionDraft &draft, PostId post)
{
    ++m_done;
    submitAgain(device, draft, post, 0);
}

// Where the disk refuses, the text stays in the composer and she sends it again a little later.
void People::submitAgain(SimDevice &device, const ActionDraft &draft, PostId post, int tries)
{
    if (!device.isLoaded())
        return;
    const bool isPost = draft.kind == ActionKind::PostCreate;
    const auto op = std::make_shared<OpId>();
    *op = device.engine().submit(
        draft, [this, &device, draft, post, tries, isPost, op](const Result<void> &committed) {
            if (committed) {
                for (auto &own : m_own[std::size_t(device.index)])
                    own.saved = own.saved || (isPost && own.post == post);
                const bool readable =
                    m_deps.knobs.diskErrors == 0; // else the look at the rows may have failed
                if (isPost && readable && !op->isNull() && !m_deps.outboxes.find(*op))
                    m_deps.verdict.violated(u"I1: a post was said to be saved and has no row"_s);
                return;
            }
            device.refold(post);
            m_deps.scheduler.note(u"device %1 could not save %2"_s.arg(device.index).arg(toWire(draft.kind)));
            if (tries < 5)
                m_deps.scheduler.after(5'000, "again",
                    [this, &device, draft, post, tries] { submitAgain(device, draft, post, tries + 1); });
        });
    m_deps.scheduler.note(u"device %1: %2 as %3"_s.arg(device.index).arg(toWire(draft.kind), op->toString()));
    device.refold(post);
}

void People::expectGone(PostId post)
{
    for (auto &device : m_own) {
        for (auto &own : device)
            own.mayVanish = own.mayVanish || own.post == post;
    }
}

void People::act()
{
    auto &device = *m_devices[std::size_t(below(m_devices.size()))];
    if (!device.isLoaded())
        return;
    if (m_deps.knobs.wandering && below(4) != 0)
        return below(2) == 0 ? movePost(device) : editPost(device);
    switch (below(16)) {
    case 0:
    case 1:
    case 2:
    case 3:
        return writePost(device);
    case 4:
    case 5:
        return editPost(device);
    case 6:
        return deletePost(device);
    case 7:
        return movePost(device);
    case 8:
    case 9:
    case 10:
        return comment(device);
    case 11:
        return changeComment(device);
    case 12:
    case 13:
        return react(device);
    case 14:
        return below(2) ? markRead(device) : changeFamily(device);
    default:
        return tidyOutbox(device);
    }
}

void People::writePost(SimDevice &device)
{
    const auto family = someFamily(device);
    const auto *cast = m_deps.cast.family(family);
    StreamId stream = StreamId::all(family);
    if (!cast->audiences.isEmpty() && below(3) == 0)
        stream =
            StreamId::audience(family, cast->audiences[qsizetype(below(quint64(cast->audiences.size())))].id);
    // She is only offered what she may read, as far as she knows.
    if (!m_deps.privacy.mayRead(stream, device.user))
        return;
    const auto id = device.engine().mint<PostId>();
    PostCreate create;
    create.text = text(id);
    m_own[std::size_t(device.index)].push_back({id, family, stream});
    if (m_deps.knobs.pictures && below(2) == 0)
        return withPhotos(device, draft::createPost(stream, id, create), create, 1 + int(below(3)));
    submit(device, draft::createPost(stream, id, create), id);
    if (!m_deps.knobs.secondThoughts || below(2) == 0)
        return;
    m_deps.scheduler.after(qint64(below(15'000)), "second thought", [this, &device, stream, id] {
        if (!device.isLoaded())
            return;
        expectGone(id);
        submit(device, draft::deletePost(stream, id), id);
    });
}

QByteArray People::photo(const MediaId &media)
{
    // Now and then one that goes in several pieces, and one that nobody can decode.
    const auto size = qsizetype(below(8) == 0 ? 600'000 : 100 + below(4'000));
    QByteArray bytes = below(25) == 0 ? QByteArray(kDamaged) : QByteArray();
    bytes.append(media.toBytes());
    return bytes.leftJustified(size, 'p');
}

MediaOut People::photoRow(MediaId media, FamilyId family, const QByteArray &bytes)
{
    MediaOut row;
    row.mediaId = media;
    row.family = family;
    row.path = kPictureFolder + media.toString();
    row.sha256 = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    row.bytes = bytes.size();
    row.mime = u"image/jpeg"_s;
    row.width = 4;
    row.height = 3;
    return row;
}

void People::withPhotos(SimDevice &device, const ActionDraft &draft, const PostCreate &create, int more)
{
    if (more == 0) {
        ActionDraft whole = draft;
        whole.payload = create.toJson();
        return submit(device, whole, idCast<PostId>(draft.entity));
    }
    const auto media = device.engine().mint<MediaId>();
    const QByteArray bytes = photo(media);
    const MediaOut row = photoRow(media, draft.stream.family(), bytes);
    m_deps.pictures.taken(media, row.sha256);
    // A photo that the disk refuses is not in the post; the composer said so.
    device.keepPicture(row.path, bytes, [this, &device, draft, create, more, row](bool kept) {
        ActionDraft next = draft;
        PostCreate post = create;
        if (kept) {
            next.media.append(row);
            post.media.append(row.mediaId);
            post.kind = PostKind::Photo;
        }
        withPhotos(device, next, post, more - 1);
    });
}

void People::addPhoto(SimDevice &device, const Target &target)
{
    const auto *window = device.window(target.stream.family());
    const int at = window ? window->indexOf(target.post) : -1;
    if (at < 0)
        return;
    PostEdit edit;
    edit.media = window->rows()[at].post.media;
    if (!edit.media->isEmpty() && below(2) == 0)
        edit.media->removeFirst();
    const auto media = device.engine().mint<MediaId>();
    const QByteArray bytes = photo(media);
    const MediaOut row = photoRow(media, target.stream.family(), bytes);
    m_deps.pictures.taken(media, row.sha256);
    device.keepPicture(row.path, bytes, [this, &device, target, edit, row](bool kept) {
        PostEdit changed = edit;
        if (kept)
            changed.media->append(row.mediaId);
        ActionDraft draft = draft::editPost(target.stream, target.post, changed);
        if (kept)
            draft.media.append(row);
        submit(device, draft, target.post);
    });
}

void People::editPost(SimDevice &device)
{
    const auto target = somePost(device, below(4) != 0);
    if (!target)
        return;
    if (m_deps.knobs.pictures && below(2) == 0)
        return addPhoto(device, *target);
    PostEdit edit;
    edit.text = text(target->post);
    submit(device, draft::editPost(target->stream, target->post, edit), target->post);
}

void People::deletePost(SimDevice &device)
{
    const auto target = somePost(device, below(4) != 0);
    if (!target)
        return;
    expectGone(target->post);
    submit(device, draft::deletePost(target->stream, target->post), target->post);
    if (below(3) == 0)
        submit(device, draft::restorePost(target->stream, target->post), target->post);
}

void People::movePost(SimDevice &device)
{
    const auto target = somePost(device, below(2) != 0);
    if (!target || !(m_deps.knobs.moves || m_deps.knobs.holds))
        return;
    const auto *cast = m_deps.cast.family(target->stream.family());
    ActionDraft draft;
    draft.stream = target->stream;
    draft.entity = idCast<EntityId>(target->post);
    PostMove move;
    if (!cast->audiences.isEmpty() && below(2) == 0)
        move.audience = cast->audiences[qsizetype(below(quint64(cast->audiences.size())))].id;
    draft.kind = ActionKind::PostMove;
    if (m_deps.knobs.holds && below(2) == 0) {
        draft.kind = below(2) == 0 ? ActionKind::PostHold : ActionKind::PostRelease;
        if (draft.kind == ActionKind::PostRelease && below(2) == 0)
            move.atMs = device.clock.wallMs() + qint64(below(1'800'000));
    }
    draft.payload = move.toJson();
    expectGone(target->post);
    submit(device, draft, target->post);
}

void People::comment(SimDevice &device)
{
    const auto target = somePost(device, false);
    if (!target)
        return;
    const auto id = device.engine().mint<CommentId>();
    CommentCreate create;
    create.post = target->post;
    create.text = text(target->post);
    for (const auto &own : m_comments[std::size_t(device.index)]) {
        if (own.post == target->post && below(2) == 0)
            create.parent = own.comment;
    }
    m_comments[std::size_t(device.index)].push_back({id, target->post, target->stream});
    submit(device, draft::createComment(target->stream, id, create), target->post);
}

void People::changeComment(SimDevice &device)
{
    const auto &mine = m_comments[std::size_t(device.index)];
    if (mine.empty())
        return;
    const auto own = mine[std::size_t(below(mine.size()))];
    switch (below(3)) {
    case 0:
        return submit(
            device, draft::editComment(own.stream, own.comment, own.post, text(own.post)), own.post);
    case 1:
        return submit(device, draft::deleteComment(own.stream, own.comment, own.post), own.post);
    default:
        return submit(device, draft::restoreComment(own.stream, own.comment, own.post), own.post);
    }
}

void People::react(SimDevice &device)
{
    const auto target = somePost(device, false);
    if (!target)
        return;
    const int taps = 1 + int(below(3));
    for (int i = 0; i < taps; ++i) {
        const auto kind =
            below(4) == 0 ? std::nullopt : std::optional(kReactionKinds[below(kReactionKindCount)]);
        submit(device, draft::setReaction(target->stream, target->post, device.user, kind), target->post);
    }
}

void People::markRead(SimDevice &device)
{
    const auto *window = device.window(someFamily(device));
    if (!window || window->rows().isEmpty())
        return;
    const auto &card = window->rows()[qsizetype(below(quint64(window->rows().size())))];
    if (card.post.stamp.publishedAtMs > 0)
        submit(device,
            draft::markRead(device.user, {card.stream, card.post.stamp.publishedAtMs, card.post.id}),
            card.post.id);
}

void People::changeFamily(SimDevice &device)
{
    const auto family = someFamily(device);
    if (m_deps.knobs.pauses && below(2) == 0) {
        ActionDraft draft;
        draft.kind = ActionKind::FamilyPause;
        draft.stream = StreamId::all(family);
        draft.entity = idCast<EntityId>(family);
        FamilyPause pause;
        pause.mode = below(2) ? PauseMode::Paused : PauseMode::None;
        draft.payload = pause.toJson();
        return submit(device, draft, {});
    }
    FamilyUpdate update;
    update.name = u"Bean %1"_s.arg(below(100));
    submit(device, draft::updateFamily(family, update), {});
}

void People::tidyOutbox(SimDevice &device)
{
    const auto pending = device.engine().pending();
    if (pending.isEmpty())
        return;
    const auto &one = pending[qsizetype(below(quint64(pending.size())))];
    const OpId op = one.row.action.opId;
    const PostId post = postOf(one.row.action);
    if (one.canDiscard && below(2) == 0) {
        expectGone(post);
        device.engine().discard(op);
    } else if (one.canRetry) {
        device.engine().retry(op);
    }
    device.refold(post);
}

void People::retryParked(SimDevice &device)
{
    if (!device.isLoaded())
        return;
    const auto pending = device.engine().pending();
    for (const auto &one : pending) {
        const auto cause = one.row.cause;
        if (one.row.state == ActionState::Parked && one.canRetry
            && (cause == ParkCause::LocalCrash || cause == ParkCause::DependencyLost))
            device.engine().retry(one.row.action.opId);
    }
}

} // namespace preggo::sim
