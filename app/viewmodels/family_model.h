// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/viewmodels/account_context.h"
#include "app/viewmodels/family_facts.h"

#include <QDateTime>
#include <QObject>
#include <QString>
#include <QVariant>
#include <qqmlregistration.h>

#include <memory>

namespace preggo {

/// The open family, how far its pregnancy is, and what the person may do there.
///
/// Days travel to QML as noon of that day in local time, so that no time zone moves them.
class FamilyModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("AppModel.family")
    Q_PROPERTY(QString familyId READ familyId NOTIFY changed FINAL)
    Q_PROPERTY(QString name READ name NOTIFY changed FINAL)
    Q_PROPERTY(QDateTime dueDate READ dueDate NOTIFY changed FINAL)
    Q_PROPERTY(bool hasDueDate READ hasDueDate NOTIFY changed FINAL)
    Q_PROPERTY(int weeks READ weeks NOTIFY changed FINAL)
    Q_PROPERTY(int days READ days NOTIFY changed FINAL)
    Q_PROPERTY(int daysLeft READ daysLeft NOTIFY changed FINAL)
    Q_PROPERTY(bool isParent READ isParent NOTIFY changed FINAL)
    Q_PROPERTY(bool canPost READ canPost NOTIFY changed FINAL)
    Q_PROPERTY(bool canComment READ canComment NOTIFY changed FINAL)
    Q_PROPERTY(bool canInvite READ canInvite NOTIFY changed FINAL)
    Q_PROPERTY(bool canReact READ canReact NOTIFY changed FINAL)
    Q_PROPERTY(int memberCount READ memberCount NOTIFY changed FINAL)
    Q_PROPERTY(bool busy READ busy NOTIFY busyChanged FINAL)
    Q_PROPERTY(QString errorText READ errorText NOTIFY busyChanged FINAL)

public:
    /// What the properties are read from. Value type.
    struct View
    {
        QString familyId;
        QString name;
        QDate dueDate; ///< null where it is not set or not shared
        int weeks = -1;
        int days = -1;
        int daysLeft = 0;
        bool isParent = false;
        bool canPost = false;
        bool canComment = false;
        bool canInvite = false;
        bool canReact = false;
        int memberCount = 0;
        friend bool operator==(const View &, const View &) = default;
    };

    explicit FamilyModel(QObject *parent = nullptr);

    void attach(const AccountContext &account);
    void detach();
    /// What is known of the open family changed, or another one is open.
    void setFacts(const FamilyFacts &facts, const QDate &today);
    void setView(const View &view);
    [[nodiscard]] QString familyId() const { return m_view.familyId; }
    [[nodiscard]] QString name() const { return m_view.name; }
    [[nodiscard]] QDateTime dueDate() const;
    [[nodiscard]] bool hasDueDate() const { return m_view.dueDate.isValid(); }
    [[nodiscard]] int weeks() const { return m_view.weeks; }
    [[nodiscard]] int days() const { return m_view.days; }
    [[nodiscard]] int daysLeft() const { return m_view.daysLeft; }
    [[nodiscard]] bool isParent() const { return m_view.isParent; }
    [[nodiscard]] bool canPost() const { return m_view.canPost; }
    [[nodiscard]] bool canComment() const { return m_view.canComment; }
    [[nodiscard]] bool canInvite() const { return m_view.canInvite; }
    [[nodiscard]] bool canReact() const { return m_view.canReact; }
    [[nodiscard]] int memberCount() const { return m_view.memberCount; }
    [[nodiscard]] bool busy() const { return m_busy; }
    [[nodiscard]] QString errorText() const { return m_errorText; }

    /// `dueDate` may be undefined or an invalid date. Needs the server.
    Q_INVOKABLE void createFamily(const QString &name, const QVariant &dueDate, const QString &relation);
    /// By the short code or the whole link.
    Q_INVOKABLE void joinByCode(const QString &code, const QString &relation);
    Q_INVOKABLE void previewInvite(const QString &code);
    /// `role`: co_parent, contributor or viewer.
    Q_INVOKABLE void createInvite(const QString &role, const QString &relation);
    Q_INVOKABLE void clearError();

Q_SIGNALS:
    void changed();
    void busyChanged();
    /// The server has made the family, or let the person in. It opens when it is on this device.
    void joined(const QString &familyId);
    void invitePreviewed(const QString &familyName, const QString &role, const QString &inviter);
    void inviteCreated(const QString &link, const QString &code, const QDateTime &expiresAt);

private:
    void begin();
    void end(const QString &errorText = {});
    void makeInvite(FamilyId family, const NewInvite &invite, bool mayReplace);
    void replaceInvite(FamilyId family, NewInvite invite);

    const AccountContext *m_account = nullptr;
    FamilyId m_newFamily; ///< kept over a failed try, so that trying again makes no second one
    InviteId m_newInvite; ///< kept likewise
    View m_view;
    bool m_busy = false;
    QString m_errorText;
};

} // namespace preggo
