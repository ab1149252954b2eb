// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/memory_secrets.h"

namespace preggo {

MemorySecrets::MemorySecrets(Executor &main)
    : m_main(main)
{ }

void MemorySecrets::read(const QString &key, std::function<void(Result<QByteArray>)> done)
{
    m_main.post([value = m_values.value(key), done = std::move(done)] { done(value); });
}

void MemorySecrets::write(const QString &key, const QByteArray &value, std::function<void(Result<void>)> done)
{
    m_values.insert(key, value);
    m_main.post([done = std::move(done)] { done({}); });
}

void MemorySecrets::remove(const QString &key, std::function<void(Result<void>)> done)
{
    m_values.remove(key);
    m_main.post([done = std::move(done)] { done({}); });
}

} // namespace preggo
