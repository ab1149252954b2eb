// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/family_model.h"

#include "app/viewmodels/words.h"

#include "protocol/text.h"

#include <QPointer>
#include <QTimeZone>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A link ends in its token, a typed code is short.
InviteSecret secretOf(const QString &typed)
{
    const QString text = typed.trimmed();
    InviteSecret secret;
    if (text.contains(u'/') || text.contains(u'#'))
        secret.token = text.mid(std::max(text.lastIndexOf(u'/'), text.lastIndexOf(u'#')) + 1);
    else
        secret.code = text;
    return secret;
}

} // namespace

FamilyModel::FamilyModel(QObject *parent)
    : QObject(parent)
{ }

void FamilyModel::attach(const AccountContext &account)
{
    m_account = &account;
}

void FamilyModel::detach()
{
    m_account = nullptr;
    m_newFamily = {};
    m_newInvite = {};
    setView({});
    end();
}

void FamilyModel::setView(const View &view)
{
    if (m_view == view)
        return;
    m_view = view;
    Q_EMIT changed();
}

void FamilyModel::setFacts(const FamilyFacts &facts, const QDate &today)
{
    View view;
    if (facts.isOpen()) {
        view.familyId = facts.family.id.toString();
        view.name = facts.family.name;
        view.dueDate = facts.family.dueDate;
        if (const auto age = facts.ageOn(today)) {
            view.weeks = age->weeks;
            view.days = age->days;
        }
        view.daysLeft = daysUntilDue(facts.family.dueDate, today).value_or(0);
        view.isParent = facts.isParent();
        view.canPost = facts.may(Ability::Post);
        view.canComment = facts.may(Ability::Comment);
        view.canInvite = facts.may(Ability::Invite);
        view.canReact = facts.may(Ability::React);
        for (const Member &member : facts.members)
            view.memberCount += member.removed ? 0 : 1;
    }
    setView(view);
}

QDateTime FamilyModel::dueDate() const
{
    return m_view.dueDate.isValid() ? QDateTime(m_view.dueDate, QTime(12, 0)) : QDateTime();
}

void FamilyModel::begin()
{
    m_busy = true;
    m_errorText.clear();
    Q_EMIT busyChanged();
}

void FamilyModel::end(const QString &errorText)
{
    m_busy = false;
    m_errorText = errorText;
    Q_EMIT busyChanged();
}

void FamilyModel::clearError()
{
    if (!m_errorText.isEmpty())
        end();
}

void FamilyModel::createFamily(const QString &name, const QVariant &dueDate, const QString &relation)
{
    if (!m_account || m_busy)
        return;
    if (cleanName(name).isEmpty())
        return end(tr("Give the family a name."));
    begin();
    if (m_newFamily.isNull())
        m_newFamily = m_account->engine.mint<FamilyId>();
    NewFamily family;
    family.id = m_newFamily;
    family.name = cleanName(name);
    family.dueDate = dueDate.toDateTime().date();
    family.zone = QString::fromUtf8(QTimeZone::systemTimeZoneId());
    family.relation = cleanName(relation);
    m_account->api.createFamily(family, [this, alive = QPointer(this)](const Result<Family> &made) {
        if (!alive || !m_account)
            return;
        if (!made)
            return end(Words::problem(made.error()));
        end();
        Q_EMIT joined(std::exchange(m_newFamily, {}).toString());
        m_account->engine.refresh();
    });
}

void FamilyModel::joinByCode(const QString &code, const QString &relation)
{
    if (!m_account || m_busy)
        return;
    if (code.trimmed().isEmpty())
        return end(tr("Type the code that you were sent."));
    begin();
    m_account->api.acceptInvite(secretOf(code), m_account->userName, cleanName(relation),
        [this, alive = QPointer(this)](const Result<Membership> &membership) {
            if (!alive || !m_account)
                return;
            if (!membership)
                return end(Words::problem(membership.error()));
            end();
            Q_EMIT joined(membership->family.toString());
            m_account->engine.refresh();
        });
}

void FamilyModel::previewInvite(const QString &code)
{
    if (!m_account || m_busy || code.trimmed().isEmpty())
        return;
    begin();
    m_account->api.previewInvite(
        secretOf(code), [this, alive = QPointer(this)](const Result<InvitePreview> &preview) {
            if (!alive)
                return;
            if (!preview)
                return end(Words::problem(preview.error()));
            end();
            Q_EMIT invitePreviewed(preview->familyName, Words::role(preview->role), preview->inviter);
        });
}

void FamilyModel::createInvite(const QString &role, const QString &relation)
{
    NewInvite invite;
    const auto family = FamilyId::parse(m_view.familyId);
    if (!m_account || m_busy || !family || !fromWire(role, invite.role))
        return;
    begin();
    if (m_newInvite.isNull())
        m_newInvite = m_account->engine.mint<InviteId>();
    invite.id = m_newInvite;
    invite.relation = cleanName(relation);
    makeInvite(*family, invite, true);
}

void FamilyModel::makeInvite(FamilyId family, const NewInvite &invite, bool mayReplace)
{
    m_account->api.createInvite(family, invite,
        [this, alive = QPointer(this), family, invite, mayReplace](const Result<Invite> &made) {
            if (!alive || !m_account)
                return;
            if (!made && mayReplace && made.error().code == ProblemCode::Conflict)
                return replaceInvite(family, invite);
            if (!made)
                return end(Words::problem(made.error()));
            m_newInvite = {};
            end();
            Q_EMIT inviteCreated(made->link, made->code, made->expiresAt);
        });
}

/// The server made it and its answer was lost, and with it the secrets, which are told once: nobody can
/// use that invite any more, so another takes its place.
void FamilyModel::replaceInvite(FamilyId family, NewInvite invite)
{
    m_account->api.revokeInvite(
        family, invite.id, [this, alive = QPointer(this), family, invite](const Result<void> &gone) mutable {
            if (!alive || !m_account)
                return;
            if (!gone && gone.error().code != ProblemCode::NotFound)
                return end(Words::problem(gone.error()));
            invite.id = m_newInvite = m_account->engine.mint<InviteId>();
            makeInvite(family, invite, false);
        });
}

} // namespace preggo
