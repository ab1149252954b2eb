// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/net/api_call.h"
#include "core/net/api_types.h"
#include "core/seams/token_source.h"

namespace preggo {

/// The calls that need a connection and are not queued: account, families, members, invites.
///
/// Each fetches a token, and once more where the server answers 401. Creating calls carry an id of
/// the caller's, so that repeating one after a lost answer is safe. Same thread as transport and token
/// source, which outlive it; answers after its end are dropped.
class ApiClient
{
public:
    ApiClient(HttpTransport &http, TokenSource &tokens);
    ~ApiClient();

    void account(ApiDone<Account> done);
    void devices(ApiDone<QVector<DeviceEntry>> done);
    void removeDevice(DeviceId device, ApiDone<void> done);

    void createFamily(const NewFamily &family, ApiDone<Family> done);
    void families(ApiDone<QVector<FamilyEntry>> done);

    void members(FamilyId family, ApiDone<QVector<Member>> done);
    /// PreconditionFailed where somebody changed the member since `version`.
    void changeMember(
        FamilyId family, UserId user, qint64 version, const MemberChange &change, ApiDone<Member> done);
    /// Removes a member, or leaves where `user` is the person herself.
    void removeMember(FamilyId family, UserId user, qint64 version, ApiDone<void> done);
    void signInLink(FamilyId family, UserId user, ApiDone<SignInLink> done);

    void createInvite(FamilyId family, const NewInvite &invite, ApiDone<Invite> done);
    void invites(FamilyId family, ApiDone<QVector<Invite>> done);
    void revokeInvite(FamilyId family, InviteId invite, ApiDone<void> done);
    void previewInvite(const InviteSecret &secret, ApiDone<InvitePreview> done);
    void acceptInvite(
        const InviteSecret &secret, const QString &name, const QString &relation, ApiDone<Membership> done);

private:
    using JsonDone = std::function<void(Result<QJsonObject>)>;
    void call(HttpRequest request, JsonDone done);
    void callOnce(HttpRequest request, bool mayRepeat, JsonDone done);

    HttpTransport &m_http;
    TokenSource &m_tokens;
    std::shared_ptr<bool> m_alive;
};

} // namespace preggo
