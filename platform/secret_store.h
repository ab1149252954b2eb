// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/executor.h"
#include "core/seams/file_store.h"
#include "core/seams/secrets.h"

#include <QString>

#include <functional>
#include <memory>

namespace preggo {

/// Finds where a profile keeps its secrets. The system's key store, unless the person chose otherwise
/// because there is none; without a choice there is no store, and the caller must ask.
class SecretStoreChooser
{
public:
    enum class Choice { PrivateFile, MemoryOnly };
    /// Null where no key store answers and nothing was chosen yet.
    using Opened = std::function<void(std::unique_ptr<Secrets>)>;

    SecretStoreChooser(QString dataFolder, FileStore &files, Executor &main);

    void open(Opened done);
    /// What the person chose; remembered in the profile.
    [[nodiscard]] Result<std::unique_ptr<Secrets>> choose(Choice choice);

private:
    [[nodiscard]] QString choiceFile() const;
    [[nodiscard]] std::unique_ptr<Secrets> make(Choice choice) const;

    QString m_data;
    FileStore &m_files;
    Executor &m_main;
};

} // namespace preggo
