// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/session/session.h"

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Renewed this long before it ends, so that a slow request does not carry a token that ends on the way.
constexpr qint64 kMarginMs = 30'000;
constexpr qint64 kStoreAgainMs = 30'000;

Problem mustSignIn()
{
    return makeProblem(
        ProblemCode::Unauthorized, u"Sign in again to send and receive. All you wrote is kept."_s);
}

} // namespace

Session::Session(Deps deps, QObject *parent)
    : QObject(parent)
    , m_deps(std::move(deps))
{ }

Session::~Session() = default;

QString Session::secretKey(const AccountRecord &account)
{
    // The device is part of it: two profiles on one machine share a key store.
    return u"refresh/%1/%2"_s.arg(account.user.toString(), account.device.toString());
}

QString Session::accountFolder() const
{
    return m_account ? m_deps.accounts.folder(m_account->user) : QString();
}

void Session::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged();
}

void Session::takeSecrets(Secrets *secrets)
{
    m_secrets = secrets;
    if (!m_secrets)
        return;
    for (const auto &key : std::exchange(m_secretsToForget, {}))
        m_secrets->remove(key, [](const Result<void> &) {});
}

void Session::start(Secrets *secrets)
{
    takeSecrets(secrets);
    if (m_state != State::Starting) { // she has signed out meanwhile
        Q_EMIT stateChanged();
        return;
    }
    m_account = m_deps.accounts.current();
    if (m_account)
        Q_EMIT accountChanged();
    if (!m_account)
        return setState(State::SignedOut);
    if (!m_secrets)
        return setState(State::NeedsSignIn);
    m_secrets->read(secretKey(*m_account),
        [this, alive = std::weak_ptr(m_alive), epoch = m_epoch](const Result<QByteArray> &token) {
            if (!alive.expired() && epoch == m_epoch)
                tokenRead(token);
        });
}

void Session::tokenRead(const Result<QByteArray> &token)
{
    if (m_state != State::Starting)
        return;
    m_refreshToken = token.value_or(QByteArray());
    setState(m_refreshToken.isEmpty() ? State::NeedsSignIn : State::SignedIn);
    if (!token)
        Q_EMIT failed(token.error());
}

void Session::useSecrets(Secrets &secrets)
{
    takeSecrets(&secrets);
    if (m_state == State::SignedIn)
        storeRefreshToken();
    Q_EMIT stateChanged();
}

// Signing in

bool Session::beginSignIn(const QString &address)
{
    if (m_state != State::SignedOut && m_state != State::NeedsSignIn)
        return false;
    if (!m_secrets) {
        Q_EMIT failed(makeProblem(ProblemCode::PreconditionFailed,
            u"This system has no key store. Choose first where your sign-in is kept."_s));
        return false;
    }
    const auto known = address.isEmpty() ? std::nullopt : m_deps.accounts.findByAddress(address);
    m_signingDevice = {known ? known->device : m_deps.rng.mintV4<DeviceId>(), m_deps.deviceName};
    m_signingAddress = address;
    m_before = m_state;
    ++m_epoch;
    setState(State::Busy);
    return true;
}

ApiDone<SignedIn> Session::signInAnswer()
{
    return [this, alive = std::weak_ptr(m_alive), epoch = m_epoch](const Result<SignedIn> &answer) {
        if (alive.expired() || epoch != m_epoch)
            return;
        if (answer)
            signedIn(*answer);
        else
            signInFailed(answer.error());
    };
}

void Session::signUp(const QString &name, const QString &address, const QString &password)
{
    if (beginSignIn(address.trimmed()))
        m_deps.api.signUp(name.trimmed(), m_signingAddress, password, m_signingDevice, signInAnswer());
}

void Session::signIn(const QString &address, const QString &password)
{
    if (beginSignIn(address.trimmed()))
        m_deps.api.signIn(m_signingAddress, password, m_signingDevice, signInAnswer());
}

void Session::recover(const QString &address, const QString &code, const QString &newPassword)
{
    if (beginSignIn(address.trimmed()))
        m_deps.api.recover(m_signingAddress, code.trimmed(), newPassword, m_signingDevice, signInAnswer());
}

void Session::signInByLink(const QString &token)
{
    if (beginSignIn({}))
        m_deps.api.signInByLink(token.trimmed(), m_signingDevice, signInAnswer());
}

void Session::signedIn(const SignedIn &answer)
{
    AccountRecord record{answer.user, m_signingDevice.id, answer.name, m_signingAddress};
    if (const auto known = m_deps.accounts.find(answer.user); known && record.address.isEmpty())
        record.address = known->address;
    if (auto written = m_deps.accounts.setCurrent(record); !written)
        return signInFailed(written.error());
    const bool another = user() != record.user;
    m_account = record;
    takeTokens(answer.tokens);
    m_recoveryCodes = answer.recoveryCodes;
    if (another)
        Q_EMIT accountChanged();
    if (!m_recoveryCodes.isEmpty())
        Q_EMIT recoveryCodesChanged();
    setState(State::SignedIn);
}

void Session::signInFailed(const Problem &problem)
{
    setState(m_before);
    Q_EMIT failed(problem);
}

void Session::recoveryCodesSeen()
{
    m_recoveryCodes.clear();
    Q_EMIT recoveryCodesChanged();
}

bool Session::signOut()
{
    if (!m_account && m_state == State::Starting)
        m_account = m_deps.accounts.current(); // its data are shown before the key store is asked
    if (!m_account)
        return true;
    if (auto cleared = m_deps.accounts.clearCurrent(); !cleared) {
        Q_EMIT failed(cleared.error());
        return false;
    }
    ++m_epoch;
    m_refreshing = false;
    if (!m_accessToken.isEmpty())
        m_deps.api.signOut(m_accessToken, [](const Result<void> &) {});
    m_secretsToForget.append(secretKey(*m_account));
    takeSecrets(m_secrets);
    m_account.reset();
    m_refreshToken.clear();
    m_accessToken.clear();
    m_recoveryCodes.clear();
    answerWaiters(tl::make_unexpected(mustSignIn()));
    Q_EMIT accountChanged();
    setState(State::SignedOut);
    return true;
}

// Tokens

void Session::accessToken(std::function<void(Result<QByteArray>)> done)
{
    if (m_state != State::SignedIn)
        return done(tl::make_unexpected(mustSignIn()));
    if (!m_accessToken.isEmpty() && m_deps.clock.steadyMs() < m_accessUntilMs)
        return done(m_accessToken);
    m_waiters.push_back(std::move(done));
    refresh();
}

void Session::rejected(const QByteArray &token)
{
    // An older token says nothing about the one that a refresh brought meanwhile.
    if (token == m_accessToken)
        m_accessToken.clear();
}

void Session::refresh()
{
    if (m_refreshing)
        return;
    m_refreshing = true;
    m_deps.api.refresh(m_refreshToken,
        [this, alive = std::weak_ptr(m_alive), epoch = m_epoch](const Result<TokenPair> &answer) {
            if (!alive.expired() && epoch == m_epoch)
                refreshed(answer);
        });
}

void Session::refreshed(const Result<TokenPair> &answer)
{
    m_refreshing = false;
    if (answer) {
        takeTokens(*answer);
        return answerWaiters(m_accessToken);
    }
    // Only the server's own 401 ends a session; whatever else happened may pass by itself.
    if (answer.error().status() != 401)
        return answerWaiters(tl::make_unexpected(answer.error()));
    m_accessToken.clear();
    setState(State::NeedsSignIn);
    answerWaiters(tl::make_unexpected(mustSignIn()));
}

void Session::takeTokens(const TokenPair &tokens)
{
    m_accessToken = tokens.access;
    m_accessUntilMs = m_deps.clock.steadyMs() + std::max<qint64>(tokens.accessLivesMs - kMarginMs, 1);
    m_refreshToken = tokens.refresh;
    storeRefreshToken();
}

void Session::storeRefreshToken()
{
    if (!m_secrets)
        return;
    m_secrets->write(secretKey(*m_account), m_refreshToken,
        [this, alive = std::weak_ptr(m_alive), epoch = m_epoch, written = m_refreshToken](
            const Result<void> &stored) {
            if (stored || alive.expired() || epoch != m_epoch || written != m_refreshToken)
                return;
            Q_EMIT notStored(stored.error());
            m_deps.main.postAfter(kStoreAgainMs, [this, alive, epoch, written] {
                if (!alive.expired() && epoch == m_epoch && written == m_refreshToken)
                    storeRefreshToken();
            });
        });
}

void Session::answerWaiters(const Result<QByteArray> &answer)
{
    // A waiter may ask again at once, so the list must be empty before it is called.
    const auto waiters = std::exchange(m_waiters, {});
    for (const auto &waiter : waiters)
        waiter(answer);
}

} // namespace preggo
