// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/viewmodels/account_context.h"
#include "app/viewmodels/draft_keeper.h"
#include "app/viewmodels/family_facts.h"
#include "app/viewmodels/picture_list_model.h"

#include <QDateTime>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QRectF>
#include <QString>
#include <QUrl>
#include <QVariant>
#include <qqmlregistration.h>

#include <memory>
#include <optional>

namespace preggo {

/// A post that is being written or edited. What is typed is kept as a draft; it leaves the composer
/// only when the post is safe on this device. Belongs to the page, which calls release().
class ComposerModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("AppModel.newComposer()")
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged FINAL)
    Q_PROPERTY(QString kind READ kind WRITE setKind NOTIFY kindChanged FINAL)
    Q_PROPERTY(QString milestone READ milestone WRITE setMilestone NOTIFY milestoneChanged FINAL)
    Q_PROPERTY(QDateTime occurredOn READ occurredOn WRITE setOccurredOn NOTIFY occurredOnChanged FINAL)
    Q_PROPERTY(preggo::PictureListModel *pictures READ pictures CONSTANT FINAL)
    Q_PROPERTY(int remaining READ remaining NOTIFY textChanged FINAL)
    Q_PROPERTY(int picturesLeft READ picturesLeft NOTIFY canSendChanged FINAL)
    Q_PROPERTY(bool canSend READ canSend NOTIFY canSendChanged FINAL)
    Q_PROPERTY(bool busy READ busy NOTIFY busyChanged FINAL)
    Q_PROPERTY(bool isEdit READ isEdit CONSTANT FINAL)
    Q_PROPERTY(bool hasLibrary READ hasLibrary CONSTANT FINAL)
    Q_PROPERTY(bool hasCamera READ hasCamera CONSTANT FINAL)

public:
    explicit ComposerModel(QObject *parent = nullptr);
    ~ComposerModel() override;

    /// A new post for the family of `facts`, beginning with the draft of the last time.
    void attach(const AccountContext &account, const FamilyFacts &facts);
    /// A change to a post of the person's own.
    void attachTo(const AccountContext &account, const FamilyFacts &facts, const PostCard &post);
    /// The person signed out: keeps the draft and stands still.
    void detach();
    /// What a refused post holds, or what was made of it since; sending it replaces that post. The draft
    /// of a new post is another one and stays as it is.
    void attachAgain(const AccountContext &account, const FamilyFacts &facts, const Action &refused);
    /// Its page has gone, but it prepares pictures for this draft; it may have a page again.
    [[nodiscard]] bool isLeftWith(const QString &target) const;
    void comeBack() { m_left = false; }
    [[nodiscard]] static QString targetOf(FamilyId family);

    [[nodiscard]] QString text() const { return m_text; }
    void setText(const QString &text);
    [[nodiscard]] QString kind() const { return m_kind; }
    void setKind(const QString &kind);
    [[nodiscard]] QString milestone() const { return m_milestone; }
    void setMilestone(const QString &milestone);
    /// The day it is about, as noon in local time.
    [[nodiscard]] QDateTime occurredOn() const { return m_occurredOn; }
    void setOccurredOn(const QDateTime &day);
    [[nodiscard]] PictureListModel *pictures() { return &m_pictures; }
    /// Code points that still fit; negative where it is too long.
    [[nodiscard]] int remaining() const;
    /// How many more pictures a post may have.
    [[nodiscard]] int picturesLeft() const;
    [[nodiscard]] bool canSend() const;
    [[nodiscard]] bool busy() const { return m_busy; }
    [[nodiscard]] bool isEdit() const { return m_isEdit; }

    /// The device has a picker of its own; else a file dialog is the way.
    [[nodiscard]] bool hasLibrary() const { return offers(PhotoSource::From::Library); }
    [[nodiscard]] bool hasCamera() const { return offers(PhotoSource::From::Camera); }

    Q_INVOKABLE void addPictures(const QList<QUrl> &files);
    /// What was dropped without a file, as a browser does: the bytes of a picture.
    Q_INVOKABLE void addPictureData(const QByteArray &bytes);
    /// False where the clipboard holds no picture.
    Q_INVOKABLE bool pastePictures() { return choose(PhotoSource::From::Clipboard); }
    Q_INVOKABLE bool openLibrary() { return choose(PhotoSource::From::Library); }
    Q_INVOKABLE bool openCamera() { return choose(PhotoSource::From::Camera); }
    Q_INVOKABLE void removePicture(int row);
    Q_INVOKABLE void movePicture(int from, int to);
    Q_INVOKABLE void setAlt(int row, const QString &alt);
    /// Burns a change into a picture that is not sent yet (PictureListModel.editable); rectangles are parts
    /// of it, 0 to 1, `boxes` a list of rect. Where that fails the picture is as it was, and failed() says
    /// why.
    Q_INVOKABLE void editPicture(int row, int quarterTurns, const QRectF &crop, const QVariantList &boxes);
    Q_INVOKABLE void send();
    /// Throws the draft away.
    Q_INVOKABLE void discard();
    Q_INVOKABLE void saveDraft();
    Q_INVOKABLE void release();

Q_SIGNALS:
    void textChanged();
    void kindChanged();
    void milestoneChanged();
    void occurredOnChanged();
    void canSendChanged();
    void busyChanged();
    /// The post is safe on this device and shows in the feed.
    void sent();
    /// It could not be saved; everything typed is still here.
    void failed(const QString &text);

private:
    void keepDraftOf(const QString &target);
    [[nodiscard]] Draft content() const;
    void restore(const Draft &draft);
    void fill(const PostCreate &post);
    [[nodiscard]] std::optional<PendingAction> refused() const;
    [[nodiscard]] bool isPreparing() const;
    void goIfDone();
    void addReady(const MediaOut &media);
    [[nodiscard]] bool offers(PhotoSource::From from) const;
    bool choose(PhotoSource::From from);
    void add(const QVector<ChosenPhoto> &photos);
    void prepare(const ChosenPhoto &photo);
    void prepared(MediaId media, const Result<MediaOut> &result);
    void take(MediaId media, const Result<MediaOut> &result);
    void edited(MediaId before, const Result<MediaOut> &result);
    void addRow(MediaId media, const QString &source);
    [[nodiscard]] PostKind kindToSend() const;
    [[nodiscard]] ActionDraft createAction() const;
    [[nodiscard]] ActionDraft editAction() const;
    [[nodiscard]] QVector<MediaId> pictureIds() const;
    [[nodiscard]] QVector<MediaOut> newPictures() const;
    void committed(const Result<void> &result);
    void removeFiles(const QVector<MediaOut> &media);
    void removeFailed(MediaId media);
    void changed();

    const AccountContext *m_account = nullptr;
    const FamilyFacts *m_facts = nullptr;
    std::unique_ptr<DraftKeeper> m_draft;
    std::optional<PostCard> m_edited;
    OpId m_replaces; ///< the refused action
    QHash<MediaId, MediaOut> m_prepared; ///< files that are ready to go out
    QString m_text;
    QString m_kind = QStringLiteral("update");
    QString m_milestone;
    QDateTime m_occurredOn;
    PictureListModel m_pictures;
    bool m_busy = false;
    bool m_isEdit = false;
    bool m_left = false; ///< released; goes as soon as its pictures are prepared
};

} // namespace preggo
