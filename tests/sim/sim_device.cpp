// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/sim/sim_device.h"

#include "platform/linux/durable_file_store.h"
#include "storage/local_disk.h"
#include "tests/support/sim_files.h"

#include <utility>

namespace preggo::sim {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kOutbox = u"outbox.db"_s;
const QString kCache = u"cache.db"_s;
constexpr qint64 kRebootMs = 3'000;

} // namespace

/// A window and the eye on it: whatever it shows, it shows each post once (I14).
class SimDevice::Screen final : public FeedWindowObserver
{
public:
    Screen(SimDevice &device, FeedSource &source)
        : window(source, device.user)
        , m_device(device)
    {
        window.setObserver(this);
    }
    void aboutToInsert(int, int) override { }
    void didInsert(int, int) override { look(); }
    void aboutToRemove(int, int) override { }
    void didRemove(int, int) override { look(); }
    void aboutToMove(int, int) override { }
    void didMove(int, int) override { look(); }
    void didChange(int) override { look(); }
    void aboutToReset() override { }
    void didReset() override { look(); }
    // She scrolls to the end, and taps what says that there is something new.
    void stateChanged() override
    {
        const bool wanted = !window.atOldest() || window.newCount() > 0;
        if (!wanted || std::exchange(m_scrolling, true))
            return;
        std::weak_ptr<int> alive = m_alive;
        m_device.m_deps.scheduler.after(300, "scroll", [this, alive] {
            if (alive.expired())
                return;
            m_scrolling = false;
            if (window.newCount() > 0)
                window.showNewest();
            else
                window.loadOlder();
            stateChanged();
        });
    }
    // She is told, and pulls the list down again.
    void readFailed(const sql::Error &error) override
    {
        if (m_device.m_deps.knobs.diskErrors == 0 && !m_device.m_full)
            m_device.m_deps.witness.violated(
                u"device %1 cannot read from a sound disk: %2"_s.arg(m_device.index).arg(error.text));
        std::weak_ptr<int> alive = m_alive;
        m_device.m_deps.scheduler.after(3'000, "pull to refresh", [this, alive] {
            if (!alive.expired())
                window.reread();
        });
    }

    FeedWindow window;

private:
    void look()
    {
        ++m_device.m_viewTurns;
        QSet<PostId> seen;
        for (const auto &card : window.rows()) {
            if (seen.contains(card.post.id))
                m_device.m_deps.witness.violated(
                    u"I14: post %1 is shown twice on device %2"_s.arg(card.post.id.toString())
                        .arg(m_device.index));
            seen.insert(card.post.id);
        }
    }
    SimDevice &m_device;
    bool m_scrolling = false;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

struct SimDevice::Process
{
    explicit Process(SimDevice &device)
        : diskGeneration(device.disk.generation())
        , main(device.m_deps.scheduler, "device main", 1)
        , storage(device.m_deps.scheduler, "device storage", 6)
        , worker(device.m_deps.scheduler, "device worker", 20)
        , disk{device.m_vfs.name(), std::make_shared<test::SimFiles>(device.disk)}
        , files(disk.files)
        , http(device.link, device)
        , ws(device.link)
        , net(device.link)
        , tokens({device.m_deps.scheduler, device.m_deps.server.tokens(),
              [&device] { return device.link.isUp() && device.m_deps.server.isUp(); }, device.user,
              device.device})
    { }
    ~Process()
    {
        screens.clear();
        source.reset();
        engine.reset();
        uploader.reset();
    }
    [[nodiscard]] Uploader::Deps uploaderDeps(SimDevice &device)
    {
        const auto note = [this](MediaId media, const QString &place, qint64 offset) {
            storage.post([this, media, place, offset] {
                static_cast<void>(outbox->updateUpload(media, place, offset));
            });
        };
        return {device.clock, device.rng, main, worker, files, http, tokens, nullptr, note};
    }

    const quint64 diskGeneration;
    SimExecutor main;
    SimExecutor storage;
    SimExecutor worker;
    const LocalDisk disk;
    DurableFileStore files;
    std::unique_ptr<Outbox> outbox;
    std::unique_ptr<Cache> cache;
    SimHttp http;
    SimWs ws;
    SimNetStatus net;
    SimTokens tokens;
    std::unique_ptr<Uploader> uploader;
    std::unique_ptr<SyncEngine> engine;
    std::unique_ptr<EngineFeedSource> source;
    std::map<FamilyId, std::unique_ptr<Screen>> screens;
    bool loaded = false;
};

SimDevice::SimDevice(const Deps &deps)
    : index(deps.index)
    , user(deps.user)
    , device(deps.device)
    , clock(deps.scheduler, deps.knobs.skew ? qint64(deps.scheduler.chance().below(600'000)) - 300'000 : 0)
    , rng(deps.seed * 31 + quint64(deps.index) + 5)
    , link(deps.scheduler, deps.server, deps.knobs)
    , disk(deps.seed * 37 + quint64(deps.index) + 11)
    , m_deps(deps)
    , m_vfs(disk)
{
    link.name = u"device %1"_s.arg(index);
}

SimDevice::~SimDevice()
{
    link.setListener({});
    m_process.reset();
}

void SimDevice::armDisk()
{
    disk.setFault([this](quint64, bool isWrite) {
        if (m_healed)
            return test::DiskFault::None;
        if (m_full && isWrite)
            return test::DiskFault::Full;
        const bool fails = m_deps.knobs.diskErrors > 0
            && m_deps.scheduler.chance().below(1'000) < quint64(m_deps.knobs.diskErrors);
        return fails ? test::DiskFault::Io : test::DiskFault::None;
    });
}

bool SimDevice::openDatabases(Process &process)
{
    auto outbox = Outbox::open(kOutbox, process.disk);
    if (outbox && !outbox->damagedCopy.isEmpty())
        m_deps.witness.violated(u"I1: the outbox of device %1 is damaged"_s.arg(index));
    if (!outbox)
        return false;
    auto cache = Cache::open(kCache, user, process.disk);
    if (!cache) {
        if (cache.error().kind == sql::ErrorKind::Corrupt) {
            outbox->outbox.reset();
            loseCache();
        }
        return false;
    }
    process.outbox = std::move(outbox->outbox);
    process.cache = std::move(cache->cache);
    return true;
}

void SimDevice::bootLater()
{
    m_deps.scheduler.after(kRebootMs, "boot", [this] {
        if (!m_process)
            boot();
    });
}

void SimDevice::boot()
{
    m_bootedMs = m_deps.scheduler.now();
    armDisk();
    auto process = std::make_unique<Process>(*this);
    if (!openDatabases(*process)) {
        process.reset();
        return bootLater();
    }
    auto &p = *process;
    p.uploader = std::make_unique<Uploader>(p.uploaderDeps(*this));
    p.engine = std::make_unique<SyncEngine>(EngineDeps{clock, rng, p.main, p.storage, *p.outbox, *p.cache,
        p.http, p.ws, p.tokens, &p.net, p.uploader.get(), user, device});
    p.engine->addObserver(this);
    p.source =
        std::make_unique<EngineFeedSource>(*p.engine, *p.cache, [](const Executor::Task &task) { task(); });
    for (const auto &family : m_deps.cast.families)
        p.screens.emplace(family.id, std::make_unique<Screen>(*this, *p.source));
    m_process = std::move(process);
    p.net.setListener([this] {
        if (m_process)
            m_process->engine->networkChanged();
    });
    const quint64 start = ++m_starts;
    p.engine->start([this, start](const Result<void> &result) {
        if (start != m_starts || !m_process)
            return;
        if (!result) {
            // The app shows that the disk refuses, and the person starts it again.
            m_deps.scheduler.after(kRebootMs, "restart", [this, start] {
                if (start != m_starts || !m_process)
                    return;
                kill(test::SimDisk::Stop::Kill);
                boot();
            });
            return;
        }
        m_process->loaded = true;
        for (auto &[family, screen] : m_process->screens)
            screen->window.open({family, {}, FeedSort::Newest});
    });
}

void SimDevice::sent(const HttpRequest &request)
{
    m_deps.witness.requestLeaves(index, request);
}

void SimDevice::answered(const QString &path, const HttpAnswer &answer)
{
    m_deps.witness.answerArrives(index, path, answer);
}

bool SimDevice::isLoaded() const
{
    return m_process && m_process->loaded;
}

void SimDevice::kill(test::SimDisk::Stop how)
{
    if (!m_process)
        return;
    if (m_process->diskGeneration == disk.generation())
        disk.stop(how);
    buryIfDead();
}

void SimDevice::quit()
{
    if (!m_process)
        return;
    auto process = std::move(m_process);
    process->engine->removeObserver(this);
    process->engine->stop();
    process->storage.drain();
    link.setListener({});
    process.reset();
}

void SimDevice::dieAt(quint64 call, test::SimDisk::Stop how)
{
    disk.setFault([this, call, how](quint64 number, bool) {
        if (number < call)
            return test::DiskFault::None;
        disk.setFault({});
        disk.stop(how);
        return test::DiskFault::Io;
    });
}

bool SimDevice::buryIfDead()
{
    if (!m_process || m_process->diskGeneration == disk.generation())
        return false;
    link.setListener({});
    m_process->engine->removeObserver(this);
    m_process.reset();
    disk.setFault({});
    return true;
}

void SimDevice::loseCache()
{
    m_deps.scheduler.note(u"device %1 loses its cache"_s.arg(index));
    for (const auto &path : disk.paths()) {
        if (path.startsWith(kCache))
            disk.erase(path);
    }
}

void SimDevice::keepCacheCopy()
{
    m_cacheCopy.clear();
    m_deps.scheduler.note(u"device %1 keeps a copy of its cache"_s.arg(index));
    for (const auto &path : disk.paths()) {
        if (path.startsWith(kCache))
            m_cacheCopy.emplace(path, disk.contents(path));
    }
}

void SimDevice::rollCacheBack()
{
    loseCache();
    m_deps.scheduler.note(u"device %1 gets %2 files of an older cache"_s.arg(index).arg(m_cacheCopy.size()));
    for (const auto &[path, bytes] : m_cacheCopy)
        disk.install(path, bytes);
}

void SimDevice::heal()
{
    m_healed = true;
    m_full = false;
    disk.setFault({});
    link.heal();
}

SyncEngine &SimDevice::engine()
{
    return *m_process->engine;
}

Outbox &SimDevice::outbox()
{
    return *m_process->outbox;
}

Cache &SimDevice::cache()
{
    return *m_process->cache;
}

FeedWindow *SimDevice::window(FamilyId family)
{
    if (!isLoaded())
        return nullptr;
    const auto it = m_process->screens.find(family);
    return it == m_process->screens.end() ? nullptr : &it->second->window;
}

void SimDevice::keepPicture(const QString &path, const QByteArray &bytes, std::function<void(bool)> done)
{
    auto &p = *m_process;
    // As the composer does: on the worker, and told on the main thread.
    p.worker.post([&p, path, bytes, done = std::move(done)] {
        const bool kept = p.files.writeDurably(path, bytes).has_value();
        p.main.post([kept, done] { done(kept); });
    });
}

void SimDevice::cutSocket(bool tell)
{
    if (m_process)
        m_process->ws.cut(tell);
}

quint64 SimDevice::storageTurns() const
{
    return m_process ? m_starts * 1'000'000 + m_process->storage.turns() : 0;
}

void SimDevice::refold(PostId post)
{
    if (!isLoaded())
        return;
    for (auto &[family, screen] : m_process->screens)
        screen->window.refold(post);
}

void SimDevice::postsChanged(FamilyId family, const QVector<PostId> &posts)
{
    if (auto *shown = window(family))
        shown->postsChanged(posts);
}

void SimDevice::feedReset(FamilyId family)
{
    if (auto *shown = window(family))
        shown->reread();
}

void SimDevice::outboxChanged()
{
    ++m_viewTurns;
}

} // namespace preggo::sim
