// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/sim_vfs.h"

#include <sqlite3.h>

#include <atomic>
#include <cstring>
#include <new>
#include <vector>

namespace preggo::test {

namespace {

using Region = std::unique_ptr<char[]>;

struct OpenFile
{
    SimDisk *disk = nullptr;
    SimDisk::NodePtr node;
    QString path;
    quint64 generation = 0;
    int lock = 0;
    bool deleteOnClose = false;
    std::vector<Region> shared; ///< the log's index; one connection a file, so nobody shares it
};

struct Handle
{
    sqlite3_file base;
    OpenFile *file;
};

OpenFile &of(sqlite3_file *handle)
{
    return *reinterpret_cast<Handle *>(handle)->file;
}

int codeOf(DiskFault fault, int ioError)
{
    return fault == DiskFault::Full ? SQLITE_FULL : ioError;
}

/// SQLITE_OK, or what the call must answer instead of working.
int obstacle(OpenFile &file, DiskCall call, int ioError)
{
    if (file.generation != file.disk->generation())
        return ioError;
    const auto fault = file.disk->nextFault(call);
    // A dead process makes no further call, so the fault may have been its end.
    if (file.generation != file.disk->generation())
        return ioError;
    return fault == DiskFault::None ? SQLITE_OK : codeOf(fault, ioError);
}

int closeFile(sqlite3_file *handle)
{
    auto *file = reinterpret_cast<Handle *>(handle)->file;
    if (file->deleteOnClose && file->generation == file->disk->generation())
        file->disk->erase(file->path);
    delete file;
    return SQLITE_OK;
}

int readFile(sqlite3_file *handle, void *target, int amount, sqlite3_int64 offset)
{
    auto &file = of(handle);
    if (const int code = obstacle(file, DiskCall::Read, SQLITE_IOERR_READ); code != SQLITE_OK)
        return SQLITE_IOERR_READ;
    const qint64 there = std::max<qint64>(0, std::min<qint64>(amount, file.node->now.size() - offset));
    if (there > 0)
        std::memcpy(target, file.node->now.constData() + offset, static_cast<std::size_t>(there));
    if (there == amount)
        return SQLITE_OK;
    std::memset(static_cast<char *>(target) + there, 0, static_cast<std::size_t>(amount - there));
    return SQLITE_IOERR_SHORT_READ;
}

int writeFile(sqlite3_file *handle, const void *bytes, int amount, sqlite3_int64 offset)
{
    auto &file = of(handle);
    if (const int code = obstacle(file, DiskCall::Write, SQLITE_IOERR_WRITE); code != SQLITE_OK)
        return code;
    SimDisk::write(*file.node, offset, QByteArrayView(static_cast<const char *>(bytes), amount));
    return SQLITE_OK;
}

int truncateFile(sqlite3_file *handle, sqlite3_int64 size)
{
    auto &file = of(handle);
    if (const int code = obstacle(file, DiskCall::Truncate, SQLITE_IOERR_TRUNCATE); code != SQLITE_OK)
        return code;
    SimDisk::truncate(*file.node, size);
    return SQLITE_OK;
}

int syncFile(sqlite3_file *handle, int)
{
    auto &file = of(handle);
    // As the system's own: that there is no room is told by what writes.
    if (obstacle(file, DiskCall::Sync, SQLITE_IOERR_FSYNC) != SQLITE_OK)
        return SQLITE_IOERR_FSYNC;
    SimDisk::sync(*file.node);
    return SQLITE_OK;
}

int fileSize(sqlite3_file *handle, sqlite3_int64 *size)
{
    auto &file = of(handle);
    if (const int code = obstacle(file, DiskCall::Size, SQLITE_IOERR_FSTAT); code != SQLITE_OK)
        return SQLITE_IOERR_FSTAT;
    *size = file.node->now.size();
    return SQLITE_OK;
}

int lockFile(sqlite3_file *handle, int level)
{
    auto &file = of(handle);
    if (obstacle(file, DiskCall::Lock, SQLITE_IOERR_LOCK) != SQLITE_OK)
        return SQLITE_IOERR_LOCK;
    file.lock = std::max(file.lock, level);
    return SQLITE_OK;
}

int unlockFile(sqlite3_file *handle, int level)
{
    of(handle).lock = level;
    return SQLITE_OK;
}

int checkReserved(sqlite3_file *handle, int *result)
{
    if (obstacle(of(handle), DiskCall::Lock, SQLITE_IOERR_CHECKRESERVEDLOCK) != SQLITE_OK)
        return SQLITE_IOERR_CHECKRESERVEDLOCK;
    *result = of(handle).lock >= SQLITE_LOCK_RESERVED ? 1 : 0;
    return SQLITE_OK;
}

int fileControl(sqlite3_file *, int, void *)
{
    return SQLITE_NOTFOUND;
}

int sectorSize(sqlite3_file *)
{
    return SimDisk::kSectorBytes;
}

int characteristics(sqlite3_file *)
{
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

int mapShared(sqlite3_file *handle, int region, int size, int extend, void volatile **memory)
{
    auto &shared = of(handle).shared;
    *memory = nullptr;
    const int code = obstacle(of(handle), DiskCall::MapShared, SQLITE_IOERR_SHMMAP);
    if (code != SQLITE_OK)
        return code;
    if (shared.size() <= static_cast<std::size_t>(region)) {
        if (!extend)
            return SQLITE_OK;
        shared.resize(static_cast<std::size_t>(region) + 1);
    }
    auto &mine = shared[static_cast<std::size_t>(region)];
    if (!mine)
        mine = std::make_unique<char[]>(static_cast<std::size_t>(size));
    *memory = mine.get();
    return SQLITE_OK;
}

int lockShared(sqlite3_file *handle, int, int, int flags)
{
    // What unlocks is not asked whether it could.
    return (flags & SQLITE_SHM_LOCK) != 0 ? obstacle(of(handle), DiskCall::LockShared, SQLITE_IOERR_SHMLOCK)
                                          : SQLITE_OK;
}

void barrier(sqlite3_file *) { }

int unmapShared(sqlite3_file *handle, int)
{
    of(handle).shared.clear();
    return SQLITE_OK;
}

const sqlite3_io_methods kMethods = {2, closeFile, readFile, writeFile, truncateFile, syncFile, fileSize,
    lockFile, unlockFile, checkReserved, fileControl, sectorSize, characteristics, mapShared, lockShared,
    barrier, unmapShared, nullptr, nullptr};

SimDisk &diskOf(sqlite3_vfs *vfs)
{
    return *static_cast<SimDisk *>(vfs->pAppData);
}

int openFile(sqlite3_vfs *vfs, const char *name, sqlite3_file *handle, int flags, int *outFlags)
{
    static std::atomic<quint64> temporaries{0};
    handle->pMethods = nullptr;
    auto &disk = diskOf(vfs);
    const QString path = name ? QString::fromUtf8(name) : QStringLiteral("temporary-%1").arg(++temporaries);
    if (disk.nextFault(DiskCall::Open) != DiskFault::None)
        return SQLITE_CANTOPEN;
    auto node = disk.open(path, (flags & SQLITE_OPEN_CREATE) != 0);
    if (!node)
        return SQLITE_CANTOPEN;
    auto *file = new (std::nothrow) OpenFile;
    if (!file)
        return SQLITE_NOMEM;
    file->disk = &disk;
    file->node = std::move(node);
    file->path = path;
    file->generation = disk.generation();
    file->deleteOnClose = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
    reinterpret_cast<Handle *>(handle)->file = file;
    handle->pMethods = &kMethods;
    if (outFlags)
        *outFlags = flags;
    return SQLITE_OK;
}

int deleteFile(sqlite3_vfs *vfs, const char *name, int)
{
    auto &disk = diskOf(vfs);
    if (disk.nextFault(DiskCall::Delete) != DiskFault::None)
        return SQLITE_IOERR_DELETE;
    const QString path = QString::fromUtf8(name);
    if (!disk.exists(path))
        return SQLITE_IOERR_DELETE_NOENT;
    disk.erase(path);
    return SQLITE_OK;
}

int accessFile(sqlite3_vfs *vfs, const char *name, int, int *result)
{
    if (diskOf(vfs).nextFault(DiskCall::Exists) != DiskFault::None)
        return SQLITE_IOERR_ACCESS;
    *result = diskOf(vfs).exists(QString::fromUtf8(name)) ? 1 : 0;
    return SQLITE_OK;
}

int fullPath(sqlite3_vfs *, const char *name, int size, char *target)
{
    sqlite3_snprintf(size, target, "%s", name);
    return SQLITE_OK;
}

int randomness(sqlite3_vfs *, int size, char *target)
{
    std::memset(target, 7, static_cast<std::size_t>(size)); // salts of the log; repeatable
    return size;
}

int sleepNot(sqlite3_vfs *, int microseconds)
{
    return microseconds;
}

int currentTime(sqlite3_vfs *, double *julianDay)
{
    *julianDay = 2'460'000.5;
    return SQLITE_OK;
}

} // namespace

SimVfs::SimVfs(SimDisk &disk)
    : m_vfs(std::make_unique<sqlite3_vfs>())
{
    static std::atomic<quint64> count{0};
    m_name = QStringLiteral("sim-%1").arg(++count);
    m_nameBytes = m_name.toLatin1();
    *m_vfs = {};
    m_vfs->iVersion = 1;
    m_vfs->szOsFile = sizeof(Handle);
    m_vfs->mxPathname = 512;
    m_vfs->zName = m_nameBytes.constData();
    m_vfs->pAppData = &disk;
    m_vfs->xOpen = openFile;
    m_vfs->xDelete = deleteFile;
    m_vfs->xAccess = accessFile;
    m_vfs->xFullPathname = fullPath;
    m_vfs->xRandomness = randomness;
    m_vfs->xSleep = sleepNot;
    m_vfs->xCurrentTime = currentTime;
    sqlite3_vfs_register(m_vfs.get(), 0);
}

SimVfs::~SimVfs()
{
    sqlite3_vfs_unregister(m_vfs.get());
}

} // namespace preggo::test
