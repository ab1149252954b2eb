// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/session_model.h"

#include "app/viewmodels/words.h"

#include "protocol/limits.h"
#include "protocol/text.h"

namespace preggo {

SessionModel::SessionModel(QObject *parent)
    : QObject(parent)
{ }

void SessionModel::attach(Session &session, ChooseStore choose, EndSession end)
{
    m_session = &session;
    m_choose = std::move(choose);
    m_end = std::move(end);
    connect(&session, &Session::stateChanged, this, [this] {
        Q_EMIT stateChanged();
        Q_EMIT keyStoreMissingChanged();
    });
    connect(&session, &Session::recoveryCodesChanged, this, &SessionModel::recoveryCodesChanged);
    connect(&session, &Session::failed, this, &SessionModel::showProblem);
    connect(&session, &Session::notStored, this, &SessionModel::showProblem);
    Q_EMIT stateChanged();
}

void SessionModel::detach()
{
    if (m_session)
        m_session->disconnect(this);
    m_session = nullptr;
    m_choose = {};
    m_end = {};
}

SessionModel::State SessionModel::state() const
{
    if (!m_session)
        return Starting;
    switch (m_session->state()) {
    case Session::State::Starting:
        // What she saw last is shown before it is known whether she may still send.
        return m_openUser.isNull() ? Starting : SignedIn;
    case Session::State::SignedOut:
        return SignedOut;
    case Session::State::Busy:
        return Busy;
    case Session::State::SignedIn:
        return m_signInNeeded ? NeedsSignIn : SignedIn;
    case Session::State::NeedsSignIn:
        return NeedsSignIn;
    }
    Q_UNREACHABLE();
}

void SessionModel::setAccount(UserId user, const QString &name)
{
    m_openUser = user;
    m_openName = name;
    Q_EMIT stateChanged();
}

QString SessionModel::userName() const
{
    return m_session && m_session->hasAccount() ? m_session->userName() : m_openName;
}

QString SessionModel::userId() const
{
    if (m_session && m_session->hasAccount())
        return m_session->user().toString();
    return m_openUser.isNull() ? QString() : m_openUser.toString();
}

QStringList SessionModel::recoveryCodes() const
{
    return m_session ? m_session->recoveryCodes() : QStringList();
}

bool SessionModel::keyStoreMissing() const
{
    return m_session && m_session->state() != Session::State::Starting && m_session->keyStoreMissing();
}

void SessionModel::setUnsentCount(int count)
{
    if (std::exchange(m_unsentCount, count) != count)
        Q_EMIT unsentCountChanged();
}

void SessionModel::setSignInNeeded(bool needed)
{
    if (std::exchange(m_signInNeeded, needed) != needed)
        Q_EMIT stateChanged();
}

void SessionModel::setError(const QString &text, const QString &field)
{
    m_errorText = text;
    m_errorField = field;
    Q_EMIT errorChanged();
}

void SessionModel::showProblem(const Problem &problem)
{
    QString field = problem.field;
    if (problem.code == ProblemCode::AddressTaken)
        field = QStringLiteral("address");
    else if (problem.code == ProblemCode::WeakPassword || field == QStringLiteral("new_password"))
        field = QStringLiteral("password");
    setError(Words::problem(problem), field);
}

bool SessionModel::mayTry()
{
    clearError();
    return m_session && m_session->state() != Session::State::Busy;
}

void SessionModel::signIn(const QString &address, const QString &password)
{
    if (!mayTry())
        return;
    if (address.trimmed().isEmpty())
        return setError(tr("Type the address that you signed up with."), QStringLiteral("address"));
    if (password.isEmpty())
        return setError(tr("Type your password."), QStringLiteral("password"));
    m_session->signIn(address.trimmed(), password);
}

void SessionModel::signUp(const QString &name, const QString &address, const QString &password)
{
    if (!mayTry())
        return;
    if (cleanName(name).isEmpty())
        return setError(tr("Type the name that your family knows you by."), QStringLiteral("name"));
    if (!address.contains(u'@'))
        return setError(tr("Type an e-mail address, as in anna@example.org."), QStringLiteral("address"));
    if (codePointCount(password) < limits::kPasswordMin) {
        return setError(tr("A password needs at least %n characters.", nullptr, limits::kPasswordMin),
            QStringLiteral("password"));
    }
    m_session->signUp(cleanName(name), address.trimmed(), password);
}

void SessionModel::recover(const QString &address, const QString &code, const QString &newPassword)
{
    if (!mayTry())
        return;
    if (address.trimmed().isEmpty())
        return setError(tr("Type the address that you signed up with."), QStringLiteral("address"));
    if (code.trimmed().isEmpty())
        return setError(
            tr("Type one of the codes that you kept when you signed up."), QStringLiteral("code"));
    if (codePointCount(newPassword) < limits::kPasswordMin) {
        return setError(tr("A password needs at least %n characters.", nullptr, limits::kPasswordMin),
            QStringLiteral("password"));
    }
    m_session->recover(address.trimmed(), code.trimmed(), newPassword);
}

void SessionModel::signOut(bool discardUnsent)
{
    if (!m_session || !m_end)
        return;
    if (m_unsentCount > 0 && !discardUnsent) {
        return setError(tr("%n things are not sent yet. Wait until they are, or sign out and lose them.",
            nullptr, m_unsentCount));
    }
    clearError();
    // Where the data could not be opened, nobody has counted what is unsent: then it stays.
    m_end(discardUnsent || !m_openUser.isNull());
}

void SessionModel::chooseSecretStore(const QString &store)
{
    if (!m_choose)
        return;
    const auto chosen = m_choose(store);
    if (!chosen)
        showProblem(chosen.error());
    Q_EMIT keyStoreMissingChanged();
}

void SessionModel::recoveryCodesSeen()
{
    if (m_session)
        m_session->recoveryCodesSeen();
}

void SessionModel::clearError()
{
    if (!m_errorText.isEmpty())
        setError({});
}

} // namespace preggo
