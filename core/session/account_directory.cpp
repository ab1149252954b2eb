// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/session/account_directory.h"

#include "protocol/json.h"

#include <QDir>
#include <QFileInfo>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kOwnerAlone = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;

Result<void> makePrivateFolder(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists() && !QDir(info.path()).mkdir(info.fileName(), kOwnerAlone))
        return fail(ProblemCode::Internal,
            u"The app cannot write to its folder. Check that the disk has room and is not read-only."_s);
    // An older folder may be open to others, and mkdir is subject to the umask.
    if (!QFile::setPermissions(path, kOwnerAlone))
        return fail(ProblemCode::Internal, u"The app's folder belongs to somebody else. Choose another."_s);
    return {};
}

Problem lockRefused(sql::ProcessLock::Refusal why)
{
    if (why == sql::ProcessLock::Refusal::Held)
        return makeProblem(
            ProblemCode::InProgress, u"Preggo is open already. Use that window, or close it first."_s);
    return makeProblem(ProblemCode::Internal,
        u"The app's folder cannot be locked, so two windows could spoil each other's data. Check that the "
        u"disk has room, or choose a folder on another disk with --data."_s);
}

QByteArray toBytes(const AccountRecord &record)
{
    return toJsonBytes({{u"v"_s, 1}, {u"user"_s, record.user.toString()},
        {u"device"_s, record.device.toString()}, {u"name"_s, record.name}, {u"address"_s, record.address}});
}

std::optional<AccountRecord> fromBytes(const QByteArray &bytes)
{
    const auto object = parseJsonObject(bytes);
    if (!object)
        return std::nullopt;
    AccountRecord record;
    JsonReader reader(*object);
    reader.id(u"user", record.user);
    reader.id(u"device", record.device);
    reader.optionalText(u"name", record.name, limits::kNameMax);
    reader.optionalText(u"address", record.address, limits::kAddressMax);
    if (!reader.finish(UnknownFields::Ignore))
        return std::nullopt;
    return record;
}

} // namespace

AccountDirectory::AccountDirectory(QString dataFolder, FileStore &files)
    : m_data(std::move(dataFolder))
    , m_files(files)
{ }

Result<std::unique_ptr<AccountDirectory>> AccountDirectory::open(const QString &dataFolder, FileStore &files)
{
    QDir().mkpath(QFileInfo(dataFolder).path());
    if (auto made = makePrivateFolder(dataFolder); !made)
        return tl::make_unexpected(made.error());
    if (auto made = makePrivateFolder(dataFolder + u"/accounts"_s); !made)
        return tl::make_unexpected(made.error());
    std::unique_ptr<AccountDirectory> directory(new AccountDirectory(dataFolder, files));
    auto lock = sql::ProcessLock::take(dataFolder + u"/profile.lock"_s);
    if (!lock)
        return tl::make_unexpected(lockRefused(lock.error()));
    directory->m_lock = std::move(*lock);
    return directory;
}

QString AccountDirectory::folder(UserId user) const
{
    return m_data + u"/accounts/"_s + user.toString();
}

QString AccountDirectory::currentFile() const
{
    return m_data + u"/current.json"_s;
}

QString AccountDirectory::recordFile(UserId user) const
{
    return folder(user) + u"/account.json"_s;
}

std::optional<AccountRecord> AccountDirectory::current() const
{
    const auto bytes = m_files.read(currentFile());
    const auto object = bytes ? parseJsonObject(*bytes) : fail(ProblemCode::NotFound);
    const auto user = object ? UserId::parse((*object)[u"user"_s].toString()) : std::nullopt;
    return user ? find(*user) : std::nullopt;
}

std::optional<AccountRecord> AccountDirectory::find(UserId user) const
{
    const auto bytes = m_files.read(recordFile(user));
    const auto record = bytes ? fromBytes(*bytes) : std::nullopt;
    return record && record->user == user ? record : std::nullopt;
}

std::optional<AccountRecord> AccountDirectory::findByAddress(const QString &address) const
{
    const QStringList names = QDir(m_data + u"/accounts"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &name : names) {
        const auto user = UserId::parse(name);
        auto record = user ? find(*user) : std::nullopt;
        if (record && !record->address.isEmpty()
            && record->address.compare(address, Qt::CaseInsensitive) == 0)
            return record;
    }
    return std::nullopt;
}

Result<void> AccountDirectory::setCurrent(const AccountRecord &record)
{
    if (auto made = makePrivateFolder(folder(record.user)); !made)
        return made;
    if (auto written = m_files.writeDurably(recordFile(record.user), toBytes(record)); !written)
        return written;
    return m_files.writeDurably(currentFile(), toJsonBytes({{u"user"_s, record.user.toString()}}));
}

Result<void> AccountDirectory::clearCurrent()
{
    return m_files.remove(currentFile());
}

Result<void> AccountDirectory::erase(UserId user)
{
    QDir directory(folder(user));
    if (user.isNull() || (directory.exists() && !directory.removeRecursively()))
        return fail(ProblemCode::Internal, u"Some files could not be deleted. Try again after a restart."_s);
    return {};
}

} // namespace preggo
