// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>
#include <QVector>

#include <functional>
#include <memory>
#include <random>

namespace preggo::test {

/// What a call to a disk answers instead of doing its work.
enum class DiskFault { None, Io, Full };

/// The calls that a disk knows; of SQLite's, and of those for plain files.
enum class DiskCall {
    Open,
    Delete,
    Exists,
    Read,
    Write,
    Truncate,
    Sync,
    Size,
    Lock,
    MapShared,
    LockShared,
    Rename,
    SyncFolder,
    List,
    FreeBytes,
};
/// Whether it changes what is on the disk, or makes it certain.
[[nodiscard]] bool isChange(DiskCall call);
/// Whether it may ask for room.
[[nodiscard]] bool takesRoom(DiskCall call);

/// A disk in memory that forgets what a real one may forget. Files are byte arrays; a write is certain once
/// it is synced. What was written since may, when the power goes, be there, be missing, or be there up to
/// some sector. Repeatable by its seed. One thread.
class SimDisk
{
public:
    static constexpr int kSectorBytes = 512;

    explicit SimDisk(quint64 seed);

    /// How a process ends: a kill leaves what the system holds, a power loss only what was synced for sure.
    enum class Stop { Kill, PowerLoss };
    /// Every open file is dead from now on: all of its calls fail, and nothing more reaches the disk.
    void stop(Stop how);

    /// Asked before each call that changes the disk, with its number since the last setFault(); and before
    /// reads, with `isWrite` false.
    using Fault = std::function<DiskFault(quint64 call, bool isWrite)>;
    void setFault(Fault fault);
    /// Calls that change the disk, since the last setFault().
    [[nodiscard]] quint64 calls() const { return m_calls; }
    /// Asked first, before each call of whatever kind, with its number since this was set.
    using EachCall = std::function<DiskFault(quint64 number, DiskCall call)>;
    void setEachCall(EachCall each);
    [[nodiscard]] DiskFault nextFault(DiskCall call);

    // The files, as a program sees them
    [[nodiscard]] bool exists(const QString &path) const { return m_files.contains(path); }
    [[nodiscard]] QByteArray contents(const QString &path) const;
    [[nodiscard]] QStringList paths() const { return m_files.keys(); }
    /// Puts a file there as if it had always been.
    void install(const QString &path, const QByteArray &bytes);
    void erase(const QString &path);
    /// At once and for good, over what stood there.
    void rename(const QString &from, const QString &to);
    // Until syncNames(), a power loss may undo these, the last first. They expect that the file is there.
    void renameUnsynced(const QString &from, const QString &to);
    void removeUnsynced(const QString &path);
    /// Makes certain which files there are.
    void syncNames();
    [[nodiscard]] qint64 bytes() const;

    /// One file. Kept alive by those that have it open.
    struct Node
    {
        struct Change
        {
            qint64 offset = 0; ///< or the new length, where `bytes` is null
            QByteArray bytes;
        };
        QByteArray now;
        QByteArray synced;
        QVector<Change> unsynced;
        bool certain = false; ///< its name survives a power loss
    };
    using NodePtr = std::shared_ptr<Node>;

    [[nodiscard]] NodePtr open(const QString &path, bool create);
    static void write(Node &node, qint64 offset, QByteArrayView bytes);
    static void truncate(Node &node, qint64 size);
    static void sync(Node &node);
    /// Raised by every stop(): who holds an older number is dead.
    [[nodiscard]] quint64 generation() const { return m_generation; }

private:
    /// What one call did to the names.
    struct NameChange
    {
        QHash<QString, NodePtr> before; ///< null where there was no such name
    };

    void losePower(Node &node);
    void forgetNames();

    std::mt19937_64 m_chance;
    QHash<QString, NodePtr> m_files;
    std::shared_ptr<const Fault> m_fault; ///< shared: it may replace itself while it runs
    std::shared_ptr<const EachCall> m_each; ///< likewise
    QVector<NameChange> m_unsyncedNames;
    quint64 m_calls = 0;
    quint64 m_allCalls = 0;
    quint64 m_generation = 1;
};

} // namespace preggo::test
