// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/linux/file_secrets.h"

#include "protocol/json.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonObject>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

FileSecrets::FileSecrets(QString path, FileStore &files, Executor &main)
    : m_path(std::move(path))
    , m_files(files)
    , m_main(main)
{ }

Result<QJsonObject> FileSecrets::load() const
{
    if (!QFileInfo::exists(m_path))
        return QJsonObject();
    constexpr auto kOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    if (QFile::permissions(m_path) & kOthers)
        return fail(ProblemCode::Internal,
            u"Others on this computer may read the file that holds your sign-in. Sign in again."_s);
    const auto bytes = m_files.read(m_path);
    if (!bytes)
        return tl::make_unexpected(bytes.error());
    auto object = parseJsonObject(*bytes);
    if (!object)
        return fail(ProblemCode::Internal, u"The file that holds your sign-in is damaged. Sign in again."_s);
    return object;
}

Result<void> FileSecrets::save(const QJsonObject &object) const
{
    return m_files.writeDurably(m_path, toJsonBytes(object));
}

void FileSecrets::read(const QString &key, std::function<void(Result<QByteArray>)> done)
{
    auto value = load().map(
        [&](const QJsonObject &object) { return QByteArray::fromBase64(object[key].toString().toLatin1()); });
    m_main.post([value = std::move(value), done = std::move(done)] { done(value); });
}

void FileSecrets::write(const QString &key, const QByteArray &value, std::function<void(Result<void>)> done)
{
    // A file that cannot be used is replaced: a new sign-in must be able to mend it.
    QJsonObject object = load().value_or(QJsonObject());
    object[key] = QString::fromLatin1(value.toBase64());
    m_main.post([saved = save(object), done = std::move(done)] { done(saved); });
}

void FileSecrets::remove(const QString &key, std::function<void(Result<void>)> done)
{
    QJsonObject object = load().value_or(QJsonObject());
    object.remove(key);
    m_main.post([saved = save(object), done = std::move(done)] { done(saved); });
}

} // namespace preggo
