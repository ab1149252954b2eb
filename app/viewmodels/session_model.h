// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/session/session.h"

#include <QObject>
#include <QString>
#include <QStringList>
#include <qqmlregistration.h>

#include <functional>

namespace preggo {

/// Who is signed in on this device, and the way in and out.
class SessionModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("AppModel.session")
    Q_PROPERTY(State state READ state NOTIFY stateChanged FINAL)
    Q_PROPERTY(QString userName READ userName NOTIFY stateChanged FINAL)
    Q_PROPERTY(QString userId READ userId NOTIFY stateChanged FINAL)
    Q_PROPERTY(QString errorText READ errorText NOTIFY errorChanged FINAL)
    Q_PROPERTY(QString errorField READ errorField NOTIFY errorChanged FINAL)
    Q_PROPERTY(QStringList recoveryCodes READ recoveryCodes NOTIFY recoveryCodesChanged FINAL)
    Q_PROPERTY(bool keyStoreMissing READ keyStoreMissing NOTIFY keyStoreMissingChanged FINAL)
    Q_PROPERTY(int unsentCount READ unsentCount NOTIFY unsentCountChanged FINAL)

public:
    enum State {
        Starting,
        SignedOut,
        Busy,
        SignedIn,
        NeedsSignIn, ///< the server ended the session; the feed stays readable, nothing is lost
    };
    Q_ENUM(State)

    /// "file" or "memory".
    using ChooseStore = std::function<Result<void>(const QString &store)>;
    /// Ends the session and, with true, erases the account's folder.
    using EndSession = std::function<void(bool erase)>;

    explicit SessionModel(QObject *parent = nullptr);

    /// `session` outlives detach().
    void attach(Session &session, ChooseStore choose, EndSession end);
    void detach();
    void setUnsentCount(int count);
    /// The account of the last time is open, also while the key store is still being asked. Null ids
    /// mean that none is.
    void setAccount(UserId user, const QString &name);
    /// The engine learnt that nothing is sent before she signs in again.
    void setSignInNeeded(bool needed);

    [[nodiscard]] State state() const;
    [[nodiscard]] QString userName() const;
    [[nodiscard]] QString userId() const;
    /// One sentence that says what is wrong and what to do; empty where nothing is.
    [[nodiscard]] QString errorText() const { return m_errorText; }
    /// "address", "password", "name", "code" or empty.
    [[nodiscard]] QString errorField() const { return m_errorField; }
    /// Ten codes, shown once after sign-up.
    [[nodiscard]] QStringList recoveryCodes() const;
    /// True while the person must say where the sign-in is kept.
    [[nodiscard]] bool keyStoreMissing() const;
    /// What would be lost by signing out.
    [[nodiscard]] int unsentCount() const { return m_unsentCount; }

    Q_INVOKABLE void signIn(const QString &address, const QString &password);
    Q_INVOKABLE void signUp(const QString &name, const QString &address, const QString &password);
    Q_INVOKABLE void recover(const QString &address, const QString &code, const QString &newPassword);
    /// Refused with errorText while something is unsent, unless `discardUnsent`.
    Q_INVOKABLE void signOut(bool discardUnsent);
    /// "file" (readable by this user alone) or "memory" (until the app closes).
    Q_INVOKABLE void chooseSecretStore(const QString &store);
    Q_INVOKABLE void recoveryCodesSeen();
    Q_INVOKABLE void clearError();

Q_SIGNALS:
    void stateChanged();
    void errorChanged();
    void recoveryCodesChanged();
    void keyStoreMissingChanged();
    void unsentCountChanged();

private:
    void setError(const QString &text, const QString &field = {});
    void showProblem(const Problem &problem);
    [[nodiscard]] bool mayTry();

    Session *m_session = nullptr;
    ChooseStore m_choose;
    EndSession m_end;
    QString m_errorText;
    QString m_errorField;
    int m_unsentCount = 0;
    UserId m_openUser;
    QString m_openName;
    bool m_signInNeeded = false;
};

} // namespace preggo
