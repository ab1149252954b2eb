// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"
#include "protocol/problem.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QPair>
#include <QString>
#include <QUrlQuery>
#include <QVector>

#include <memory>
#include <optional>

namespace preggo::server {

enum class Method { Get, Head, Post, Put, Patch, Delete, Options };

/// Who asks, once the access token was verified.
struct Principal
{
    UserId user;
    SessionId session;
    DeviceId device;
};

/// A request as the services see it: no socket, no Beast. Value type.
struct Request
{
    Method method = Method::Get;
    QByteArray path;
    QHash<QByteArray, QString> params; ///< of the route's template, percent-decoded
    QUrlQuery query;
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;
    QByteArray remote; ///< the asker's address (behind a trusted proxy, as that tells), for limits only
    std::optional<Principal> principal;

    [[nodiscard]] QByteArray header(const QByteArray &name) const { return headers.value(name); }
};

/// An answer. The body is shared, so that one cached page serves many. Value type.
struct Response
{
    int status = 200;
    QVector<QPair<QByteArray, QByteArray>> headers;
    std::shared_ptr<const QByteArray> body;
    QString filePath; ///< instead of a body: sent from the disk, with ranges
    int waitSeconds = 0; ///< nothing new yet: the shell may wait so long for news, then ask again

    [[nodiscard]] static Response json(int status, const QJsonObject &object);
    [[nodiscard]] static Response bytes(int status, const QByteArray &type, QByteArray body);
    [[nodiscard]] static Response problem(const Problem &problem);
    [[nodiscard]] static Response empty(int status);
    Response &with(const QByteArray &name, const QByteArray &value) &;
    Response with(const QByteArray &name, const QByteArray &value) &&;
};

} // namespace preggo::server
