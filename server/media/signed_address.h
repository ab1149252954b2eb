// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"
#include "server/services/message.h"
#include "storage/sql/database.h"

#include <QByteArray>
#include <QUrlQuery>

#include <functional>
#include <optional>

namespace preggo::server {

/// Who may open one variant of one picture by its address alone, and until when.
struct AddressClaim
{
    MediaId media;
    QString variant;
    UserId user;
    SessionId session;
    qint64 expiresMs = 0;
};

/// What signed addresses are made and checked with.
struct AddressKeys
{
    QByteArray secret; ///< empty: no address is signed, and none is good
    /// Whether the session that asked for an address is alive still.
    std::function<Result<bool>(sql::Database &, SessionId, qint64 nowMs)> sessionAlive;
};

/// "/media/<id>/<variant>?..." with the claim and its HMAC-SHA256.
[[nodiscard]] QByteArray signedAddress(const QByteArray &secret, const AddressClaim &claim);

/// The claim of an address, where it was signed with this secret for this picture and variant and is
/// valid at `nowMs`; nothing for any other. Whether that user may see the picture is another question.
[[nodiscard]] std::optional<AddressClaim> readSignedAddress(
    const QByteArray &secret, MediaId media, const QString &variant, const QUrlQuery &query, qint64 nowMs);

} // namespace preggo::server
