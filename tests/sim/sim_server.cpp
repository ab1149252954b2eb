// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/sim/sim_server_process.h"

#include "server/data/backup.h"
#include "server/data/server_database.h"
#include "server/http/answer.h"
#include "server/services/compaction.h"
#include "server/services/scheduled_releases.h"
#include "storage/sql/transaction.h"

#include <QCryptographicHash>

namespace preggo::sim {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kPath = u"server.db"_s;

void must(bool done, const char *what)
{
    if (!done)
        qFatal("the simulated server: %s", what);
}

HttpAnswer toHttp(const server::Answer &answer)
{
    HttpAnswer http;
    http.status = answer.status;
    const auto lines = answer.head.split('\n');
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const auto colon = lines[i].indexOf(':');
        if (colon > 0)
            http.headers.append({lines[i].left(colon).toLower(), lines[i].mid(colon + 1).trimmed()});
    }
    if (answer.body)
        http.body = *answer.body;
    return http;
}

server::Request toRequest(const HttpRequest &http)
{
    server::Request request;
    request.method = server::methodOf(http.method).value_or(server::Method::Get);
    const auto mark = http.path.indexOf(u'?');
    request.path = (mark < 0 ? http.path : http.path.left(mark)).toUtf8();
    request.query = QUrlQuery(mark < 0 ? QString() : http.path.mid(mark + 1));
    for (const auto &[name, value] : http.headers)
        request.headers.insert(name.toLower(), value);
    request.body = http.body;
    request.remote = "192.0.2.1";
    return request;
}

} // namespace

SimServer::SimServer(
    Scheduler &scheduler, quint64 seed, const QByteArray &database, const server::PageSizes &pages)
    : m_scheduler(scheduler)
    , m_clock(scheduler, 0)
    , m_rng(seed + 1'000)
    , m_disk(seed + 2'000)
    , m_vfs(m_disk)
    , m_tokens(m_clock)
    , m_pages(pages)
{
    m_disk.install(kPath, database);
}

SimServer::~SimServer() = default;

void SimServer::start()
{
    armDisk();
    auto db = server::openServerDatabase(kPath, m_vfs.name());
    const bool works = db && server::migrateServerDatabase(**db);
    must(works || m_diskErrors > 0, "its database does not open");
    if (works)
        m_process = std::make_unique<Process>(*this, std::move(*db));
}

void SimServer::armDisk()
{
    if (m_diskErrors == 0)
        return m_disk.setFault({});
    m_disk.setFault([this](quint64, bool) {
        const bool fails = !m_watched && m_scheduler.chance().below(1'000) < quint64(m_diskErrors);
        return fails ? test::DiskFault::Io : test::DiskFault::None;
    });
}

void SimServer::setDiskErrors(int perMille)
{
    m_diskErrors = perMille;
    armDisk();
}

void SimServer::heal()
{
    setDiskErrors(0);
}

void SimServer::kill(test::SimDisk::Stop how)
{
    if (!m_process)
        return;
    if (!m_process->dead())
        m_disk.stop(how);
    buryIfDead();
}

void SimServer::dieAt(quint64 call, test::SimDisk::Stop how)
{
    m_disk.setFault([this, call, how](quint64 number, bool) {
        if (number < call)
            return test::DiskFault::None;
        m_disk.setFault({});
        m_disk.stop(how);
        return test::DiskFault::Io;
    });
}

bool SimServer::buryIfDead()
{
    if (!m_process || !m_process->dead())
        return false;
    m_disk.setFault({});
    const auto dead = std::move(m_process);
    dead->alive.reset();
    for (const auto &weak : dead->sockets) {
        if (const auto socket = weak.lock())
            socket->processDied();
    }
    return true;
}

Result<server::PreparedPicture> developed(const QByteArray &bytes)
{
    if (bytes.startsWith(kDamaged))
        return fail(ProblemCode::PictureDamaged);
    server::PreparedPicture picture;
    picture.width = 4;
    picture.height = 3;
    picture.variants.append({{u"full"_s, u"jpeg"_s, 4, 3, bytes.size()}, bytes});
    return picture;
}

QByteArray SimServer::pictureHash(MediaId media)
{
    const auto variant = server::servedVariant(*m_process->db, media, u"full"_s, {});
    if (!variant || !*variant)
        return {};
    const QString path = m_process->media.blobs().path((*variant)->sha256);
    return QCryptographicHash::hash(m_disk.contents(path), QCryptographicHash::Sha256);
}

sql::Database &SimServer::database()
{
    return *m_process->db;
}

void SimServer::finish(
    quint64 generation, const server::Request &request, server::Draft draft, const Done &done)
{
    if (!m_process || m_process->generation != generation || m_process->dead())
        return;
    const HttpAnswer answer = toHttp(server::makeAnswer(std::move(draft), request, true));
    if (m_delivered && request.principal)
        m_delivered(request.principal->user, request.path, answer.body);
    done(answer);
}

void SimServer::handle(const HttpRequest &http, Done done)
{
    if (!m_process)
        return;
    auto &process = *m_process;
    auto exchange = std::make_shared<server::Exchange>();
    exchange->request = toRequest(http);
    const auto answer = [this, exchange, generation = process.generation, done](server::Draft draft) {
        finish(generation, exchange->request, std::move(draft), done);
    };
    if (auto refusal = process.dispatcher.admit(*exchange))
        return answer(std::move(*refusal));
    const auto run = [&process, exchange, answer] {
        if (auto known = process.dispatcher.fromMemory(*exchange))
            return answer(std::move(*known));
        process.dispatcher.run(exchange, answer);
    };
    if (exchange->token.isEmpty())
        return run();
    process.dispatcher.authenticate(exchange, [answer, run](std::optional<server::Draft> refusal) {
        if (refusal)
            return answer(std::move(*refusal));
        run();
    });
}

bool SimServer::write(const server::Writer::Job &job)
{
    return m_process && m_process->writer.write(job).status < 300;
}

void SimServer::releaseDue()
{
    static_cast<void>(write([](server::Context &context) {
        const auto released = server::releaseDuePosts(context);
        return released ? server::Response::empty(204)
                        : server::Response::problem(makeProblem(ProblemCode::Internal));
    }));
}

void SimServer::compactBefore(qint64 wallMs)
{
    if (!m_process)
        return;
    const auto streams = server::findCompactable(*m_process->db, wallMs);
    for (qsizetype i = 0; streams && i < streams->size(); ++i) {
        static_cast<void>(write([&](server::Context &context) {
            const auto done = server::compact(context, streams->at(i), wallMs);
            return done ? server::Response::empty(204)
                        : server::Response::problem(makeProblem(ProblemCode::Internal));
        }));
        if (!m_process || m_process->dead())
            return;
    }
}

bool SimServer::backUp()
{
    if (!m_process)
        return false;
    auto &db = *m_process->db;
    if (!db.exec(u"PRAGMA wal_checkpoint(TRUNCATE)"_s) || m_process->dead())
        return false;
    m_backup.clear();
    m_backup.emplace(kPath, m_disk.contents(kPath));
    for (const auto &path : m_disk.paths()) {
        if (path.startsWith(kMediaFolder + u"/blobs/"_s))
            m_backup.emplace(path, m_disk.contents(path));
    }
    // Where it dies before the note, the backup is there all the same.
    if (const auto heads = server::headsOfAll(db); heads && server::noteBackup(db, *heads)) {
        if (const auto noted = server::headsOfAll(db))
            m_process->access.backedUp(*noted);
    }
    return true;
}

void SimServer::restore()
{
    if (m_backup.empty())
        return;
    kill(test::SimDisk::Stop::Kill);
    for (const auto &path : m_disk.paths())
        m_disk.erase(path);
    for (const auto &[path, bytes] : m_backup)
        m_disk.install(path, bytes);
    m_disk.syncNames();
    const int errors = std::exchange(m_diskErrors, 0); // the operator gave it a new disk
    start();
    ++m_restores;
    must(server::beginNewEpochs(*m_process->db, m_rng).has_value(), "epochs of a restored database");
    setDiskErrors(errors);
}

} // namespace preggo::sim
