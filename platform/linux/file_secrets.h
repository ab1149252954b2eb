// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/executor.h"
#include "core/seams/file_store.h"
#include "core/seams/secrets.h"

#include <QJsonObject>

namespace preggo {

/// Secrets in a file that only its owner may read (0600), unencrypted: only where the person chose it.
/// A file that others may read is refused. Callbacks come through `main`.
class FileSecrets final : public Secrets
{
public:
    FileSecrets(QString path, FileStore &files, Executor &main);

    [[nodiscard]] Kind kind() const override { return Kind::PrivateFile; }
    void read(const QString &key, std::function<void(Result<QByteArray>)> done) override;
    void write(const QString &key, const QByteArray &value, std::function<void(Result<void>)> done) override;
    void remove(const QString &key, std::function<void(Result<void>)> done) override;

private:
    [[nodiscard]] Result<QJsonObject> load() const;
    [[nodiscard]] Result<void> save(const QJsonObject &object) const;

    QString m_path;
    FileStore &m_files;
    Executor &m_main;
};

} // namespace preggo
