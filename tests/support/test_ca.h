// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QString>

#include <memory>

namespace preggo::test {

/// A certificate with its key, in PEM form.
struct CertifiedKey
{
    QByteArray certificate;
    QByteArray key;
};

/// Which certificate a test wants.
struct CertificateWish
{
    QByteArray names = "IP:127.0.0.1,DNS:localhost"; ///< as OpenSSL writes subjectAltName
    int fromDays = -1; ///< from now
    int untilDays = 30;
};

/// An authority of a test's own, made anew in each run.
class TestCa
{
public:
    TestCa();
    ~TestCa();

    [[nodiscard]] QByteArray certificate() const;
    [[nodiscard]] CertifiedKey issue(const CertificateWish &wish = {}) const;
    /// One that vouches for itself alone.
    [[nodiscard]] static CertifiedKey selfSigned(const CertificateWish &wish = {});
    /// A key with a password, which no server can use.
    [[nodiscard]] static QByteArray lockedKey();
    /// Writes both into the folder, the key for the owner alone, and replaces what stood there.
    static void write(const CertifiedKey &pair, const QString &certificateFile, const QString &keyFile);

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace preggo::test
