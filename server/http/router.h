// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "server/services/service.h"

#include <QByteArrayList>
#include <QHash>
#include <QVector>

#include <optional>

namespace preggo::server {

/// What a path leads to.
struct RouteMatch
{
    const Route *route = nullptr; ///< null: no such path, or `allow` says which methods it has
    QHash<QByteArray, QString> params;
    QByteArrayList allow;
    bool badEncoding = false; ///< a segment is no UTF-8 once it is decoded
};

/// The routing table. Immutable; any thread.
class Router
{
public:
    explicit Router(QVector<Route> routes);

    /// A HEAD without a route of its own goes to the GET of the path. An exact segment wins over a
    /// parameter.
    [[nodiscard]] RouteMatch match(Method method, const QByteArray &path) const;
    [[nodiscard]] const QVector<Route> &routes() const { return m_routes; }

private:
    struct Pattern
    {
        QByteArrayList segments;
        int route = 0;
        int params = 0;
    };
    QVector<Route> m_routes;
    QHash<qsizetype, QVector<Pattern>> m_bySize; ///< fewest parameters first
};

[[nodiscard]] QByteArray toText(Method method);
[[nodiscard]] std::optional<Method> methodOf(QByteArrayView text);

} // namespace preggo::server
