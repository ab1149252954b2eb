// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/viewmodels/picture_list_model.h"

#include <QDateTime>
#include <QObject>
#include <QString>
#include <QUrl>
#include <qqmlregistration.h>

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

public:
    explicit ComposerModel(QObject *parent = nullptr);

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

    Q_INVOKABLE void addPictures(const QList<QUrl> &files);
    Q_INVOKABLE void removePicture(int row);
    Q_INVOKABLE void movePicture(int from, int to);
    Q_INVOKABLE void setAlt(int row, const QString &alt);
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
    QString m_text;
    QString m_kind;
    QString m_milestone;
    QDateTime m_occurredOn;
    PictureListModel m_pictures;
    bool m_busy = false;
    bool m_isEdit = false;
};

} // namespace preggo
