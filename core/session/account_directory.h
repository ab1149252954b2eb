// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/file_store.h"
#include "protocol/ids.h"
#include "protocol/problem.h"
#include "storage/sql/process_lock.h"

#include <QString>
#include <QVector>

#include <memory>
#include <optional>

namespace preggo {

/// What a device knows of one person's account between starts. No secret is in it.
struct AccountRecord
{
    UserId user;
    DeviceId device; ///< one per installation and account, sent with every push
    QString name;
    QString address; ///< to find `device` again when she signs in anew; empty after a sign-in by link

    friend bool operator==(const AccountRecord &, const AccountRecord &) = default;
};

/// The profile on disk: `<data>/accounts/<user>/` for all that belongs to one account, and which of
/// them is open. Folders are for their owner alone (0700). One process a profile. Any one thread.
class AccountDirectory
{
public:
    /// Creates the folders and takes the profile's lock; InProgress where another process holds it.
    [[nodiscard]] static Result<std::unique_ptr<AccountDirectory>> open(
        const QString &dataFolder, FileStore &files);

    /// The account that was open last, also where she must sign in again.
    [[nodiscard]] std::optional<AccountRecord> current() const;
    [[nodiscard]] std::optional<AccountRecord> find(UserId user) const;
    [[nodiscard]] std::optional<AccountRecord> findByAddress(const QString &address) const;

    /// Creates the account's folder, writes the record and makes it the current one, durably.
    [[nodiscard]] Result<void> setCurrent(const AccountRecord &record);
    /// No account is open any more; all files stay.
    [[nodiscard]] Result<void> clearCurrent();
    /// Deletes the account's folder with all that was not sent. Close its databases before.
    [[nodiscard]] Result<void> erase(UserId user);

    [[nodiscard]] QString folder(UserId user) const;
    [[nodiscard]] const QString &dataFolder() const { return m_data; }

private:
    AccountDirectory(QString dataFolder, FileStore &files);
    [[nodiscard]] QString currentFile() const;
    [[nodiscard]] QString recordFile(UserId user) const;

    QString m_data;
    FileStore &m_files;
    std::unique_ptr<sql::ProcessLock> m_lock;
};

} // namespace preggo
