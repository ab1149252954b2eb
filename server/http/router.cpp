// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/http/router.h"

#include "protocol/text.h"

#include <algorithm>

namespace preggo::server {

namespace {

struct MethodName
{
    Method method;
    const char *name;
};
constexpr MethodName kMethods[] = {{Method::Get, "GET"}, {Method::Head, "HEAD"}, {Method::Post, "POST"},
    {Method::Put, "PUT"}, {Method::Patch, "PATCH"}, {Method::Delete, "DELETE"}, {Method::Options, "OPTIONS"}};

bool isParam(const QByteArray &segment)
{
    return segment.startsWith('{');
}

bool fits(const QByteArrayList &pattern, const QByteArrayList &path)
{
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (isParam(pattern[i]) ? path[i].isEmpty() : pattern[i] != path[i])
            return false;
    }
    return true;
}

void readParams(const QByteArrayList &pattern, const QByteArrayList &path, RouteMatch &match)
{
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (!isParam(pattern[i]))
            continue;
        const QByteArray decoded = QByteArray::fromPercentEncoding(path[i]);
        match.badEncoding = match.badEncoding || !isValidUtf8(decoded);
        match.params.insert(pattern[i].mid(1, pattern[i].size() - 2), QString::fromUtf8(decoded));
    }
}

} // namespace

QByteArray toText(Method method)
{
    const auto *it = std::find_if(std::begin(kMethods), std::end(kMethods),
        [&](const MethodName &row) { return row.method == method; });
    return it->name;
}

std::optional<Method> methodOf(QByteArrayView text)
{
    for (const auto &row : kMethods) {
        if (text == QByteArrayView(row.name))
            return row.method;
    }
    return std::nullopt;
}

Router::Router(QVector<Route> routes)
    : m_routes(std::move(routes))
{
    for (int i = 0; i < m_routes.size(); ++i) {
        const auto segments = m_routes[i].path.split('/');
        const auto params = static_cast<int>(std::count_if(segments.cbegin(), segments.cend(), isParam));
        m_bySize[segments.size()].append({segments, i, params});
    }
    for (auto &patterns : m_bySize) {
        std::stable_sort(patterns.begin(), patterns.end(),
            [](const Pattern &a, const Pattern &b) { return a.params < b.params; });
    }
}

RouteMatch Router::match(Method method, const QByteArray &path) const
{
    RouteMatch match;
    const auto segments = path.split('/');
    const auto found = m_bySize.constFind(segments.size());
    if (found == m_bySize.constEnd())
        return match;
    const Pattern *forGet = nullptr;
    for (const auto &pattern : *found) {
        if (!fits(pattern.segments, segments))
            continue;
        const Route &route = m_routes[pattern.route];
        if (route.method == method) {
            match.route = &route;
            readParams(pattern.segments, segments, match);
            return match;
        }
        if (route.method == Method::Get && !forGet)
            forGet = &pattern;
        match.allow.append(toText(route.method));
    }
    if (forGet && method == Method::Head) {
        match.route = &m_routes[forGet->route];
        readParams(forGet->segments, segments, match);
    }
    return match;
}

} // namespace preggo::server
