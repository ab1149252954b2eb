// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/sql/process_lock.h"

#include <QFile>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#else
#include <QLockFile>
#endif

namespace preggo::sql {

namespace {

#ifdef Q_OS_UNIX

// Not QLockFile: it tells a dead holder by what stands in the file, so a number that is in use again, a
// computer that was renamed, or a file that a power cut left empty would keep the folder shut.
class Flock final : public ProcessLock
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

class FileLock final : public ProcessLock
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

tl::expected<std::unique_ptr<ProcessLock>, ProcessLock::Refusal> ProcessLock::take(const QString &path)
{
#ifdef Q_OS_UNIX
    // Closed on exec: a program that this one starts must not hold the folder when this one is gone.
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return tl::make_unexpected(Refusal::Impossible);
    auto lock = std::make_unique<Flock>(descriptor);
    int done = -1;
    do {
        done = ::flock(descriptor, LOCK_EX | LOCK_NB);
    } while (done != 0 && errno == EINTR);
    if (done != 0)
        return tl::make_unexpected(errno == EWOULDBLOCK ? Refusal::Held : Refusal::Impossible);
    return lock;
#else
    auto lock = std::make_unique<FileLock>(path);
    if (!lock->take())
        return tl::make_unexpected(Refusal::Held);
    return lock;
#endif
}

} // namespace preggo::sql
