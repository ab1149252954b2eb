// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/http_transport.h"
#include "server/cache/access_directory.h"
#include "server/cache/page_cache.h"
#include "server/http/dispatcher.h"
#include "server/http/group_commit.h"
#include "server/media/picture.h"
#include "server/realtime/hub.h"
#include "tests/sim/cast.h"
#include "tests/sim/scheduler.h"
#include "tests/sim/sim_tokens.h"
#include "tests/support/sim_disk.h"
#include "tests/support/sim_vfs.h"

#include <deque>
#include <map>
#include <memory>

namespace preggo::sim {

class ServerSocket;

/// Files of databases that many worlds begin with, made once.
class Templates
{
public:
    /// The server's database with this cast in it.
    [[nodiscard]] QByteArray server(const Knobs &knobs, const Cast &cast);

private:
    std::map<QByteArray, QByteArray> m_made;
};

/// Where the server keeps its pictures.
inline const QString kMediaFolder = QStringLiteral("media");
/// Stands in for the picture codec: the bytes as they came, or PictureDamaged where they say so.
[[nodiscard]] Result<server::PreparedPicture> developed(const QByteArray &bytes);
/// What a damaged picture begins with.
inline constexpr char kDamaged[] = "damaged";

/// Puts somebody (back) into a family, as accepting an invite does.
[[nodiscard]] Result<void> joinFamily(server::Context &context, FamilyId family, UserId user, Role role);

/// The reference server without its threads and sockets: the real routes, caches, hub, dispatcher and group
/// commit on a simulated disk. It can be killed at any moment, also in the middle of a disk call.
class SimServer
{
public:
    using Done = std::function<void(HttpAnswer)>;
    /// After each COMMIT, before anybody is told.
    using Committed = std::function<void(const server::Effects &, sql::Database &)>;
    /// Bytes that leave for somebody, in answer to what.
    using Delivered = std::function<void(UserId, const QByteArray &what, const QByteArray &bytes)>;

    SimServer(Scheduler &scheduler, quint64 seed, const QByteArray &database, const server::PageSizes &pages);
    ~SimServer();

    /// From now on so many of a thousand disk calls fail, until it is healed.
    void setDiskErrors(int perMille);
    /// It stays down where the disk refuses.
    void start();
    [[nodiscard]] bool isUp() const { return m_process != nullptr; }
    /// The process is gone at once; nobody is answered.
    void kill(test::SimDisk::Stop how);
    /// It dies in the middle of the disk call of this number from now.
    void dieAt(quint64 call, test::SimDisk::Stop how);
    /// It dies no more, and its disk is sound.
    void heal();
    /// What `look` reads is read without errors: it is not the server that looks.
    template <typename Look> void whileSound(const Look &look)
    {
        m_watched = true;
        look();
        m_watched = false;
    }
    /// Did it die in a disk call? Clears away what is left.
    bool buryIfDead();

    /// Exactly one answer, unless it dies before.
    void handle(const HttpRequest &request, Done done);
    /// A socket whose handshake has arrived. Null where the server is down.
    std::shared_ptr<ServerSocket> openSocket(const QByteArray &bearer, std::function<void(QByteArray)> frame,
        std::function<void(int code, int status)> closed);
    /// A write as an administrator would make it, in a commit of its own.
    [[nodiscard]] bool write(const server::Writer::Job &job);
    /// Held posts whose time has come.
    void releaseDue();

    /// Takes the log away as far as it is older than this.
    void compactBefore(qint64 wallMs);

    /// False where it died over it.
    [[nodiscard]] bool backUp();
    /// As an operator would after a disaster: stop, put the last backup back under new epochs, start.
    void restore();
    [[nodiscard]] int restores() const { return m_restores; }

    [[nodiscard]] sql::Database &database();
    /// The hash of a picture that somebody could look at; empty where its bytes are not there.
    [[nodiscard]] QByteArray pictureHash(MediaId media);
    [[nodiscard]] TokenDesk &tokens() { return m_tokens; }
    [[nodiscard]] const Clock &clock() const { return m_clock; }
    void setCommitted(Committed committed) { m_committed = std::move(committed); }
    void setDelivered(Delivered delivered) { m_delivered = std::move(delivered); }
    [[nodiscard]] quint64 commits() const { return m_commits; }

private:
    friend class ServerSocket;
    struct Process;
    void finish(quint64 generation, const server::Request &request, server::Draft draft, const Done &done);
    void armDisk();

    Scheduler &m_scheduler;
    MachineClock m_clock;
    SeededRng m_rng;
    test::SimDisk m_disk;
    test::SimVfs m_vfs;
    TokenDesk m_tokens;
    const server::PageSizes m_pages;
    Committed m_committed;
    Delivered m_delivered;
    std::unique_ptr<Process> m_process;
    int m_diskErrors = 0;
    bool m_watched = false;
    quint64 m_generation = 0; ///< of the process: answers of an older one are never sent
    quint64 m_commits = 0;
    std::map<QString, QByteArray> m_backup;
    int m_restores = 0;
};

/// The server's end of one socket: the real session and its queue. It is told what came in, and tells what
/// goes out, frame by frame.
class ServerSocket : public std::enable_shared_from_this<ServerSocket>
{
public:
    void received(const QByteArray &text);
    /// The connection is gone.
    void drop();
    /// The server is gone; its system closes what it had open.
    void processDied();

private:
    friend class SimServer;
    class Backend;
    friend class Backend;
    void pump();
    void tick();

    Scheduler *m_scheduler = nullptr;
    SimServer *m_server = nullptr;
    UserId m_user;
    std::shared_ptr<server::Subscriber> m_subscriber;
    std::shared_ptr<server::RealtimeSession> m_session;
    std::shared_ptr<Backend> m_backend;
    std::function<void(QByteArray)> m_frame;
    std::function<void(int, int)> m_closed;
};

} // namespace preggo::sim
