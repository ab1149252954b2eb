// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "core/session/session.h"
#include "platform/linux/durable_file_store.h"
#include "platform/memory_secrets.h"
#include "tests/support/scripted_http.h"
#include "tests/support/virtual_executor.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString kUser = u"0190f5fe-7c00-7a00-8000-000000000001"_s;

QByteArray signedInJson(const QString &user, const QByteArray &number)
{
    return R"({"user_id":")" + user.toLatin1() + R"(","name":"Anna","access_token":"access-)" + number
        + R"(","refresh_token":"refresh-)" + number + R"(","expires_in":600})";
}

/// Keeps secrets until the test ends, or refuses to.
class TestSecrets final : public Secrets
{
public:
    explicit TestSecrets(Executor &main)
        : m_main(main)
        , m_kept(main)
    { }
    [[nodiscard]] Kind kind() const override { return Kind::KeyStore; }
    void read(const QString &key, std::function<void(Result<QByteArray>)> done) override
    {
        m_kept.read(key, std::move(done));
    }
    void write(const QString &key, const QByteArray &value, std::function<void(Result<void>)> done) override
    {
        if (!broken)
            return m_kept.write(key, value, std::move(done));
        m_main.post([done = std::move(done)] { done(fail(ProblemCode::Unavailable)); });
    }
    void remove(const QString &key, std::function<void(Result<void>)> done) override
    {
        m_kept.remove(key, std::move(done));
    }

    bool broken = false;

private:
    Executor &m_main;
    MemorySecrets m_kept;
};

/// One device: what survives a restart stands here, the session is made anew by start().
struct Device
{
    Device() { directory = std::move(*AccountDirectory::open(folder.filePath(u"data"_s), files)); }
    void start(bool withSecrets = true)
    {
        session = std::make_unique<Session>(Session::Deps{api, *directory, clock, rng, main, u"Test"_s});
        failures = std::make_unique<QSignalSpy>(session.get(), &Session::failed);
        session->start(withSecrets ? &secrets : nullptr);
        main.drain();
    }
    void signIn()
    {
        session->signIn(u"anna@example.org"_s, u"correct horse"_s);
        http.answerJson(200, signedInJson(kUser, "1"));
        main.drain();
    }
    QByteArray stored() { return stored(session->device()); }
    QByteArray stored(DeviceId id)
    {
        QByteArray value;
        secrets.read(u"refresh/%1/%2"_s.arg(kUser, id.toString()),
            [&](const Result<QByteArray> &read) { value = *read; });
        main.drain();
        return value;
    }
    /// "" where it did not come, "!name" for a problem.
    QByteArray token()
    {
        const auto got = std::make_shared<QByteArray>(); // the answer may come long after
        session->accessToken([got](const Result<QByteArray> &token) {
            *got = token ? *token : '!' + problemName(token.error().code).toLatin1();
        });
        return *got;
    }
    QJsonObject body() const { return QJsonDocument::fromJson(http.pending.first().request.body).object(); }

    QTemporaryDir folder;
    DurableFileStore files;
    FakeClock clock;
    VirtualExecutor main{clock};
    SeededRng rng{7};
    ScriptedHttp http{main};
    AuthApi api{http};
    TestSecrets secrets{main};
    std::unique_ptr<AccountDirectory> directory;
    std::unique_ptr<Session> session;
    std::unique_ptr<QSignalSpy> failures;
};

} // namespace

class TestSession : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void beginsSignedOut()
    {
        Device device;
        device.start();
        QCOMPARE(device.session->state(), Session::State::SignedOut);
        QCOMPARE(device.token(), "!unauthorized");
        QCOMPARE(device.http.sent, 0);
    }

    void signsInAndStaysSignedInOverARestartWithoutNetwork()
    {
        Device device;
        device.start();
        device.session->signIn(u" anna@example.org "_s, u"correct horse"_s);
        QCOMPARE(device.session->state(), Session::State::Busy);
        QCOMPARE(device.body()[u"address"_s].toString(), u"anna@example.org"_s);
        device.http.answerJson(200, signedInJson(kUser, "1"));
        device.main.drain();
        QCOMPARE(device.session->state(), Session::State::SignedIn);
        QCOMPARE(device.stored(), "refresh-1");
        const DeviceId id = device.session->device();

        const int sent = device.http.sent;
        device.start();
        QCOMPARE(device.session->state(), Session::State::SignedIn);
        QCOMPARE(device.session->user().toString(), kUser);
        QCOMPARE(device.session->userName(), u"Anna"_s);
        QCOMPARE(device.session->device(), id);
        QCOMPARE(device.http.sent, sent);
    }

    void aWrongPasswordLeavesItSignedOut()
    {
        Device device;
        device.start();
        device.session->signIn(u"anna@example.org"_s, u"wrong"_s);
        device.http.answerProblem(ProblemCode::BadCredentials);
        QCOMPARE(device.session->state(), Session::State::SignedOut);
        QCOMPARE(device.failures->size(), 1);
        QVERIFY(!device.session->hasAccount());
    }

    void showsRecoveryCodesOnceAndNeverStoresThem()
    {
        Device device;
        device.start();
        device.session->signUp(u"Anna"_s, u"anna@example.org"_s, u"correct horse"_s);
        QByteArray json = signedInJson(kUser, "1");
        json.chop(1);
        device.http.answerJson(201, json + R"(,"recovery_codes":["aaaa-bbbb","cccc-dddd"]})");
        QCOMPARE(device.session->recoveryCodes().size(), 2);
        device.session->recoveryCodesSeen();
        QVERIFY(device.session->recoveryCodes().isEmpty());
        QFile record(device.session->accountFolder() + u"/account.json"_s);
        QVERIFY(record.open(QIODevice::ReadOnly));
        const QByteArray written = record.readAll();
        QVERIFY(written.contains("Anna"));
        QVERIFY(
            !written.contains("aaaa-bbbb") && !written.contains("refresh-1") && !written.contains("correct"));
    }

    void manyWhoAskShareOneRefresh()
    {
        Device device;
        device.start();
        device.signIn();
        QCOMPARE(device.token(), "access-1");
        device.clock.advance(600'000);
        QVector<QByteArray> got;
        for (int i = 0; i < 5; ++i)
            device.session->accessToken([&](const Result<QByteArray> &token) { got.append(*token); });
        QCOMPARE(device.http.pending.size(), 1);
        QCOMPARE(device.body()[u"refresh_token"_s].toString(), u"refresh-1"_s);
        device.http.answerJson(200, signedInJson(kUser, "2"));
        QCOMPARE(got, QVector<QByteArray>(5, "access-2"));
        QCOMPARE(device.stored(), "refresh-2");
    }

    void refreshesBeforeTheTokenEnds()
    {
        Device device;
        device.start();
        device.signIn();
        device.clock.advance(600'000 - 29'000);
        QCOMPARE(device.token(), "");
        QCOMPARE(device.http.pending.size(), 1);
    }

    void aJumpOfTheWallClockChangesNothing()
    {
        Device device;
        device.start();
        device.signIn();
        device.clock.setWall(device.clock.wallMs() + 10LL * 365 * 86'400'000);
        QCOMPARE(device.token(), "access-1");
    }

    void aRejectedTokenIsRenewedAndAnOlderOneIsNot()
    {
        Device device;
        device.start();
        device.signIn();
        device.session->rejected("access-0");
        QCOMPARE(device.token(), "access-1");
        device.session->rejected("access-1");
        QCOMPARE(device.token(), "");
        QCOMPARE(device.http.pending.size(), 1);
    }

    void noFailureOfTheNetworkSignsOut_data()
    {
        QTest::addColumn<HttpAnswer>("answer");
        const QVector<QPair<QByteArray, QByteArray>> html{{"content-type", "text/html"}};
        QTest::newRow("offline") << HttpAnswer{NetFailure::Offline, 0, {}, {}};
        QTest::newRow("timeout") << HttpAnswer{NetFailure::Timeout, 0, {}, {}};
        QTest::newRow("tls") << HttpAnswer{NetFailure::Tls, 0, {}, {}};
        QTest::newRow("captive portal") << HttpAnswer{NetFailure::None, 200, html, "<html>"};
        QTest::newRow("a proxy's 401") << HttpAnswer{NetFailure::None, 401, html, "<html>"};
        QTest::newRow("a proxy's 403") << HttpAnswer{NetFailure::None, 403, html, "<html>"};
        QTest::newRow("500") << HttpAnswer{NetFailure::None, 500, {}, {}};
        QTest::newRow("429") << HttpAnswer{NetFailure::None, 429, {}, {}};
    }
    void noFailureOfTheNetworkSignsOut()
    {
        QFETCH(HttpAnswer, answer);
        Device device;
        device.start();
        device.signIn();
        device.clock.advance(600'000);
        bool isTransient = false;
        device.session->accessToken(
            [&](const Result<QByteArray> &token) { isTransient = !token && token.error().isTransient(); });
        device.http.answer(answer);
        QVERIFY(isTransient);
        QCOMPARE(device.session->state(), Session::State::SignedIn);
        QCOMPARE(device.stored(), "refresh-1");
        // It asks again with the same token, so that a lost answer is found again.
        QCOMPARE(device.token(), "");
        QCOMPARE(device.body()[u"refresh_token"_s].toString(), u"refresh-1"_s);
    }

    void onlyTheServersNoAsksToSignInAndKeepsTheData()
    {
        Device device;
        device.start();
        device.signIn();
        const DeviceId id = device.session->device();
        const QString file = device.session->accountFolder() + u"/outbox.db"_s;
        QVERIFY(device.files.writeDurably(file, "precious"));
        device.session->rejected("access-1");
        QByteArray got;
        device.session->accessToken(
            [&](const Result<QByteArray> &token) { got = problemName(token.error().code).toLatin1(); });
        device.http.answerProblem(ProblemCode::Unauthorized);
        QCOMPARE(got, "unauthorized");
        QCOMPARE(device.session->state(), Session::State::NeedsSignIn);
        QVERIFY(device.session->hasAccount());
        QVERIFY(QFile::exists(file));
        QCOMPARE(device.token(), "!unauthorized");
        QVERIFY(device.http.pending.isEmpty());

        // Signing in again is the same device, or its outbox would be a stranger's.
        device.session->signIn(u"ANNA@example.org"_s, u"correct horse"_s);
        QCOMPARE(device.body()[u"device"_s].toObject()[u"id"_s].toString(), id.toString());
        device.http.answerJson(200, signedInJson(kUser, "2"));
        QCOMPARE(device.session->state(), Session::State::SignedIn);
        QCOMPARE(device.session->device(), id);
        QCOMPARE(device.token(), "access-2");
    }

    void aLostKeyStoreKeepsTheAccount()
    {
        Device device;
        device.start();
        device.signIn();
        device.secrets.remove(
            u"refresh/%1/%2"_s.arg(kUser, device.session->device().toString()), [](const auto &) {});
        device.start();
        QCOMPARE(device.session->state(), Session::State::NeedsSignIn);
        QCOMPARE(device.session->userName(), u"Anna"_s);
    }

    void withoutAStoreNobodySignsInUntilOneIsChosen()
    {
        Device device;
        device.start(false);
        QVERIFY(device.session->keyStoreMissing());
        device.session->signIn(u"anna@example.org"_s, u"correct horse"_s);
        QCOMPARE(device.failures->size(), 1);
        QCOMPARE(device.http.sent, 0);
        device.session->useSecrets(device.secrets);
        device.signIn();
        QCOMPARE(device.session->state(), Session::State::SignedIn);
    }

    void signsOutHereEvenWithoutNetwork()
    {
        Device device;
        device.start();
        device.signIn();
        const QString key = u"refresh/%1/%2"_s.arg(kUser, device.session->device().toString());
        const QString folder = device.session->accountFolder();
        device.session->signOut();
        QCOMPARE(device.session->state(), Session::State::SignedOut);
        QCOMPARE(device.http.pending.first().request.path, u"/api/v1/auth/logout"_s);
        device.http.fail(NetFailure::Offline);
        QByteArray left = "?";
        device.secrets.read(key, [&](const Result<QByteArray> &value) { left = *value; });
        device.main.drain();
        QCOMPARE(left, "");
        QVERIFY(QFileInfo::exists(folder));
        device.start();
        QCOMPARE(device.session->state(), Session::State::SignedOut);
        QVERIFY(device.directory->erase(*UserId::parse(kUser)));
        QVERIFY(!QFileInfo::exists(folder));
    }

    void signsOutBeforeTheKeyStoreHasAnswered_data()
    {
        QTest::addColumn<bool>("asked");
        QTest::newRow("it is still being opened") << false;
        QTest::newRow("it is being read") << true;
    }
    void signsOutBeforeTheKeyStoreHasAnswered()
    {
        QFETCH(bool, asked);
        Device device;
        device.start();
        device.signIn();
        const QString key = u"refresh/%1/%2"_s.arg(kUser, device.session->device().toString());
        device.session = std::make_unique<Session>(
            Session::Deps{device.api, *device.directory, device.clock, device.rng, device.main, u"Test"_s});
        if (asked)
            device.session->start(&device.secrets);
        QCOMPARE(device.session->state(), Session::State::Starting);
        QVERIFY(device.session->signOut());
        QCOMPARE(device.session->state(), Session::State::SignedOut);
        QVERIFY(!device.session->hasAccount() && !device.directory->current());
        if (!asked)
            device.session->start(&device.secrets);
        device.main.drain();
        QCOMPARE(device.session->state(), Session::State::SignedOut);
        QByteArray left = "?";
        device.secrets.read(key, [&](const Result<QByteArray> &value) { left = *value; });
        device.main.drain();
        QCOMPARE(left, "");
    }

    void signsOutWhileSigningInAgain()
    {
        Device device;
        device.start();
        device.signIn();
        device.secrets.remove(
            u"refresh/%1/%2"_s.arg(kUser, device.session->device().toString()), [](const Result<void> &) {});
        device.start();
        QCOMPARE(device.session->state(), Session::State::NeedsSignIn);
        device.session->signIn(u"anna@example.org"_s, u"correct horse"_s);
        QVERIFY(device.session->signOut());
        device.http.answerJson(200, signedInJson(kUser, "2"));
        device.main.drain();
        QCOMPARE(device.session->state(), Session::State::SignedOut);
        QVERIFY(!device.directory->current());
    }

    void staysSignedInWhereTheDiskDoesNotTakeTheSignOut()
    {
        Device device;
        device.start();
        device.signIn();
        const QString current = device.directory->dataFolder() + u"/current.json"_s;
        QVERIFY2(QFile::exists(current), qPrintable(current));
        QVERIFY(QFile::remove(current) && QDir().mkpath(current + u"/in-the-way"_s)); // cannot be removed
        QVERIFY(!device.session->signOut());
        QCOMPARE(device.failures->size(), 1);
        QCOMPARE(device.session->state(), Session::State::SignedIn);
        QCOMPARE(device.stored(), "refresh-1");
    }

    void anAnswerAfterSignOutBringsNothingBack()
    {
        Device device;
        device.start();
        device.signIn();
        const DeviceId id = device.session->device();
        device.session->rejected("access-1");
        QCOMPARE(device.token(), "");
        device.session->signOut();
        device.http.answerJson(200, signedInJson(kUser, "2"));
        device.main.drain();
        QCOMPARE(device.session->state(), Session::State::SignedOut);
        QVERIFY(!device.session->hasAccount());
        QCOMPARE(device.stored(id), "");
    }

    void aStoreThatFailsIsToldAndAskedAgain()
    {
        Device device;
        device.secrets.broken = true;
        device.start();
        QSignalSpy notStored(device.session.get(), &Session::notStored);
        device.signIn();
        QCOMPARE(device.session->state(), Session::State::SignedIn); // until the app ends
        QCOMPARE(notStored.size(), 1);
        QCOMPARE(device.stored(device.session->device()), "");
        device.secrets.broken = false;
        device.main.advance(60'000);
        QCOMPARE(device.stored(device.session->device()), "refresh-1");
        QCOMPARE(notStored.size(), 1);
    }

    void aSecondProcessOnTheProfileIsRefused()
    {
        Device device;
        const auto second = AccountDirectory::open(device.directory->dataFolder(), device.files);
        QVERIFY(!second);
        QCOMPARE(second.error().code, ProblemCode::InProgress);
    }

    void foldersAreForTheirOwnerAlone()
    {
        Device device;
        device.start();
        device.signIn();
        constexpr auto kOthers = QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther;
        for (const QString &folder : {device.directory->dataFolder(), device.session->accountFolder()})
            QVERIFY2(!(QFile::permissions(folder) & kOthers), qPrintable(folder));
        QVERIFY(!(QFile::permissions(device.session->accountFolder() + u"/account.json"_s) & kOthers));
    }

    void aDamagedRecordIsNoAccount()
    {
        Device device;
        device.start();
        device.signIn();
        QVERIFY(device.files.writeDurably(device.session->accountFolder() + u"/account.json"_s, "{\"v\":1"));
        device.start();
        QCOMPARE(device.session->state(), Session::State::SignedOut);
    }

    void aRecordInTheWrongFolderIsNoAccount()
    {
        Device device;
        device.start();
        device.signIn();
        const auto other = *UserId::parse(u"0190f5fe-7c00-7a00-8000-000000000002"_s);
        QVERIFY(QDir().mkpath(device.directory->folder(other)));
        QVERIFY(QFile::copy(device.session->accountFolder() + u"/account.json"_s,
            device.directory->folder(other) + u"/account.json"_s));
        QVERIFY(!device.directory->find(other));
        QVERIFY(device.directory->find(*UserId::parse(kUser)));
    }
};

QTEST_GUILESS_MAIN(TestSession)
#include "test_session.moc"
