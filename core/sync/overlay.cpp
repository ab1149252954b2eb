// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/sync/overlay.h"

#include "core/sync/action_queue.h"
#include "core/sync/fold.h"

#include <algorithm>

namespace preggo {

namespace {

/// The base seq of what the action changes, as far as the card shows it.
qint64 seqInCard(const PostCard &card, const ActionQueue::Entry &entry)
{
    const Action &action = entry.row.action;
    if (action.kind == ActionKind::ReactionSet)
        return card.mineSeq;
    if (idCast<EntityId>(card.post.id) == action.entityId)
        return card.post.stamp.seq;
    for (const auto &comment : card.newest) {
        if (idCast<EntityId>(comment.id) == action.entityId)
            return comment.stamp.seq;
    }
    return entry.baseSeq;
}

qint64 seqInThread(const PostThread &thread, const ActionQueue::Entry &entry)
{
    for (const auto &comment : thread.comments) {
        if (idCast<EntityId>(comment.id) == entry.row.action.entityId)
            return comment.stamp.seq;
    }
    return entry.baseSeq;
}

Media localPicture(const MediaOut &row, PostId post, UserId self)
{
    Media media;
    media.id = row.mediaId;
    media.post = post;
    media.uploader = self;
    media.width = row.width;
    media.height = row.height;
    media.sha256 = row.sha256;
    media.placeholder = row.placeholder;
    media.alt = row.alt;
    return media;
}

/// Fills in pictures that only this device has, in the order of the post.
void addLocalPictures(PostCard &card, const ActionQueue &queue, UserId self)
{
    if (card.media.size() == card.post.media.size())
        return;
    QVector<Media> all;
    for (const auto &id : std::as_const(card.post.media)) {
        const auto known =
            std::find_if(card.media.cbegin(), card.media.cend(), [&](const Media &m) { return m.id == id; });
        if (known != card.media.cend())
            all.append(*known);
        else if (const MediaOut *local = queue.media(id))
            all.append(localPicture(*local, card.post.id, self));
    }
    card.media = std::move(all);
}

DeliveryInfo infoOf(const ActionQueue::Entry &entry, const ActionQueue &queue)
{
    const ActionRow &row = entry.row;
    if (row.state == ActionState::Parked)
        return {Delivery::Refused, row.action.opId, row.problem};
    if (row.state == ActionState::Sending)
        return {Delivery::Sending, row.action.opId, {}};
    if (row.state != ActionState::Queued)
        return {};
    bool waits = row.attempts > 0;
    for (const auto &id : mediaOf(row.action)) {
        const MediaOut *media = queue.media(id);
        waits = waits || (media && media->state == MediaOutState::Waiting);
    }
    for (const auto &need : row.action.needs) {
        const auto *other = queue.find(need);
        waits = waits || (other && other->row.state == ActionState::Parked);
    }
    return {waits ? Delivery::Waiting : Delivery::Saved, row.action.opId, row.problem};
}

DeliveryInfo worst(const DeliveryInfo &a, const DeliveryInfo &b)
{
    return static_cast<int>(b.state) > static_cast<int>(a.state) ? b : a;
}

/// Whether the create still stands for its post, because cache.db does not hold it yet.
bool isBeforeItsBase(const ActionQueue::Entry &create)
{
    const ActionRow &row = create.row;
    const bool inBase = row.state == ActionState::Acked && create.baseSeq >= row.ackSeq;
    return !inBase && row.state != ActionState::Discarded;
}

DeliveryInfo deliveryOfEntity(EntityId entity, const ActionQueue &queue)
{
    DeliveryInfo result;
    for (const qint64 localSeq : queue.ofEntity(entity))
        result = worst(result, infoOf(queue.at(localSeq), queue));
    return result;
}

} // namespace

Overlay::Overlay(const ActionQueue &queue, UserId self)
    : m_queue(queue)
    , m_self(self)
{ }

void Overlay::fold(PostCard &card) const
{
    const auto &targeting = m_queue.ofPost(card.post.id);
    for (const qint64 localSeq : targeting) {
        const auto &entry = m_queue.at(localSeq);
        const qint64 seq = seqInCard(card, entry);
        if (isActive(entry.row, {card.stream, card.epoch, card.cursor, seq}))
            foldInto(card, entry.row.action, m_self, seq);
    }
    trimNewest(card);
    addLocalPictures(card, m_queue, m_self);
}

void Overlay::foldThread(PostThread &thread) const
{
    const auto &targeting = m_queue.ofPost(thread.post);
    for (const qint64 localSeq : targeting) {
        const auto &entry = m_queue.at(localSeq);
        const qint64 seq = seqInThread(thread, entry);
        if (isActive(entry.row, {thread.stream, thread.epoch, thread.cursor, seq}))
            foldInto(thread, entry.row.action, m_self);
    }
}

std::optional<PostCard> Overlay::ownPendingPost(PostId post) const
{
    const auto *entry = m_queue.createOf(idCast<EntityId>(post));
    if (!entry || !isBeforeItsBase(*entry))
        return std::nullopt;
    PostCard card = pendingCard(entry->row.action, m_self);
    fold(card);
    return card;
}

void Overlay::eachOwnPending(FamilyId family, const std::function<bool(PostId)> &visit) const
{
    const auto &creates = m_queue.createsOf(family);
    for (auto it = creates.rbegin(); it != creates.rend(); ++it) {
        const auto &entry = m_queue.at(*it);
        if (isBeforeItsBase(entry) && !visit(idCast<PostId>(entry.row.action.entityId)))
            return;
    }
}

QVector<PostCard> Overlay::ownPending(FamilyId family) const
{
    QVector<PostCard> cards;
    eachOwnPending(family, [&](PostId post) {
        auto card = ownPendingPost(post);
        if (card && !card->post.deleted)
            cards.append(std::move(*card));
        return true;
    });
    return cards;
}

DeliveryInfo Overlay::deliveryOf(PostId post) const
{
    return deliveryOfEntity(idCast<EntityId>(post), m_queue);
}

DeliveryInfo Overlay::deliveryOf(CommentId comment) const
{
    return deliveryOfEntity(idCast<EntityId>(comment), m_queue);
}

DeliveryInfo Overlay::deliveryOfAction(OpId op) const
{
    const auto *entry = m_queue.find(op);
    return entry ? infoOf(*entry, m_queue) : DeliveryInfo();
}

std::optional<MediaOut> Overlay::localMedia(MediaId media) const
{
    const MediaOut *row = m_queue.media(media);
    return row ? std::optional(*row) : std::nullopt;
}

} // namespace preggo
