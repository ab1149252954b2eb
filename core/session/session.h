// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/net/auth_api.h"
#include "core/seams/executor.h"
#include "core/seams/secrets.h"
#include "core/seams/token_source.h"
#include "core/session/account_directory.h"
#include "protocol/clock.h"
#include "protocol/rng.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace preggo {

/// Who is signed in on this device.
///
/// \code
///   Starting -> SignedOut        no account is open
///   Starting -> SignedIn         a refresh token rests in the key store: no network needed
///   Starting -> NeedsSignIn      an account is open, its token is gone
///   SignedOut, NeedsSignIn -> Busy -> SignedIn | back, with failed()
///   SignedIn -> NeedsSignIn      the server answered a refresh with 401: the local data stay
///   any -> SignedOut             signOut(), before the key store has answered too
/// \endcode
///
/// At rest there is the refresh token alone, in Secrets; the access token lives in memory. No failure
/// of the network ever signs anybody out. Main thread.
class Session final : public QObject, public TokenSource
{
    Q_OBJECT
public:
    enum class State { Starting, SignedOut, Busy, SignedIn, NeedsSignIn };
    Q_ENUM(State)

    struct Deps
    {
        AuthApi &api;
        AccountDirectory &accounts;
        const Clock &clock;
        Rng &rng;
        Executor &main;
        QString deviceName;
    };

    explicit Session(Deps deps, QObject *parent = nullptr);
    ~Session() override;

    /// Reads what the last run left. Without a store (none on this system, none chosen) nobody can
    /// sign in until useSecrets() brings one. `secrets` outlives the session.
    void start(Secrets *secrets);
    void useSecrets(Secrets &secrets);
    [[nodiscard]] bool keyStoreMissing() const { return m_secrets == nullptr; }

    [[nodiscard]] State state() const { return m_state; }
    /// True with SignedIn, NeedsSignIn and while signing in again: there is an account whose data can be
    /// read.
    [[nodiscard]] bool hasAccount() const { return m_account.has_value(); }
    [[nodiscard]] UserId user() const { return m_account ? m_account->user : UserId(); }
    [[nodiscard]] DeviceId device() const { return m_account ? m_account->device : DeviceId(); }
    [[nodiscard]] QString userName() const { return m_account ? m_account->name : QString(); }
    [[nodiscard]] QString accountFolder() const;

    void signUp(const QString &name, const QString &address, const QString &password);
    void signIn(const QString &address, const QString &password);
    void recover(const QString &address, const QString &code, const QString &newPassword);
    void signInByLink(const QString &token);
    /// Ends the session here at once and on the server if it can be reached, in any state. Files stay: what
    /// to do with unsent things was asked before (docs/sync.md, R14); see AccountDirectory::erase(). False,
    /// with failed() and all as it was, where the disk does not take the note: then nothing may be erased.
    bool signOut();

    /// After signUp(), until they were seen; never stored.
    [[nodiscard]] const QStringList &recoveryCodes() const { return m_recoveryCodes; }
    void recoveryCodesSeen();

    void accessToken(std::function<void(Result<QByteArray>)> done) override;
    void rejected(const QByteArray &token) override;

Q_SIGNALS:
    void stateChanged();
    /// Another account is open than before, or none.
    void accountChanged();
    void recoveryCodesChanged();
    /// A sentence for the person; the state is back where it was.
    void failed(const preggo::Problem &problem);
    /// The sign-in holds until the app ends, but could not be stored.
    void notStored(const preggo::Problem &problem);

private:
    using Waiter = std::function<void(Result<QByteArray>)>;

    [[nodiscard]] bool beginSignIn(const QString &address);
    [[nodiscard]] ApiDone<SignedIn> signInAnswer();
    void signedIn(const SignedIn &answer);
    void signInFailed(const Problem &problem);
    void tokenRead(const Result<QByteArray> &token);
    void refresh();
    void refreshed(const Result<TokenPair> &answer);
    void takeTokens(const TokenPair &tokens);
    void storeRefreshToken();
    void answerWaiters(const Result<QByteArray> &answer);
    void setState(State state);
    void takeSecrets(Secrets *secrets);
    [[nodiscard]] static QString secretKey(const AccountRecord &account);

    Deps m_deps;
    Secrets *m_secrets = nullptr;
    State m_state = State::Starting;
    State m_before = State::SignedOut; ///< where a failed sign-in returns to
    std::optional<AccountRecord> m_account;
    ThisDevice m_signingDevice;
    QString m_signingAddress;
    QByteArray m_refreshToken;
    QByteArray m_accessToken;
    qint64 m_accessUntilMs = 0; ///< steady
    bool m_refreshing = false;
    quint64 m_epoch = 0; ///< raised by every sign-in and sign-out: answers of the one before are dropped
    std::vector<Waiter> m_waiters;
    QStringList m_recoveryCodes;
    QStringList m_secretsToForget; ///< of those who signed out while there was no key store
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace preggo
