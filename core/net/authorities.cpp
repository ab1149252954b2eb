// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/net/authorities.h"

#include <QFile>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

Result<QList<QSslCertificate>> readAuthorities(const QString &file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly)) {
        return fail(ProblemCode::InvalidField,
            u"The file %1 cannot be read. Check its name and that you may read it."_s.arg(file), u"ca"_s);
    }
    const auto found = QSslCertificate::fromDevice(&source, QSsl::Pem);
    if (found.isEmpty()) {
        return fail(ProblemCode::InvalidField,
            u"The file %1 holds no certificate. It begins with “-----BEGIN CERTIFICATE-----”."_s.arg(file),
            u"ca"_s);
    }
    return found;
}

QSslConfiguration trusting(const QList<QSslCertificate> &extraAuthorities)
{
    auto tls = QSslConfiguration::defaultConfiguration();
    // Qt loads the system's authorities when they are needed, but no more once others were added.
    if (!extraAuthorities.isEmpty())
        tls.setCaCertificates(QSslConfiguration::systemCaCertificates() + extraAuthorities);
    return tls;
}

} // namespace preggo
