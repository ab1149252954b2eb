// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/viewmodels/album_model.h"
#include "app/viewmodels/composer_model.h"
#include "app/viewmodels/diagnostics_model.h"
#include "app/viewmodels/family_list_model.h"
#include "app/viewmodels/family_model.h"
#include "app/viewmodels/feed_model.h"
#include "app/viewmodels/member_list_model.h"
#include "app/viewmodels/offline_model.h"
#include "app/viewmodels/outbox_model.h"
#include "app/viewmodels/picture_copies.h"
#include "app/viewmodels/post_thread_model.h"
#include "app/viewmodels/session_model.h"
#include "app/viewmodels/settings_model.h"
#include "app/viewmodels/sync_status_model.h"
#include "app/viewmodels/unsent_model.h"

#include <QObject>
#include <qqmlregistration.h>

namespace preggo {

/// The root that Main.qml receives as its initial property `app`. Owns the models; those of pages
/// (composer, thread) live until their release().
class AppModel : public QObject, private SyncObserver
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("the initial property `app`")
    Q_PROPERTY(bool signedIn READ signedIn NOTIFY stateChanged FINAL)
    Q_PROPERTY(bool hasFamily READ hasFamily NOTIFY stateChanged FINAL)
    Q_PROPERTY(bool ready READ ready NOTIFY stateChanged FINAL)
    Q_PROPERTY(QString trouble READ trouble NOTIFY stateChanged FINAL)
    Q_PROPERTY(preggo::SessionModel *session READ session CONSTANT FINAL)
    Q_PROPERTY(preggo::FamilyListModel *families READ families CONSTANT FINAL)
    Q_PROPERTY(preggo::FamilyModel *family READ family CONSTANT FINAL)
    Q_PROPERTY(preggo::MemberListModel *members READ members CONSTANT FINAL)
    Q_PROPERTY(preggo::FeedModel *feed READ feed CONSTANT FINAL)
    Q_PROPERTY(preggo::AlbumModel *album READ album CONSTANT FINAL)
    Q_PROPERTY(preggo::OutboxModel *outbox READ outbox CONSTANT FINAL)
    Q_PROPERTY(preggo::SettingsModel *settings READ settings CONSTANT FINAL)
    Q_PROPERTY(preggo::SyncStatusModel *status READ status CONSTANT FINAL)
    Q_PROPERTY(preggo::PictureCopies *copies READ copies CONSTANT FINAL)
    Q_PROPERTY(preggo::DiagnosticsModel *diagnostics READ diagnostics CONSTANT FINAL)
    Q_PROPERTY(preggo::OfflineModel *offline READ offline CONSTANT FINAL)
    Q_PROPERTY(preggo::UnsentModel *unsent READ unsent CONSTANT FINAL)

public:
    explicit AppModel(QObject *parent = nullptr);
    ~AppModel() override;

    /// A person's data are open: shows them. Blocks for the first page, and for that alone.
    /// `account` outlives detach().
    void attach(const AccountContext &account);
    /// Nobody's data are open any more. Pages that are open keep their drafts and stand still.
    void detach();
    /// What the system says of the network.
    void setOnline(bool online);
    /// The engine has read the outbox: pending things can be shown.
    void pendingLoaded();

    /// Of the draft of a new post in the open family; empty where none is open.
    [[nodiscard]] QString postDraftTarget() const;

    /// The person's data is there to be read, also while NeedsSignIn.
    [[nodiscard]] bool signedIn() const;
    [[nodiscard]] bool hasFamily() const;
    /// It is known whether someone is signed in, and the first page of the feed stands.
    [[nodiscard]] bool ready() const;
    /// Why the person's data cannot be opened, or that the disk is nearly full, and what to do; empty where
    /// all is well.
    [[nodiscard]] QString trouble() const { return m_trouble.isEmpty() ? m_roomWarning : m_trouble; }
    void setTrouble(const QString &text);
    void setRoomWarning(const QString &text);
    [[nodiscard]] SessionModel *session() { return &m_session; }
    [[nodiscard]] FamilyListModel *families() { return &m_families; }
    [[nodiscard]] FamilyModel *family() { return &m_family; }
    [[nodiscard]] MemberListModel *members() { return &m_members; }
    [[nodiscard]] FeedModel *feed() { return &m_feed; }
    [[nodiscard]] AlbumModel *album() { return &m_album; }
    [[nodiscard]] OutboxModel *outbox() { return &m_outbox; }
    [[nodiscard]] SettingsModel *settings() { return &m_settings; }
    [[nodiscard]] SyncStatusModel *status() { return &m_status; }
    [[nodiscard]] PictureCopies *copies() { return &m_copies; }
    [[nodiscard]] OfflineModel *offline() { return &m_offline; }
    [[nodiscard]] DiagnosticsModel *diagnostics() { return &m_diagnostics; }
    /// Shown while the person's data were written by a newer version.
    [[nodiscard]] UnsentModel *unsent() { return &m_unsent; }

    /// A composer with the open family's draft, if there is one.
    Q_INVOKABLE preggo::ComposerModel *newComposer();
    /// A composer with a post of the person's own; null where it is not there.
    Q_INVOKABLE preggo::ComposerModel *editComposer(const QString &postId);
    Q_INVOKABLE preggo::PostThreadModel *openPost(const QString &postId);
    Q_INVOKABLE void openFamily(const QString &familyId);

Q_SIGNALS:
    void stateChanged();

private:
    /// One look into cache.db.
    struct Look
    {
        QVector<Family> families;
        FamilyFacts facts;
    };

    void postsChanged(FamilyId family, const QVector<PostId> &posts) override;
    void feedReset(FamilyId family) override;
    void threadChanged(PostId post) override;
    void membersChanged(FamilyId family) override;
    void familiesChanged() override;
    void outboxChanged() override;
    void mediaProgress(MediaId media, qint64 sent, qint64 total) override;
    void statusChanged(const SyncStatus &status) override;
    void refused(OpId op, const Problem &why) override;

    [[nodiscard]] static Look look(Cache &cache, UserId self, const QVector<FamilyId> &wishes);
    [[nodiscard]] QVector<FamilyId> wishes() const;
    [[nodiscard]] ComposerModel *makeComposer();
    void lookAgain();
    void show(const Look &look, bool now);
    void showMembers();
    void applySendsOnMetered();
    void showStatus();
    [[nodiscard]] QDateTime now() const;
    [[nodiscard]] QList<PostThreadModel *> threads() const;

    const AccountContext *m_account = nullptr;
    FamilyFacts m_facts;
    FamilyId m_wanted; ///< opens as soon as it is on this device
    SyncStatus m_sync;
    bool m_online = true;
    QString m_trouble;
    QString m_roomWarning;
    SessionModel m_session;
    FamilyListModel m_families;
    FamilyModel m_family;
    MemberListModel m_members;
    FeedModel m_feed;
    AlbumModel m_album;
    OutboxModel m_outbox;
    SettingsModel m_settings;
    SyncStatusModel m_status;
    PictureCopies m_copies;
    OfflineModel m_offline{m_settings};
    DiagnosticsModel m_diagnostics;
    UnsentModel m_unsent;
};

} // namespace preggo
