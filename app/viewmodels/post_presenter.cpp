// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/post_presenter.h"

#include "app/viewmodels/words.h"

namespace preggo {

using namespace Qt::Literals::StringLiterals;

PostPresenter::PostPresenter(const FamilyFacts &facts, const Overlay &overlay, bool connected)
    : m_facts(facts)
    , m_overlay(overlay)
    , m_connected(connected)
{ }

QString PostPresenter::nameOf(UserId user) const
{
    const auto member = m_facts.members.constFind(user);
    return member == m_facts.members.cend() || member->name.isEmpty() ? Words::someone() : member->name;
}

QString PostPresenter::relationOf(UserId user) const
{
    return m_facts.members.value(user).relation;
}

QDateTime PostPresenter::moment(qint64 wallMs)
{
    return wallMs > 0 ? QDateTime::fromMSecsSinceEpoch(wallMs) : QDateTime();
}

DeliveryState PostPresenter::state(Delivery delivery)
{
    switch (delivery) {
    case Delivery::Sent:
        return DeliveryState::Sent;
    case Delivery::Saved:
        return DeliveryState::Saved;
    case Delivery::Sending:
        return DeliveryState::Sending;
    case Delivery::Waiting:
        return DeliveryState::Waiting;
    case Delivery::Refused:
        return DeliveryState::Refused;
    }
    Q_UNREACHABLE();
}

PostView PostPresenter::post(const PostCard &card) const
{
    PostView view;
    view.postId = card.post.id.toString();
    view.kind = toWire(card.post.kind);
    view.text = card.post.text;
    view.milestone = card.post.milestone;
    view.edited = card.post.editedAtMs.has_value();
    addAuthor(view, card);
    addDates(view, card);
    view.pictures = pictures(card);
    view.reactions = reactions(card);
    view.reactionTotal = card.reactionTotal();
    view.myReaction = card.mine ? toWire(*card.mine) : QString();
    view.reactionNames = reactionNames(card);
    view.commentCount = card.commentCount;
    view.comments = comments(card);
    addDelivery(view, card);
    return view;
}

void PostPresenter::addDelivery(PostView &view, const PostCard &card) const
{
    const DeliveryInfo delivery = m_overlay.deliveryOf(card.post.id);
    view.delivery = state(delivery.state);
    view.deliveryText = Words::delivery(delivery, static_cast<int>(card.post.media.size()), m_connected);
}

void PostPresenter::addAuthor(PostView &view, const PostCard &card) const
{
    const UserId author = card.post.author;
    view.authorId = author.toString();
    view.authorName = nameOf(author);
    view.authorRelation = relationOf(author);
    view.authorInitials = Words::initials(view.authorName);
    view.authorColor = Words::colorIndex(author);
    view.isMine = author == m_facts.self;
    view.canEdit = view.isMine && m_facts.may(Ability::Post);
    view.canDelete = view.isMine || m_facts.isParent();
}

void PostPresenter::addDates(PostView &view, const PostCard &card) const
{
    const qint64 published = card.post.stamp.publishedAtMs;
    const qint64 written = card.post.writtenAtMs;
    view.publishedAt = moment(published > 0 ? published : written);
    view.writtenAt = moment(written);
    if (const auto age = m_facts.ageOn(dayOf(card))) {
        view.weeks = age->weeks;
        view.days = age->days;
    }
}

/// What the post is about, or else when it came.
QDate PostPresenter::dayOf(const PostCard &card) const
{
    if (card.post.occurredOn.isValid())
        return card.post.occurredOn;
    const qint64 published = card.post.stamp.publishedAtMs;
    return m_facts.dayOf(published > 0 ? published : card.post.writtenAtMs);
}

QList<PictureItem> PostPresenter::pictures(const PostCard &card) const
{
    QList<PictureItem> items;
    PictureItem common;
    common.postId = card.post.id.toString();
    common.authorName = nameOf(card.post.author);
    const QDate day = dayOf(card);
    common.day = day.startOfDay();
    if (const auto age = m_facts.ageOn(day)) {
        common.weeks = age->weeks;
        common.days = age->days;
    }
    for (const MediaId id : card.post.media) {
        const QString name = id.toString();
        PictureItem item = common;
        item.mediaId = name;
        item.source = u"image://preggo/m/"_s + name;
        item.placeholder = u"image://preggo/p/"_s + name;
        for (const Media &media : card.media) {
            if (media.id == id) {
                item.width = media.width;
                item.height = media.height;
                item.alt = media.alt;
                // Another address than when it is whole, so that it is asked for again then.
                if (!media.variants.isEmpty() && !media.isWhole())
                    item.source = u"image://preggo/e/"_s + name;
            }
        }
        // The own file is here already; showing it does not depend on the network.
        if (const auto local = m_overlay.localMedia(id)) {
            item.width = local->width;
            item.height = local->height;
            item.alt = local->alt;
            item.source = u"image://preggo/l/"_s + name;
        }
        items.append(item);
    }
    return items;
}

QList<ReactionItem> PostPresenter::reactions(const PostCard &card)
{
    QList<ReactionItem> items;
    for (const ReactionKind kind : kReactionKinds) {
        const int count = card.reactionCounts.at(static_cast<size_t>(kind));
        if (count > 0)
            items.append({toWire(kind), count, card.mine == kind});
    }
    return items;
}

QString PostPresenter::reactionNames(const PostCard &card) const
{
    QStringList names;
    if (card.mine)
        names.append(Words::tr("You"));
    for (auto it = card.reactions.crbegin(); it != card.reactions.crend(); ++it) {
        if (it->first != m_facts.self)
            names.append(nameOf(it->first));
    }
    return Words::names(names);
}

QList<CommentItem> PostPresenter::comments(const PostCard &card) const
{
    QList<CommentItem> items;
    for (const Comment &comment : card.newest) {
        const QString name = nameOf(comment.author);
        items.append({comment.id.toString(), name, Words::initials(name), Words::colorIndex(comment.author),
            comment.text, moment(comment.stamp.publishedAtMs),
            static_cast<int>(state(m_overlay.deliveryOf(comment.id).state))});
    }
    return items;
}

} // namespace preggo
