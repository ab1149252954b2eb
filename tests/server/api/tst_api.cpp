// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "api_caller.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>
#include <QWebSocket>

using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

/// Every route of the real server, held against openapi.yaml and asyncapi.yaml.
class TestApi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyRouteIsDescribed();
    void everySocketIsDescribed();
    void schemasCanFail();
    void system();
    void accounts();
    void families();
    void invites();
    void audiences();
    void content();
    void pictures();
    void pagesAreKept();
    void sockets();
    void strangersGetProblems();
    void membersLeave();
    void everyOperationWasCalled();
    void everyAnswerFitted();

private:
    [[nodiscard]] QJsonObject push(const QJsonArray &actions, const QJsonObject &epochs) const;
    [[nodiscard]] QJsonObject deviceOf(const QString &id) const;
    [[nodiscard]] QByteArray versionOf(const QString &user);
    void upload(const QByteArray &picture, const QString &media);

    ApiCaller m_api;
    Person m_anna;
    Person m_ben;
    QString m_family;
    QString m_all;
    QString m_post;
};

void TestApi::initTestCase()
{
    QVERIFY(m_api.start());
    m_anna = m_api.signUp(u"Anna"_s);
    m_ben = m_api.signUp(u"Ben"_s);
    QVERIFY(!m_anna.token.isEmpty() && !m_ben.token.isEmpty());
    m_family = ApiCaller::newId();
    m_all = u"p:%1:all"_s.arg(m_family);
}

void TestApi::everyRouteIsDescribed()
{
    QTemporaryDir directory;
    QProcess process;
    process.start(
        ServerProcess::program(), {u"--routes"_s, u"--log"_s, u"off"_s, u"--data"_s, directory.path()});
    QVERIFY(process.waitForFinished());
    auto routes = QString::fromUtf8(process.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
    routes.sort();
    QCOMPARE(routes, m_api.schema().operations());
}

void TestApi::everySocketIsDescribed()
{
    const auto messages = ApiSchema::load(u"asyncapi.yaml"_s);
    QVERIFY(messages);
    QCOMPARE(messages->channels(), (QStringList{u"/api/v1/realtime"_s, u"/ws/feed/{pregnancy_id}"_s}));
}

void TestApi::schemasCanFail()
{
    const auto &schema = m_api.schema();
    const QString account = u"GET /api/v1/account"_s;
    const QByteArray good =
        "{\"user_id\":\"018f0000-0000-7000-8000-000000000001\",\"name\":\"a\",\"address\":\"b\"}";
    QCOMPARE(schema.checkAnswer(account, 200, "application/json", good), QString());
    for (const QByteArray &bad : {QByteArray("{}"), QByteArray(good).replace("\"b\"", "1"),
             QByteArray(good).replace("}", ",\"more\":1}"), QByteArray(good).replace("018f", "xyz1")})
        QVERIFY2(!schema.checkAnswer(account, 200, "application/json", bad).isEmpty(), bad.constData());
    QVERIFY(!schema.checkAnswer(account, 201, "application/json", good).isEmpty());
    QVERIFY(!schema.checkAnswer(account, 404, "application/json", good).isEmpty());
    QVERIFY(!schema.checkAnswer(account, 404, "application/problem+json", "{}").isEmpty());
    QVERIFY(!schema.checkAnswer(u"GET /nothing"_s, 200, "application/json", good).isEmpty());
}

void TestApi::system()
{
    for (const auto *path : {"GET /healthz", "GET /readyz", "GET /metrics"})
        QCOMPARE(m_api.call(QString::fromLatin1(path)).status, 200);
}

QJsonObject TestApi::deviceOf(const QString &id) const
{
    return {{u"id"_s, id}, {u"name"_s, u"Tablet"_s}};
}

void TestApi::accounts()
{
    const QString address = u"carla@example.org"_s;
    const auto carla = m_api.signUp(u"Carla"_s);
    QCOMPARE(m_api.call(u"GET /api/v1/account"_s, {}, carla.token).status, 200);
    const auto login = m_api.call(u"POST /api/v1/auth/login"_s, {}, {},
        {{u"address"_s, address}, {u"password"_s, u"a long enough phrase"_s},
            {u"device"_s, deviceOf(ApiCaller::newId())}});
    QCOMPARE(login.status, 200);
    const auto wrong = m_api.call(u"POST /api/v1/auth/login"_s, {}, {},
        {{u"address"_s, address}, {u"password"_s, u"not this one"_s},
            {u"device"_s, deviceOf(ApiCaller::newId())}});
    QCOMPARE(wrong.status, 401);
    const auto refreshed = m_api.call(u"POST /api/v1/auth/refresh"_s, {}, {},
        {{u"refresh_token"_s, QString::fromLatin1(carla.refreshToken)}});
    QCOMPARE(refreshed.status, 200);
    const auto taken = m_api.call(u"POST /api/v1/auth/register"_s, {}, {},
        {{u"name"_s, u"C"_s}, {u"address"_s, address}, {u"password"_s, u"a long enough phrase"_s},
            {u"device"_s, deviceOf(ApiCaller::newId())}});
    QCOMPARE(taken.status, 409);
    const auto second = login.json()[u"access_token"_s].toString().toLatin1();
    QCOMPARE(m_api.call(u"GET /api/v1/devices"_s, {}, second).status, 200);
    QCOMPARE(m_api.call(u"DELETE /api/v1/devices/{id}"_s, {carla.device}, second).status, 204);
    QCOMPARE(m_api.call(u"GET /api/v1/account"_s, {}, carla.token).status, 401);
    QCOMPARE(m_api.call(u"POST /api/v1/auth/logout"_s, {}, second).status, 204);
    QCOMPARE(m_api.call(u"GET /api/v1/account"_s, {}, second).status, 401);
    QCOMPARE(m_api
                 .call(u"POST /api/v1/auth/recover"_s, {}, {},
                     {{u"address"_s, address}, {u"code"_s, u"AAAA-BBBB-CCCC-DDDD"_s},
                         {u"new_password"_s, u"another long phrase"_s},
                         {u"device"_s, deviceOf(ApiCaller::newId())}})
                 .status,
        401);
}

void TestApi::families()
{
    const auto made = m_api.call(u"POST /api/v1/families"_s, {}, m_anna.token,
        {{u"id"_s, m_family}, {u"name"_s, u"Our family"_s}, {u"zone"_s, u"Europe/Berlin"_s},
            {u"due_date"_s, u"2027-03-01"_s}, {u"share_due_date"_s, true}, {u"relation"_s, u"Mother"_s}});
    QCOMPARE(made.status, 201);
    QCOMPARE(
        m_api.call(u"GET /api/v1/families"_s, {}, m_anna.token).json()[u"families"_s].toArray().size(), 1);
    QCOMPARE(m_api.call(u"GET /api/v1/families/{id}/members"_s, {m_family}, m_anna.token).status, 200);
    QCOMPARE(
        m_api.call(u"POST /api/v1/families"_s, {}, m_anna.token, {{u"name"_s, u""_s}, {u"zone"_s, u"UTC"_s}})
            .status,
        422);
}

void TestApi::invites()
{
    const QJsonObject wish{{u"role"_s, u"contributor"_s}, {u"relation"_s, u"Grandpa"_s}};
    const auto made = m_api.call(u"POST /api/v1/families/{id}/invites"_s, {m_family}, m_anna.token, wish);
    QCOMPARE(made.status, 201);
    const auto other = m_api.call(u"POST /api/v1/families/{id}/invites"_s, {m_family}, m_anna.token, wish);
    QCOMPARE(m_api.call(u"GET /api/v1/families/{id}/invites"_s, {m_family}, m_anna.token).status, 200);
    QCOMPARE(m_api
                 .call(u"DELETE /api/v1/families/{id}/invites/{invite}"_s,
                     {m_family, other.json()[u"id"_s].toString()}, m_anna.token)
                 .status,
        204);
    const QJsonObject code{{u"code"_s, made.json()[u"code"_s]}};
    QCOMPARE(m_api.call(u"POST /api/v1/invites/preview"_s, {}, m_ben.token, code).status, 200);
    QCOMPARE(m_api.call(u"POST /api/v1/invites/accept"_s, {}, m_ben.token, code).status, 200);
    QCOMPARE(
        m_api.call(u"POST /api/v1/invites/accept"_s, {}, m_ben.token, {{u"code"_s, u"ABCDEFGH"_s}}).status,
        404);
    const auto version = versionOf(m_ben.user);
    const QJsonObject change{{u"relation"_s, u"Grandfather"_s}};
    QCOMPARE(m_api
                 .call(u"PATCH /api/v1/families/{id}/members/{user}"_s, {m_family, m_ben.user}, m_anna.token,
                     change, {{"If-Match", version}})
                 .status,
        200);
    QCOMPARE(m_api
                 .call(u"PATCH /api/v1/families/{id}/members/{user}"_s, {m_family, m_ben.user}, m_anna.token,
                     change, {{"If-Match", version}})
                 .status,
        412);
    const auto link = m_api.call(
        u"POST /api/v1/families/{id}/members/{user}/sign-in-link"_s, {m_family, m_ben.user}, m_anna.token);
    QCOMPARE(link.status, 201);
    const auto signedIn = m_api.call(u"POST /api/v1/auth/link"_s, {}, {},
        {{u"token"_s, link.json()[u"token"_s]}, {u"device"_s, deviceOf(ApiCaller::newId())}});
    QCOMPARE(signedIn.status, 200);
}

QByteArray TestApi::versionOf(const QString &user)
{
    const auto list = m_api.call(u"GET /api/v1/families/{id}/members"_s, {m_family}, m_anna.token).json();
    for (const auto &member : list[u"members"_s].toArray()) {
        if (member[u"user"_s].toString() == user)
            return '"' + QByteArray::number(member[u"version"_s].toInt()) + '"';
    }
    return {};
}

void TestApi::audiences()
{
    const auto made = m_api.call(u"POST /api/v1/families/{id}/audiences"_s, {m_family}, m_anna.token,
        {{u"name"_s, u"Close"_s}, {u"members"_s, QJsonArray{m_ben.user}}});
    QCOMPARE(made.status, 201);
    const QStringList place{m_family, made.json()[u"id"_s].toString()};
    const auto tag = [](const HttpAnswer &answer) {
        return QByteArray('"' + QByteArray::number(answer.json()[u"version"_s].toInt()) + '"');
    };
    const auto changed = m_api.call(u"PATCH /api/v1/families/{id}/audiences/{aid}"_s, place, m_anna.token,
        {{u"name"_s, u"Closest"_s}}, {{"If-Match", tag(made)}});
    QCOMPARE(changed.status, 200);
    QCOMPARE(m_api
                 .call(u"DELETE /api/v1/families/{id}/audiences/{aid}"_s, place, m_anna.token, {},
                     {{"If-Match", tag(changed)}})
                 .status,
        204);
}

QJsonObject TestApi::push(const QJsonArray &actions, const QJsonObject &epochs) const
{
    return {{u"device_id"_s, m_anna.device}, {u"epochs"_s, epochs}, {u"actions"_s, actions}};
}

void TestApi::content()
{
    m_post = ApiCaller::newId();
    const auto posted = m_api.call(u"POST /api/v1/posts/"_s, {}, m_anna.token,
        {{u"pregnancy_id"_s, m_family}, {u"id"_s, m_post}, {u"kind"_s, u"update"_s}, {u"text"_s, u"Hello"_s}},
        {{"Idempotency-Key", ApiCaller::newId().toLatin1()}});
    QCOMPARE(posted.status, 201);
    QCOMPARE(m_api
                 .call(u"POST /api/v1/feed/reactions"_s, {}, m_ben.token,
                     {{u"pregnancy_id"_s, m_family}, {u"post"_s, m_post}, {u"kind"_s, u"love"_s}})
                 .status,
        200);
    const auto heads =
        m_api.call(u"GET /api/v1/sync/heads"_s, {}, m_anna.token).json()[u"heads"_s].toObject();
    const QString epoch = heads[m_all][u"epoch"_s].toString();
    const QString op = ApiCaller::newId();
    const QString comment = ApiCaller::newId();
    const QJsonObject action{{u"op_id"_s, op}, {u"kind"_s, u"comment.create"_s}, {u"v"_s, 1},
        {u"stream"_s, m_all}, {u"entity_id"_s, comment}, {u"order_key"_s, u"thread:"_s + m_post},
        {u"needs"_s, QJsonArray()}, {u"payload"_s, QJsonObject{{u"post"_s, m_post}, {u"text"_s, u"Nice"_s}}},
        {u"occurred_at"_s, 1}};
    const auto pushed =
        m_api.call(u"POST /api/v1/sync/push"_s, {}, m_anna.token, push({action}, {{m_all, epoch}}));
    QCOMPARE(pushed.status, 200);
    QCOMPARE(pushed.json()[u"results"_s][0][u"status"_s].toString(), u"applied"_s);
    QCOMPARE(m_api
                 .call(u"POST /api/v1/sync/push"_s, {}, m_anna.token,
                     push({QJsonObject(action)}, {{m_all, ApiCaller::newId()}}))
                 .status,
        200); // a repetition is answered whatever the epoch
    QCOMPARE(m_api.call(u"GET /api/v1/ops/{op_id}"_s, {op}, m_anna.token).status, 200);
    QCOMPARE(m_api
                 .call(u"POST /api/v1/batch"_s, {}, m_anna.token,
                     {{u"epochs"_s, QJsonObject{{m_all, epoch}}}, {u"actions"_s, QJsonArray{action}}})
                 .status,
        200);
    const QByteArray from = "?epoch=" + epoch.toLatin1() + "&after=";
    const QString changes = u"GET /api/v1/streams/{id}/changes"_s;
    QCOMPARE(m_api.call(changes, {m_all}, m_ben.token, {}, {}, from + '0').status, 200);
    QCOMPARE(m_api.call(changes, {m_all}, m_ben.token).status, 409);
    QCOMPARE(m_api.call(u"GET /api/v1/streams/{id}/changes"_s, {m_all}, m_ben.token, {}, {}, from + "99999")
                 .status,
        409);
    QCOMPARE(m_api.call(u"GET /api/v1/streams/{id}/snapshot"_s, {m_all}, m_ben.token).status, 200);
    const QString own = u"u:"_s + m_ben.user;
    QCOMPARE(m_api.call(u"GET /api/v1/streams/{id}/snapshot"_s, {own}, m_ben.token).status, 200);
    const auto feed = m_api.call(u"GET /api/v1/feed/family/{pregnancy_id}"_s, {m_family}, m_ben.token);
    QCOMPARE(feed.json()[u"posts"_s].toArray().size(), 1);
    QCOMPARE(
        m_api.call(u"GET /api/v1/feed/family/{pregnancy_id}"_s, {m_family}, m_ben.token, {}, {}, "?limit=0")
            .status,
        422);
}

void TestApi::upload(const QByteArray &picture, const QString &media)
{
    const auto field = [](const char *name, const QByteArray &value) {
        return QByteArray(name) + ' ' + value.toBase64();
    };
    const QByteArray hash = QCryptographicHash::hash(picture, QCryptographicHash::Sha256).toHex();
    const HttpClient::Headers announce{{"Tus-Resumable", "1.0.0"},
        {"Upload-Length", QByteArray::number(picture.size())},
        {"Upload-Metadata",
            field("media_id", media.toLatin1()) + ',' + field("family", m_family.toLatin1()) + ','
                + field("sha256", hash) + ',' + field("alt", "A square") + ','
                + field("filetype", "image/jpeg")},
        {"Idempotency-Key", media.toLatin1()}};
    QCOMPARE(m_api.callRaw(u"POST /api/v1/uploads"_s, {}, m_anna.token, {}, announce).status, 201);
    const HttpClient::Headers ask{{"Tus-Resumable", "1.0.0"}};
    QCOMPARE(m_api.callRaw(u"HEAD /api/v1/uploads/{id}"_s, {media}, m_anna.token, {}, ask).status, 200);
    const HttpClient::Headers chunk{{"Tus-Resumable", "1.0.0"}, {"Upload-Offset", "0"},
        {"Upload-Checksum",
            "sha256 " + QCryptographicHash::hash(picture, QCryptographicHash::Sha256).toBase64()},
        {"Content-Type", "application/offset+octet-stream"}};
    const auto sent = m_api.callRaw(u"PATCH /api/v1/uploads/{id}"_s, {media}, m_anna.token, picture, chunk);
    QVERIFY2(sent.status == 204, sent.body.constData());
}

void TestApi::pictures()
{
    QImage image(640, 480, QImage::Format_RGB32);
    image.fill(Qt::darkGreen);
    QByteArray picture;
    QBuffer buffer(&picture);
    QVERIFY(image.save(&buffer, "JPG"));
    const QString media = ApiCaller::newId();
    QCOMPARE(m_api.call(u"OPTIONS /api/v1/uploads"_s).status, 204);
    upload(picture, media);
    const QString unfinished = ApiCaller::newId();
    const HttpClient::Headers tus{{"Tus-Resumable", "1.0.0"}};
    QCOMPARE(
        m_api.callRaw(u"DELETE /api/v1/uploads/{id}"_s, {unfinished}, m_anna.token, {}, tus).status, 404);
    QCOMPARE(m_api.callRaw(u"DELETE /api/v1/uploads/{id}"_s, {media}, m_anna.token, {}, tus).status, 204);
    QCOMPARE(m_api
                 .call(u"POST /api/v1/posts/"_s, {}, m_anna.token,
                     {{u"pregnancy_id"_s, m_family}, {u"kind"_s, u"photo"_s}, {u"text"_s, u"A picture"_s},
                         {u"media"_s, QJsonArray{media}}})
                 .status,
        201);
    const auto shown = m_api.call(
        u"GET /media/{id}/{variant}"_s, {media, u"w150"_s}, m_ben.token, {}, {{"Accept", "image/webp"}});
    QCOMPARE(shown.status, 200);
    QCOMPARE(shown.header("content-type"), "image/webp");
    const auto address = m_api.call(u"GET /media/{id}/{variant}/address"_s, {media, u"w150"_s}, m_ben.token);
    QCOMPARE(address.status, 200);
    const auto askForPart = [&] {
        return m_api.call(
            u"GET /media/{id}/{variant}"_s, {media, u"full"_s}, m_ben.token, {}, {{"Range", "bytes=0-9"}});
    };
    QTRY_COMPARE(askForPart().status, 206); // once it is whole
    const auto part = askForPart();
    QCOMPARE(part.body.size(), 10);
    const auto feed = m_api.call(u"GET /api/v1/feed/family/{pregnancy_id}"_s, {m_family}, m_ben.token);
    QCOMPARE(feed.json()[u"posts"_s][0][u"media_items"_s].toArray().size(), 1);
}

void TestApi::pagesAreKept()
{
    const QString page = u"GET /api/v1/feed/family/{pregnancy_id}"_s;
    const QByteArray query = "?limit=7";
    QCOMPARE(m_api.call(page, {m_family}, m_anna.token, {}, {}, query).header("x-cache"), "MISS");
    // The other reader sees the same streams, so she gets the same bytes.
    const auto hit = m_api.call(page, {m_family}, m_ben.token, {}, {}, query);
    const bool sameStreams = hit.header("x-cache") == "HIT";
    const auto again = m_api.call(page, {m_family}, m_ben.token, {}, {}, query);
    QCOMPARE(again.header("x-cache"), "HIT");
    QCOMPARE(again.header("cache-control"), "private, no-cache");
    QVERIFY(!sameStreams || hit.body == again.body);
    const HttpClient::Headers known{{"If-None-Match", again.header("etag")}};
    QCOMPARE(m_api.call(page, {m_family}, m_ben.token, {}, known, query).status, 304);
    QCOMPARE(m_api
                 .call(u"POST /api/v1/feed/reactions"_s, {}, m_ben.token,
                     {{u"pregnancy_id"_s, m_family}, {u"post"_s, m_post}, {u"kind"_s, u"wow"_s}})
                 .status,
        200);
    const auto changed = m_api.call(page, {m_family}, m_ben.token, {}, known, query);
    QCOMPARE(changed.status, 200);
    QCOMPARE(changed.header("x-cache"), "MISS");
    const auto stranger = m_api.signUp(u"Eve"_s);
    QCOMPARE(
        m_api.call(page, {m_family}, stranger.token, {}, {{"If-None-Match", changed.header("etag")}}, query)
            .status,
        404);
}

void TestApi::sockets()
{
    const auto described = ApiSchema::load(u"asyncapi.yaml"_s);
    QStringList types;
    QStringList wrong;
    const auto listen = [&](QWebSocket &socket, const QString &path) {
        connect(&socket, &QWebSocket::textMessageReceived, this, [&](const QString &text) {
            const auto message = QJsonDocument::fromJson(text.toUtf8()).object();
            types.append(message[u"type"_s].toString());
            wrong.append(described->checkMessage(message));
        });
        QNetworkRequest request(QUrl(u"ws://127.0.0.1:%1"_s.arg(m_api.server().port()) + path));
        request.setRawHeader("Authorization", "Bearer " + m_ben.token);
        socket.open(request);
    };
    QWebSocket native;
    QWebSocket door;
    listen(native, u"/api/v1/realtime"_s);
    listen(door, u"/ws/feed/"_s + m_family);
    QTRY_COMPARE(native.state(), QAbstractSocket::ConnectedState);
    const QJsonObject hello{{u"type"_s, u"hello"_s}, {u"device"_s, m_ben.device},
        {u"streams"_s,
            QJsonArray{QJsonObject{{u"id"_s, m_all}, {u"epoch"_s, ApiCaller::newId()}, {u"cursor"_s, 0}},
                u"p:%1:parents"_s.arg(m_family)}}};
    native.sendTextMessage(QString::fromUtf8(QJsonDocument(hello).toJson()));
    QTRY_VERIFY(
        types.contains(u"welcome"_s) && types.contains(u"revoked"_s) && types.contains(u"connected"_s));
    QCOMPARE(m_api
                 .call(u"POST /api/v1/feed/reactions"_s, {}, m_anna.token,
                     {{u"pregnancy_id"_s, m_family}, {u"post"_s, m_post}, {u"kind"_s, u"hug"_s}})
                 .status,
        200);
    QTRY_VERIFY(types.contains(u"change"_s) && types.contains(u"post_reaction"_s));
    native.sendTextMessage(u"{\"type\":\"ping\",\"n\":1}"_s);
    QTRY_VERIFY(types.contains(u"pong"_s));
    wrong.removeAll(QString());
    QCOMPARE(wrong, QStringList());
    // Called as sockets, and as plain requests for their problem.
    QCOMPARE(m_api.call(u"GET /api/v1/realtime"_s).status, 400);
    QCOMPARE(m_api.call(u"GET /ws/feed/{pregnancy_id}"_s, {m_family}).status, 400);
}

void TestApi::strangersGetProblems()
{
    for (const auto &operation : m_api.schema().operations()) {
        const bool open = operation.contains(u"/auth/") && !operation.contains(u"logout");
        if (open || !operation.contains(u"/api/") || operation.endsWith(u"realtime")
            || operation.startsWith(u"OPTIONS") || operation.startsWith(u"HEAD"))
            continue;
        const auto count = operation.count(u'{');
        const QStringList ids(count, ApiCaller::newId());
        QCOMPARE(m_api.call(operation, ids).status, 401);
        QCOMPARE(m_api.call(operation, ids, "forged").status, 401);
        if (count == 0)
            continue;
        const auto answer = m_api.call(operation, ids, m_ben.token, {}, {{"Tus-Resumable", "1.0.0"}});
        QVERIFY2(answer.status == 404, qPrintable(operation + u" %1"_s.arg(answer.status)));
    }
}

void TestApi::membersLeave()
{
    QCOMPARE(
        m_api.call(u"DELETE /api/v1/families/{id}/members/{user}"_s, {m_family, m_ben.user}, m_anna.token)
            .status,
        204);
    const QStringList all{m_all};
    QCOMPARE(m_api.call(u"GET /api/v1/streams/{id}/changes"_s, all, m_ben.token).status, 404);
    QCOMPARE(
        m_api.call(u"GET /api/v1/feed/family/{pregnancy_id}"_s, {m_family}, m_ben.token, {}, {}, "?limit=7")
            .status,
        404);
}

void TestApi::everyOperationWasCalled()
{
    QStringList missing;
    for (const auto &operation : m_api.schema().operations()) {
        // Sockets open with 101; a recovery code is spent in the tests of accounts.
        if (operation.contains(u"realtime") || operation.contains(u"/ws/") || operation.endsWith(u"recover"))
            continue;
        if (!m_api.called().contains(operation))
            missing.append(operation);
    }
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u'\n')));
}

void TestApi::everyAnswerFitted()
{
    QVERIFY2(m_api.wrong().isEmpty(), qPrintable(m_api.wrong().join(u'\n')));
}

QTEST_GUILESS_MAIN(TestApi)
#include "tst_api.moc"
