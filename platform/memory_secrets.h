// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/executor.h"
#include "core/seams/secrets.h"

#include <QHash>

namespace preggo {

/// Secrets until the program ends. Callbacks come through `main`.
class MemorySecrets final : public Secrets
{
public:
    explicit MemorySecrets(Executor &main);

    [[nodiscard]] Kind kind() const override { return Kind::MemoryOnly; }
    void read(const QString &key, std::function<void(Result<QByteArray>)> done) override;
    void write(const QString &key, const QByteArray &value, std::function<void(Result<void>)> done) override;
    void remove(const QString &key, std::function<void(Result<void>)> done) override;

private:
    Executor &m_main;
    QHash<QString, QByteArray> m_values;
};

} // namespace preggo
