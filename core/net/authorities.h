// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/problem.h"

#include <QList>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QString>

namespace preggo {

/// The certificates in a PEM file, of authorities that a person trusts beside the system's, e.g. her own
/// server's; or a sentence where there is none.
[[nodiscard]] Result<QList<QSslCertificate>> readAuthorities(const QString &file);

/// How connections check a server: against the system's authorities and these. Nothing else is ever
/// accepted. Reads the system's once more, so keep the result.
[[nodiscard]] QSslConfiguration trusting(const QList<QSslCertificate> &extraAuthorities);

} // namespace preggo
