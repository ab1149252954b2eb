// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "test_shell.h"

#include "protocol/json.h"

#include <QFile>

namespace preggo::test {

using namespace preggo::server;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kBodyMax = 1'000;

class OneToken final : public Authenticator
{
public:
    explicit OneToken(Verified peer)
        : m_peer(std::move(peer))
    { }
    [[nodiscard]] std::optional<Verified> remembered(QByteArrayView) override { return std::nullopt; }
    [[nodiscard]] Result<Verified> verify(QByteArrayView token, sql::Database &) override
    {
        if (token != QByteArrayView("good") || m_ended)
            return fail(ProblemCode::Unauthorized);
        return m_peer;
    }
    void end() { m_ended = true; }

private:
    const Verified m_peer;
    std::atomic<bool> m_ended = false;
};

/// A stream that only counts.
struct Counted
{
    std::atomic<int> commits = 0;
    std::atomic<int> reads = 0;
    std::atomic<bool> held = false;
    std::atomic<bool> heldPictures = false;

    [[nodiscard]] Response read(const Request &request)
    {
        const int seen = commits;
        ++reads;
        held.wait(true);
        auto response = Response::json(200, {{u"commits"_s, seen}});
        if (request.query.queryItemValue(u"after"_s).toInt() == seen)
            response.waitSeconds = request.query.queryItemValue(u"wait"_s).toInt();
        return response;
    }
};

Route route(Method method, const char *path, RouteAuth auth,
    std::function<Response(const Request &, Context &)> handler)
{
    Route made;
    made.method = method;
    made.path = path;
    made.auth = auth;
    made.maxBodyBytes = kBodyMax;
    made.handler = std::move(handler);
    return made;
}

Route laneRoute(const char *path, RouteLane lane, const std::function<void()> &work)
{
    auto made = route(Method::Post, path, RouteAuth::None, {});
    made.lane = lane;
    made.slowHandler = [work](const Request &, Context &, Writer &) {
        work();
        return Response::empty(204);
    };
    return made;
}

Response echo(const Request &request, Context &)
{
    const auto object = parseJsonObject(request.body);
    return object ? Response::json(201, *object) : Response::problem(object.error());
}

QVector<Route> testRoutes(const QString &file, Counted &counted)
{
    const auto thing = [](const Request &request, Context &) {
        return Response::json(
            200, {{u"id"_s, request.params.value("id")}, {u"q"_s, request.query.queryItemValue(u"q"_s)}});
    };
    const auto large = [](const Request &, Context &) {
        return Response::json(200, {{u"text"_s, QString(20'000, u'x')}});
    };
    const auto sendFile = [file](const Request &, Context &) {
        Response response;
        response.filePath = file;
        return std::move(response).with("content-type", "image/jpeg").with("etag", "\"f1\"");
    };
    const auto changes = [&counted](const Request &request, Context &) { return counted.read(request); };
    const auto throws = [](const Request &, Context &) -> Response { throw std::bad_alloc(); };
    auto post = route(Method::Post, "/api/v1/things", RouteAuth::None, echo);
    post.lane = RouteLane::Write;
    const auto picture =
        laneRoute("/api/v1/picture", RouteLane::Slow, [&counted] { counted.heldPictures.wait(true); });
    const auto password = laneRoute("/api/v1/password", RouteLane::Password, [] {});
    return {picture, password, route(Method::Get, "/api/v1/things/{id}", RouteAuth::None, thing), post,
        route(Method::Get, "/api/v1/mine", RouteAuth::User, thing),
        route(Method::Get, "/api/v1/streams/{id}/changes", RouteAuth::User, changes),
        route(Method::Get, "/file", RouteAuth::None, sendFile),
        route(Method::Get, "/api/v1/large", RouteAuth::None, large),
        route(Method::Get, "/api/v1/throws", RouteAuth::None, throws)};
}

Deadlines shortDeadlines()
{
    using std::chrono::milliseconds;
    return {
        milliseconds(400), milliseconds(400), milliseconds(2'000), milliseconds(5'000), milliseconds(400)};
}

} // namespace

struct TestShell::Parts
{
    Parts(const QString &directory, const Verified &peer, const TrustedProxies &proxies)
        : authenticator(peer)
        , log(clock, LogLevel::Off, stderr)
        , pages(1'000'000)
        , shelf(access, pages)
        , hub([](sql::Database &, FamilyId, UserId) { return QVector<StreamId>(); })
        , opener([directory] { return sql::Database::open({.path = directory + u"/t.db"_s}); })
        , readers(2, 100, opener)
        , disk(1, 100, {})
        , passwords(1, 4, opener)
        , slow(1, 4, opener)
        , writer({clock, rng, opener, {}})
        , router(systemRoutes(metrics) + testRoutes(directory + u"/file"_s, counted))
        , tokenRate(clock, {}, 10)
        , anonymousRate(clock, {1, 60}, 10)
        , dispatcher({router, authenticator, shelf, access, readers, passwords, slow, writer, tokenRate,
              anonymousRate, clock, rng})
        , traffic(router, metrics, log, "key")
        , shell{dispatcher, authenticator, access, hub, readers, disk, traffic, clock, rng, shortDeadlines(),
              {"https://app.example"}, proxies}
        , http(shell, 2)
    { }
    ~Parts()
    {
        hub.closeAll(close_code::kRestart, 1);
        http.stopAccepting(std::chrono::seconds(3));
        passwords.stop();
        slow.stop();
        readers.stop();
        disk.stop();
        writer.stop();
        http.stop();
    }

    SystemClock clock;
    SystemRng rng;
    OneToken authenticator;
    Counted counted;
    Log log;
    Metrics metrics;
    AccessDirectory access;
    LruPageCache pages;
    PageShelf shelf;
    Hub hub;
    WorkerPool::Opener opener;
    WorkerPool readers;
    WorkerPool disk;
    WorkerPool passwords;
    WorkerPool slow;
    WriterThread writer;
    Router router;
    RateLimiter tokenRate;
    RateLimiter anonymousRate;
    Dispatcher dispatcher;
    TrafficLog traffic;
    Shell shell;
    HttpServer http;
};

TestShell::TestShell(const QByteArrayList &proxies)
    : TestShell(Setting{proxies})
{ }

TestShell::TestShell(const Setting &setting)
{
    SystemRng rng;
    const SystemClock clock;
    m_peer = {
        {rng.mintV4<UserId>(), rng.mintV4<SessionId>(), rng.mintV4<DeviceId>()}, clock.wallMs() + 600'000};
    writeFile();
    m_parts = std::make_unique<Parts>(
        m_directory.path(), m_peer, TrustedProxies::parse(setting.proxies).value_or(TrustedProxies()));
    m_parts->shell.connectionsMax = setting.connectionsMax;
    m_parts->shell.deadlines.handshake = setting.handshake;
    if (!setting.tls.isEmpty() && !useCertificate(setting.tls))
        return;
    m_port = m_parts->http.start(u"127.0.0.1"_s, 0).value_or(0);
}

TestShell::~TestShell() = default;

tl::expected<void, QString> TestShell::useCertificate(const TlsFiles &files)
{
    return m_parts->http.useCertificate(files);
}

QByteArray TestShell::fileContent()
{
    QByteArray content;
    for (int i = 0; content.size() < 600'000; ++i)
        content += QByteArray::number(i) + ' ';
    return content;
}

void TestShell::writeFile()
{
    QFile file(m_directory.filePath(u"file"_s));
    if (file.open(QIODevice::WriteOnly))
        file.write(fileContent());
}

void TestShell::commit(const Effects &effects)
{
    auto db = m_parts->opener();
    ++m_parts->counted.commits;
    m_parts->access.committed(effects);
    m_parts->hub.committed(effects, **db);
}

int TestShell::listening() const
{
    return m_parts->hub.news().count();
}

int TestShell::reads() const
{
    return m_parts->counted.reads;
}

void TestShell::holdReads(bool held)
{
    m_parts->counted.held = held;
    m_parts->counted.held.notify_all();
}

void TestShell::holdPictures(bool held)
{
    m_parts->counted.heldPictures = held;
    m_parts->counted.heldPictures.notify_all();
}

void TestShell::endSession()
{
    m_parts->authenticator.end();
}

int TestShell::sockets() const
{
    return m_parts->hub.count();
}

} // namespace preggo::test
