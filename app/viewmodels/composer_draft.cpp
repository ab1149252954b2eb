// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/composer_model.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

// How a post that is being written outlives the app.

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject toJson(const MediaOut &media)
{
    return {{u"id"_s, media.mediaId.toString()}, {u"path"_s, media.path},
        {u"sha256"_s, QString::fromLatin1(media.sha256.toHex())}, {u"bytes"_s, media.bytes},
        {u"mime"_s, media.mime}, {u"width"_s, media.width}, {u"height"_s, media.height},
        {u"placeholder"_s, QString::fromLatin1(media.placeholder.toBase64())}, {u"alt"_s, media.alt}};
}

MediaOut mediaFromJson(const QJsonObject &object)
{
    MediaOut media;
    media.mediaId = MediaId::parse(object.value(u"id"_s).toString()).value_or(MediaId());
    media.path = object.value(u"path"_s).toString();
    media.sha256 = QByteArray::fromHex(object.value(u"sha256"_s).toString().toLatin1());
    media.bytes = object.value(u"bytes"_s).toInteger();
    media.mime = object.value(u"mime"_s).toString();
    media.width = object.value(u"width"_s).toInt();
    media.height = object.value(u"height"_s).toInt();
    media.placeholder = QByteArray::fromBase64(object.value(u"placeholder"_s).toString().toLatin1());
    media.alt = object.value(u"alt"_s).toString();
    return media;
}

} // namespace

void ComposerModel::attach(const AccountContext &account, const FamilyFacts &facts)
{
    m_account = &account;
    m_facts = &facts;
    setOccurredOn(QDateTime(facts.dayOf(account.clock.wallMs()), QTime(12, 0)));
    keepDraftOf(u"post:"_s + facts.family.id.toString());
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
    m_draft = std::make_unique<DraftKeeper>(*m_account, target, [this] { return content(); });
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
    for (const auto &each : QJsonDocument::fromJson(draft.media.toUtf8()).array())
        addReady(mediaFromJson(each.toObject()));
    Q_EMIT textChanged();
    Q_EMIT kindChanged();
    Q_EMIT milestoneChanged();
    Q_EMIT occurredOnChanged();
    Q_EMIT canSendChanged();
}

void ComposerModel::takeOver(const PostCreate &post, const QVector<MediaOut> &media, OpId action)
{
    m_replaces = action;
    setText(post.text);
    setKind(toWire(post.kind));
    setMilestone(post.milestone);
    if (post.occurredOn.isValid())
        setOccurredOn(QDateTime(post.occurredOn, QTime(12, 0)));
    for (const MediaOut &each : media)
        addReady(each);
    changed();
    saveDraft();
}

/// A picture whose file is there. One whose file is gone is left out: there is nothing to send.
void ComposerModel::addReady(const MediaOut &media)
{
    if (media.mediaId.isNull() || !QFileInfo::exists(media.path) || picturesLeft() <= 0)
        return;
    MediaOut ready = media;
    ready.family = m_facts->family.id;
    addRow(media.mediaId, QUrl::fromLocalFile(media.path).toString());
    prepared(media.mediaId, ready);
}

} // namespace preggo
