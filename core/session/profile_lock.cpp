// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/session/profile_lock.h"

#include <QFile>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#else
#include <QLockFile>
#endif

namespace preggo {

using namespace Qt::Literals::StringLiterals;

namespace {

tl::unexpected<Problem> isOpenAlready()
{
    return fail(ProblemCode::InProgress, u"Preggo is open already. Use that window, or close it first."_s);
}

tl::unexpected<Problem> cannotBeLocked()
{
    return fail(ProblemCode::Internal,
        u"The app's folder cannot be locked, so two windows could spoil each other's data. Check that the "
        u"disk "
        "has room, or choose a folder on another disk with --data."_s);
}

#ifdef Q_OS_UNIX

// Not QLockFile: it tells a dead holder by its process number and host name, so a number that is in use
// again, or a computer that was renamed, would keep the profile shut.
class Flock final : public ProfileLock
{
public:
    explicit Flock(int descriptor)
        : m_descriptor(descriptor)
    { }
    // The file stays: a third process may wait on it while a second deletes it.
    ~Flock() override { ::close(m_descriptor); }
    Flock(const Flock &) = delete;
    Flock &operator=(const Flock &) = delete;

private:
    int m_descriptor;
};

#else

class FileLock final : public ProfileLock
{
public:
    explicit FileLock(const QString &path)
        : m_file(path)
    {
        m_file.setStaleLockTime(0); // a long run is not a dead one; a dead process is still told by its id
    }
    [[nodiscard]] bool take() { return m_file.tryLock(0); }

private:
    QLockFile m_file;
};

#endif

} // namespace

Result<std::unique_ptr<ProfileLock>> ProfileLock::take(const QString &path)
{
#ifdef Q_OS_UNIX
    // Closed on exec: a program that this one starts must not hold the profile when this one is gone.
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return cannotBeLocked();
    auto lock = std::make_unique<Flock>(descriptor);
    int done = -1;
    do {
        done = ::flock(descriptor, LOCK_EX | LOCK_NB);
    } while (done != 0 && errno == EINTR);
    if (done != 0)
        return errno == EWOULDBLOCK ? isOpenAlready() : cannotBeLocked();
    return lock;
#else
    auto lock = std::make_unique<FileLock>(path);
    if (!lock->take())
        return isOpenAlready();
    return lock;
#endif
}

} // namespace preggo
