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
constexpr PageRule kRules[] = {
    {"/api/v1/feed/family/{pregnancy_id}", "pregnancy_id", true},
    {"/api/v1/streams/{id}/changes", "id", false},
    {"/api/v1/streams/{id}/snapshot", "id", false},
};

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
    if (!rule || request.query.hasQueryItem(u"wait"_s))
        return std::nullopt;
    const QString value = request.params.value(rule->param);
    if (rule->isFamily) {
        const auto family = FamilyId::parse(value);
        return family ? std::optional(PageScope{*family, {}}) : std::nullopt;
    }
    const auto stream = StreamId::parse(value);
    return stream ? std::optional(PageScope{stream->family(), *stream}) : std::nullopt;
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
