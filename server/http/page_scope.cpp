// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/http/page_scope.h"

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

struct PageRule
{
    const char *path;
    const char *param;
    bool isFamily;
};
constexpr const char kChangesPath[] = "/api/v1/streams/{id}/changes";
constexpr PageRule kRules[] = {
    {"/api/v1/feed/family/{pregnancy_id}", "pregnancy_id", true},
    {kChangesPath, "id", false},
    {"/api/v1/streams/{id}/snapshot", "id", false},
};

const QString kWait = u"wait"_s;

const PageRule *ruleFor(const Route &route)
{
    for (const auto &rule : kRules) {
        if (route.path == rule.path)
            return &rule;
    }
    return nullptr;
}

} // namespace

std::optional<PageScope> pageScopeOf(const Route &route, const Request &request)
{
    const PageRule *rule = ruleFor(route);
    // A waiting read is answered by what comes, not by what is.
    if (!rule || request.query.hasQueryItem(kWait))
        return std::nullopt;
    const QString value = request.params.value(rule->param);
    if (rule->isFamily) {
        const auto family = FamilyId::parse(value);
        return family ? std::optional(PageScope{*family, {}}) : std::nullopt;
    }
    const auto stream = StreamId::parse(value);
    return stream ? std::optional(PageScope{stream->family(), *stream}) : std::nullopt;
}

StreamId awaitedStream(const Route &route, const Request &request)
{
    if (route.path != kChangesPath || !request.query.hasQueryItem(kWait))
        return {};
    return StreamId::parse(request.params.value("id")).value_or(StreamId());
}

QVector<StreamId> streamsOfPage(
    const PageScope &scope, UserId reader, const QVector<StreamId> &readableOfFamily)
{
    if (scope.stream.isNull())
        return readableOfFamily;
    if (scope.stream.kind() == StreamId::Kind::User)
        return scope.stream.userId() == reader ? QVector<StreamId>{scope.stream} : QVector<StreamId>();
    return readableOfFamily.contains(scope.stream) ? QVector<StreamId>{scope.stream} : QVector<StreamId>();
}

} // namespace preggo::server
