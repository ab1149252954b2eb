// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/composer_model.h"
#include "app/viewmodels/words.h"

#include "storage/media_out_json.h"

#include <QJsonArray>
#include <QJsonDocument>

// How a post that is being written outlives the app.

namespace preggo {

using namespace Qt::Literals::StringLiterals;

void ComposerModel::attach(const AccountContext &account, const FamilyFacts &facts)
{
    m_account = &account;
    m_facts = &facts;
    setOccurredOn(QDateTime(facts.dayOf(account.clock.wallMs()), QTime(12, 0)));
    keepDraftOf(targetOf(facts.family.id));
}

QString ComposerModel::targetOf(FamilyId family)
{
    return u"post:"_s + family.toString();
}

void ComposerModel::attachAgain(
    const AccountContext &account, const FamilyFacts &facts, const Action &refused)
{
    m_account = &account;
    m_facts = &facts;
    m_replaces = refused.opId;
    setOccurredOn(QDateTime(facts.dayOf(account.clock.wallMs()), QTime(12, 0)));
    if (const auto post = PostCreate::fromJson(refused.payload))
        fill(*post);
    // Only what is changed from here on is worth keeping: the refused post holds the rest.
    keepDraftOf(draftTargetOfRefused(refused.entityId));
}

void ComposerModel::attachTo(const AccountContext &account, const FamilyFacts &facts, const PostCard &post)
{
    m_account = &account;
    m_facts = &facts;
    m_isEdit = true;
    m_edited = post;
    m_text = post.post.text;
    m_kind = toWire(post.post.kind);
    m_milestone = post.post.milestone;
    setOccurredOn(QDateTime(post.post.occurredOn, QTime(12, 0)));
    for (const MediaId id : post.post.media) {
        addRow(id, u"image://preggo/m/"_s + id.toString());
        for (const Media &media : post.media) {
            if (media.id != id)
                continue;
            auto row = m_pictures.rows().last();
            row.alt = media.alt;
            row.width = media.width;
            row.height = media.height;
            m_pictures.replace(m_pictures.count() - 1, row);
        }
    }
    keepDraftOf(u"edit:"_s + post.post.id.toString());
}

void ComposerModel::keepDraftOf(const QString &target)
{
    m_draft = std::make_unique<DraftKeeper>(
        *m_account, target, [this] { return content(); },
        [this](const Problem &why) {
            if (!m_busy) // else the post itself will tell it
                Q_EMIT failed(Words::problem(why));
        });
    m_draft->load([this](const Draft &draft) { restore(draft); });
}

Draft ComposerModel::content() const
{
    Draft draft;
    if (m_text.isEmpty() && m_milestone.isEmpty() && m_prepared.isEmpty())
        return draft;
    draft.body = QString::fromUtf8(
        QJsonDocument(QJsonObject{{u"text"_s, m_text}, {u"kind"_s, m_kind}, {u"milestone"_s, m_milestone},
                          {u"occurred_on"_s, m_occurredOn.date().toString(Qt::ISODate)}})
            .toJson(QJsonDocument::Compact));
    QJsonArray media;
    for (const MediaOut &each : newPictures())
        media.append(toJson(each));
    if (!media.isEmpty())
        draft.media = QString::fromUtf8(QJsonDocument(media).toJson(QJsonDocument::Compact));
    return draft;
}

void ComposerModel::restore(const Draft &draft)
{
    const QJsonObject body = QJsonDocument::fromJson(draft.body.toUtf8()).object();
    m_text = body.value(u"text"_s).toString();
    m_kind = body.value(u"kind"_s).toString(m_kind);
    m_milestone = body.value(u"milestone"_s).toString();
    const QDate day = QDate::fromString(body.value(u"occurred_on"_s).toString(), Qt::ISODate);
    if (day.isValid())
        m_occurredOn = QDateTime(day, QTime(12, 0));
    if (!m_replaces.isNull()) { // the draft has all that is left of the refused post's
        m_pictures.clear();
        m_prepared.clear();
    }
    for (const auto &each : QJsonDocument::fromJson(draft.media.toUtf8()).array())
        addReady(mediaOutFromJson(each.toObject()));
    Q_EMIT textChanged();
    Q_EMIT kindChanged();
    Q_EMIT milestoneChanged();
    Q_EMIT occurredOnChanged();
    Q_EMIT canSendChanged();
}

void ComposerModel::fill(const PostCreate &post)
{
    setText(post.text);
    setKind(toWire(post.kind));
    setMilestone(post.milestone);
    if (post.occurredOn.isValid())
        setOccurredOn(QDateTime(post.occurredOn, QTime(12, 0)));
    for (const MediaId id : post.media) {
        if (const auto local = m_account->engine.overlay().localMedia(id))
            addReady(*local);
    }
}

/// A picture whose file is there. One whose file is gone is left out: there is nothing to send.
void ComposerModel::addReady(const MediaOut &media)
{
    if (media.mediaId.isNull() || !m_account->files.exists(media.path) || picturesLeft() <= 0)
        return;
    MediaOut ready = media;
    ready.family = m_facts->family.id;
    addRow(media.mediaId, QUrl::fromLocalFile(media.path).toString());
    prepared(media.mediaId, ready);
}

} // namespace preggo
