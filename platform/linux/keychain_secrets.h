// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/secrets.h"

#include <QObject>

namespace preggo {

/// Secrets in the system's key store, through QtKeychain: Secret Service or KWallet on Linux. Never falls
/// back to plain text. Calls have a minute, because the store may ask the person to unlock it.
/// Callbacks come from the event loop of the thread in which it was made, and not after its end.
class KeychainSecrets final : public QObject, public Secrets
{
public:
    /// `service` names the application in the store, e.g. "app.preggo.Preggo".
    explicit KeychainSecrets(QString service, QObject *parent = nullptr);

    [[nodiscard]] Kind kind() const override { return Kind::KeyStore; }
    void read(const QString &key, std::function<void(Result<QByteArray>)> done) override;
    void write(const QString &key, const QByteArray &value, std::function<void(Result<void>)> done) override;
    void remove(const QString &key, std::function<void(Result<void>)> done) override;

    /// Whether a key store answers at all. Asks it for an entry that does not exist.
    void probe(std::function<void(bool works)> done);

private:
    QString m_service;
};

} // namespace preggo
