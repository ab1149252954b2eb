// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/unsent_export.h"

#include "app/viewmodels/words.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A folder that was not there; empty where none can be made.
QString makeFolder(const QString &target)
{
    constexpr int kTries = 1'000;
    for (int n = 1; n <= kTries; ++n) {
        const QString name = n == 1 ? u"Preggo unsent"_s : u"Preggo unsent %1"_s.arg(n);
        if (QDir(target).exists(name))
            continue;
        return QDir(target).mkdir(name) ? QDir(target).filePath(name) : QString();
    }
    return {};
}

class Exporter
{
public:
    Exporter(const QString &mediaFolder, QString folder, FileStore &files)
        : m_media(mediaFolder)
        , m_files(files)
    {
        m_done.folder = std::move(folder);
        m_left = m_media.entryList(QDir::Files, QDir::Name);
    }

    Result<void> add(const UnsentItem &item)
    {
        m_text += u"%1. %2"_s.arg(++m_number).arg(Words::unsentKind(item));
        if (item.writtenMs > 0)
            m_text += u", "_s
                + QLocale().toString(QDateTime::fromMSecsSinceEpoch(item.writtenMs), QLocale::ShortFormat);
        m_text += u'\n';
        if (!item.text.isEmpty()) {
            m_text += item.text + u'\n';
            ++m_done.texts;
        }
        for (const QString &path : item.pictures) {
            // By its name alone: where the file says that it lies is none of ours to follow.
            if (auto copied = copy(QFileInfo(path).fileName(), u"%1-"_s.arg(m_number)); !copied)
                return copied;
        }
        m_text += u'\n';
        m_raw.append(QJsonObject{{u"kind"_s, item.kind}, {u"content"_s, item.raw}});
        return {};
    }

    Result<UnsentExport> finish()
    {
        const QStringList left = m_left;
        for (const QString &name : left) {
            if (auto copied = copy(name, u"other-"_s); !copied)
                return tl::make_unexpected(copied.error());
        }
        const QDir folder(m_done.folder);
        if (auto done = m_files.writeDurably(folder.filePath(u"Unsent.txt"_s), m_text.toUtf8()); !done)
            return tl::make_unexpected(done.error());
        if (auto done =
                m_files.writeDurably(folder.filePath(u"Unsent.json"_s), QJsonDocument(m_raw).toJson());
            !done)
            return tl::make_unexpected(done.error());
        return m_done;
    }

private:
    Result<void> copy(const QString &name, const QString &prefix)
    {
        const auto bytes = m_files.read(m_media.filePath(name));
        if (!bytes) {
            ++m_done.missing;
            return {};
        }
        m_left.removeOne(name);
        ++m_done.pictures;
        const QString copyName = prefix + name;
        m_text += u"["_s + copyName + u"]\n"_s;
        return m_files.writeDurably(QDir(m_done.folder).filePath(copyName), *bytes);
    }

    QDir m_media;
    FileStore &m_files;
    UnsentExport m_done;
    QStringList m_left; ///< files that no item has named yet
    QString m_text;
    QJsonArray m_raw;
    int m_number = 0;
};

} // namespace

Result<UnsentExport> exportUnsent(
    const QVector<UnsentItem> &items, const QString &mediaFolder, const QString &target, FileStore &files)
{
    QString folder = makeFolder(target);
    if (folder.isEmpty())
        return fail(ProblemCode::Internal, Words::cannotExport());
    Exporter exporter(mediaFolder, std::move(folder), files);
    for (const UnsentItem &item : items) {
        if (auto done = exporter.add(item); !done)
            return tl::make_unexpected(done.error());
    }
    return exporter.finish();
}

} // namespace preggo
