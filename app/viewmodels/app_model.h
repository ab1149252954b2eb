// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/viewmodels/composer_model.h"
#include "app/viewmodels/family_list_model.h"
#include "app/viewmodels/family_model.h"
#include "app/viewmodels/feed_model.h"
#include "app/viewmodels/member_list_model.h"
#include "app/viewmodels/outbox_model.h"
#include "app/viewmodels/post_thread_model.h"
#include "app/viewmodels/session_model.h"
#include "app/viewmodels/settings_model.h"
#include "app/viewmodels/sync_status_model.h"

#include <QObject>
#include <qqmlregistration.h>

namespace preggo {

/// The root that Main.qml receives as its initial property `app`. Owns the models; those of pages
/// (composer, thread) live until their release().
class AppModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("the initial property `app`")
    Q_PROPERTY(bool signedIn READ signedIn NOTIFY stateChanged FINAL)
    Q_PROPERTY(bool hasFamily READ hasFamily NOTIFY stateChanged FINAL)
    Q_PROPERTY(bool ready READ ready NOTIFY stateChanged FINAL)
    Q_PROPERTY(preggo::SessionModel *session READ session CONSTANT FINAL)
    Q_PROPERTY(preggo::FamilyListModel *families READ families CONSTANT FINAL)
    Q_PROPERTY(preggo::FamilyModel *family READ family CONSTANT FINAL)
    Q_PROPERTY(preggo::MemberListModel *members READ members CONSTANT FINAL)
    Q_PROPERTY(preggo::FeedModel *feed READ feed CONSTANT FINAL)
    Q_PROPERTY(preggo::OutboxModel *outbox READ outbox CONSTANT FINAL)
    Q_PROPERTY(preggo::SettingsModel *settings READ settings CONSTANT FINAL)
    Q_PROPERTY(preggo::SyncStatusModel *status READ status CONSTANT FINAL)

public:
    explicit AppModel(QObject *parent = nullptr);

    /// The person's data is there to be read, also while NeedsSignIn.
    [[nodiscard]] bool signedIn() const;
    [[nodiscard]] bool hasFamily() const;
    /// It is known whether someone is signed in, and the first page of the feed stands.
    [[nodiscard]] bool ready() const;
    [[nodiscard]] SessionModel *session() { return &m_session; }
    [[nodiscard]] FamilyListModel *families() { return &m_families; }
    [[nodiscard]] FamilyModel *family() { return &m_family; }
    [[nodiscard]] MemberListModel *members() { return &m_members; }
    [[nodiscard]] FeedModel *feed() { return &m_feed; }
    [[nodiscard]] OutboxModel *outbox() { return &m_outbox; }
    [[nodiscard]] SettingsModel *settings() { return &m_settings; }
    [[nodiscard]] SyncStatusModel *status() { return &m_status; }

    /// A composer with the open family's draft, if there is one.
    Q_INVOKABLE preggo::ComposerModel *newComposer();
    /// A composer with a post of the person's own; null where it is not there.
    Q_INVOKABLE preggo::ComposerModel *editComposer(const QString &postId);
    Q_INVOKABLE preggo::PostThreadModel *openPost(const QString &postId);
    Q_INVOKABLE void openFamily(const QString &familyId);

Q_SIGNALS:
    void stateChanged();

private:
    SessionModel m_session;
    FamilyListModel m_families;
    FamilyModel m_family;
    MemberListModel m_members;
    FeedModel m_feed;
    OutboxModel m_outbox;
    SettingsModel m_settings;
    SyncStatusModel m_status;
};

} // namespace preggo
