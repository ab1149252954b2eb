// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/net/api_client.h"

#include "core/net/api_json.h"

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A typed answer from an object, by one of the readers of api_json.h or an entity's fromJson().
template <typename T, typename Read> auto reading(ApiDone<T> done, Read read)
{
    return [done = std::move(done), read](const Result<QJsonObject> &object) {
        done(object.and_then([&](const QJsonObject &value) { return Result<T>(read(value)); }));
    };
}

auto nothing(ApiDone<void> done)
{
    return [done = std::move(done)](
               const Result<QJsonObject> &object) { done(object.map([](const QJsonObject &) {})); };
}

QString familyPath(FamilyId family, const QString &rest = {})
{
    return u"/api/v1/families/"_s + family.toString() + rest;
}

QString memberPath(FamilyId family, UserId user, const QString &rest = {})
{
    return familyPath(family, u"/members/"_s + user.toString() + rest);
}

HttpRequest ifMatch(HttpRequest request, qint64 version)
{
    request.addHeader("If-Match", '"' + QByteArray::number(version) + '"');
    return request;
}

} // namespace

ApiClient::ApiClient(HttpTransport &http, TokenSource &tokens)
    : m_http(http)
    , m_tokens(tokens)
    , m_alive(std::make_shared<bool>(true))
{ }

ApiClient::~ApiClient() = default;

void ApiClient::call(HttpRequest request, JsonDone done)
{
    callOnce(std::move(request), true, std::move(done));
}

void ApiClient::callOnce(HttpRequest request, bool mayRepeat, JsonDone done)
{
    const auto withToken = [this, alive = std::weak_ptr(m_alive), request = std::move(request), mayRepeat,
                               done = std::move(done)](const Result<QByteArray> &token) mutable {
        if (alive.expired())
            return;
        if (!token)
            return done(tl::make_unexpected(token.error()));
        HttpRequest signedRequest = request;
        signedRequest.addHeader("Authorization", "Bearer " + *token);
        m_http.send(std::move(signedRequest),
            [this, alive, request, mayRepeat, done, used = *token](const HttpAnswer &answer) {
                if (alive.expired())
                    return;
                if (answer.failure != NetFailure::None || answer.status != 401 || !mayRepeat)
                    return done(readJsonAnswer(answer));
                m_tokens.rejected(used);
                callOnce(request, false, done);
            });
    };
    m_tokens.accessToken(withToken);
}

void ApiClient::account(ApiDone<Account> done)
{
    call(jsonRequest("GET", u"/api/v1/account"_s), reading(std::move(done), readAccount));
}

void ApiClient::devices(ApiDone<QVector<DeviceEntry>> done)
{
    call(jsonRequest("GET", u"/api/v1/devices"_s), reading(std::move(done), readDevices));
}

void ApiClient::removeDevice(DeviceId device, ApiDone<void> done)
{
    call(jsonRequest("DELETE", u"/api/v1/devices/"_s + device.toString()), nothing(std::move(done)));
}

void ApiClient::createFamily(const NewFamily &family, ApiDone<Family> done)
{
    call(jsonRequest("POST", u"/api/v1/families"_s, toJson(family)),
        reading(std::move(done), Family::fromJson));
}

void ApiClient::families(ApiDone<QVector<FamilyEntry>> done)
{
    call(jsonRequest("GET", u"/api/v1/families"_s), reading(std::move(done), readFamilies));
}

void ApiClient::members(FamilyId family, ApiDone<QVector<Member>> done)
{
    call(jsonRequest("GET", familyPath(family, u"/members"_s)), reading(std::move(done), readMembers));
}

void ApiClient::changeMember(
    FamilyId family, UserId user, qint64 version, const MemberChange &change, ApiDone<Member> done)
{
    call(ifMatch(jsonRequest("PATCH", memberPath(family, user), toJson(change)), version),
        reading(std::move(done), Member::fromJson));
}

void ApiClient::removeMember(FamilyId family, UserId user, qint64 version, ApiDone<void> done)
{
    call(ifMatch(jsonRequest("DELETE", memberPath(family, user)), version), nothing(std::move(done)));
}

void ApiClient::signInLink(FamilyId family, UserId user, ApiDone<SignInLink> done)
{
    call(jsonRequest("POST", memberPath(family, user, u"/sign-in-link"_s)),
        reading(std::move(done), readSignInLink));
}

void ApiClient::createInvite(FamilyId family, const NewInvite &invite, ApiDone<Invite> done)
{
    QJsonObject body{{u"id"_s, invite.id.toString()}, {u"role"_s, toWire(invite.role)}};
    if (!invite.relation.isEmpty())
        body[u"relation"_s] = invite.relation;
    if (!invite.name.isEmpty())
        body[u"name"_s] = invite.name;
    call(jsonRequest("POST", familyPath(family, u"/invites"_s), body), reading(std::move(done), readInvite));
}

void ApiClient::invites(FamilyId family, ApiDone<QVector<Invite>> done)
{
    call(jsonRequest("GET", familyPath(family, u"/invites"_s)), reading(std::move(done), readInvites));
}

void ApiClient::revokeInvite(FamilyId family, InviteId invite, ApiDone<void> done)
{
    call(jsonRequest("DELETE", familyPath(family, u"/invites/"_s + invite.toString())),
        nothing(std::move(done)));
}

void ApiClient::previewInvite(const InviteSecret &secret, ApiDone<InvitePreview> done)
{
    call(jsonRequest("POST", u"/api/v1/invites/preview"_s, toJson(secret)),
        reading(std::move(done), readInvitePreview));
}

void ApiClient::acceptInvite(
    const InviteSecret &secret, const QString &name, const QString &relation, ApiDone<Membership> done)
{
    QJsonObject body = toJson(secret);
    if (!name.isEmpty())
        body[u"name"_s] = name;
    if (!relation.isEmpty())
        body[u"relation"_s] = relation;
    call(jsonRequest("POST", u"/api/v1/invites/accept"_s, body),
        reading(std::move(done), Membership::fromJson));
}

} // namespace preggo
