// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/problem.h"

#include <QByteArray>
#include <QString>

#include <functional>

namespace preggo {

/// Where tokens rest between starts: the system's key store. Callbacks run on the caller's thread.
class Secrets
{
public:
    enum class Kind { KeyStore, PrivateFile, MemoryOnly };

    virtual ~Secrets() = default;
    [[nodiscard]] virtual Kind kind() const = 0;
    /// An empty value where none is stored; a problem where the store cannot be asked.
    virtual void read(const QString &key, std::function<void(Result<QByteArray>)> done) = 0;
    virtual void write(
        const QString &key, const QByteArray &value, std::function<void(Result<void>)> done) = 0;
    virtual void remove(const QString &key, std::function<void(Result<void>)> done) = 0;
};

} // namespace preggo
