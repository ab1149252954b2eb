// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "fake_service.h"

#include "app/client.h"
#include "core/imaging/prepare.h"
#include "platform/memory_secrets.h"

#include <QBuffer>
#include <QDir>
#include <QDirIterator>
#include <QImage>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString kNora = u"Nora"_s;
const QString kTom = u"Tom"_s;

/// What outlives one installation's starts: its disk, its key store, and the world outside.
struct Installation
{
    Installation()
    {
        service.addPerson(nora, kNora);
        service.addPerson(tom, kTom);
        (void)server.addPost(family, nora, u"of the family"_s);
        (void)server.addPost(toms, tom, u"of Tom's alone"_s);
    }

    [[nodiscard]] Result<void> open(bool offline = false)
    {
        client.reset();
        ClientOptions options;
        options.server = QUrl(u"https://preggo.example"_s);
        options.dataFolder = folder.filePath(u"profile"_s);
        options.deviceName = u"Test"_s;
        options.offline = offline;
        options.decoders = 1;
        options.http = &service;
        options.ws = &ws;
        options.secrets = &secrets;
        options.net = &net;
        options.appearance = &appearance;
        auto opened = Client::open(options);
        if (!opened)
            return tl::make_unexpected(opened.error());
        client = std::move(*opened);
        client->start();
        return {};
    }
    [[nodiscard]] AppModel &app() { return client->app(); }
    [[nodiscard]] SessionModel &door() { return *app().session(); }
    [[nodiscard]] bool comes(const std::function<bool()> &what) { return QTest::qWaitFor(what, 10'000); }
    [[nodiscard]] bool signIn(const QString &name)
    {
        door().signIn(FakeService::addressOf(name), u"four unusual words"_s);
        return comes([this] { return door().state() == SessionModel::SignedIn && app().hasFamily(); });
    }
    /// Opens, signs in, and lets the family's post come.
    [[nodiscard]] bool openSignedIn(const QString &name)
    {
        if (!open() || !comes([this] { return door().state() == SessionModel::SignedOut; }) || !signIn(name))
            return false;
        return comes([this] { return app().feed()->count() > 0; });
    }
    /// Written while nothing can be sent.
    [[nodiscard]] bool writeUnsent(const QString &text)
    {
        client->setNetwork(false);
        auto *composer = app().newComposer();
        composer->setText(text);
        composer->send();
        const bool safe = comes([&] { return composer->text().isEmpty(); });
        composer->release();
        return safe && comes([this] { return app().outbox()->rowCount() == 1; });
    }
    [[nodiscard]] QStringList texts()
    {
        QStringList texts;
        for (int row = 0; row < app().feed()->count(); ++row)
            texts.append(app().feed()->index(row).data(FeedModel::TextRole).toString());
        return texts;
    }
    [[nodiscard]] QString folderOf(UserId user) const
    {
        return folder.filePath(u"profile/accounts/"_s + user.toString());
    }
    /// What rests in the key store for one account; the device is known from its record.
    [[nodiscard]] QByteArray keyOf(UserId user, DeviceId device)
    {
        QByteArray found;
        bool done = false;
        secrets.read(
            u"refresh/%1/%2"_s.arg(user.toString(), device.toString()), [&](const Result<QByteArray> &value) {
                found = value.value_or(QByteArray());
                done = true;
            });
        return comes([&] { return done; }) ? found : "no answer";
    }
    /// The files below a folder in which these bytes stand.
    [[nodiscard]] static QStringList filesWith(const QString &folder, const QByteArray &bytes)
    {
        QStringList found;
        QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(bytes))
                found.append(file.fileName());
        }
        return found;
    }
    void loseKey(UserId user, DeviceId device)
    {
        secrets.remove(
            u"refresh/%1/%2"_s.arg(user.toString(), device.toString()), [](const Result<void> &) {});
    }

    QtExecutor main;
    FakeClock clock;
    FakeServer server{clock};
    UserId nora = numbered<UserId>(1);
    UserId tom = numbered<UserId>(2);
    FamilyId family = server.addFamily({nora});
    FamilyId toms = server.addFamily({tom});
    FakeService service{main, server};
    FakeWs ws{main};
    MemorySecrets secrets{main};
    FakeNetStatus net;
    PlainAppearance appearance;
    QTemporaryDir folder;
    std::unique_ptr<Client> client;
};

} // namespace

class TestClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void signsInAndShowsTheFamily();
    void startsOfflineWithTheAccountOfLastTime();
    void aLostKeyLeavesTheFeedReadable();
    void theServersEndOfTheSessionLosesNothing();
    void signingOutErasesTheAccount();
    void signingOutWaitsForWhatIsUnsent();
    void signingOutAtOnceErasesNothingUncounted();
    void signingOutAtOnceLeavesWhereNothingIsUnsent();
    void anotherPersonSeesNothingOfTheFirst();
    void twoAccountsOnOneDeviceShareNothing();
    void aPictureThatNothingNamesComesBackInADraft();
    void whatIsSetAsideIsTold();
    void theProfileKeepsABallast();
    void aSecondWindowOfOneProfileIsRefused();
    void dataOfANewerVersionAreLeftAloneAndTold();
    void aRepairedOutboxIsTold();
    void tellsWhatTheSystemSaysOfTheNetwork();
};

void TestClient::signsInAndShowsTheFamily()
{
    Installation it;
    QVERIFY(it.open());
    QVERIFY(it.comes([&] { return it.app().ready(); }));
    QCOMPARE(it.door().state(), SessionModel::SignedOut);
    QVERIFY(!it.app().signedIn() && !it.client->account());
    QVERIFY(it.service.paths.isEmpty()); // nobody is there to ask for
    QVERIFY(it.signIn(kNora));
    QVERIFY(it.comes([&] { return it.app().feed()->count() == 1; }));
    QCOMPARE(it.texts(), QStringList{u"of the family"_s});
    QCOMPARE(it.client->account()->record().user, it.nora);
    QCOMPARE(it.app().trouble(), QString());
}

void TestClient::startsOfflineWithTheAccountOfLastTime()
{
    Installation it;
    QVERIFY(it.openSignedIn(kNora));
    const DeviceId device = it.client->account()->record().device;
    it.client.reset();
    it.service.paths.clear();
    const int opens = it.ws.opens; // of the first start, which may have tried more than once
    QVERIFY(it.open(true));
    // Before any turn of the event loop: no key store, no network.
    QVERIFY(it.app().ready() && it.app().signedIn() && it.app().hasFamily());
    QCOMPARE(it.texts(), QStringList{u"of the family"_s});
    QCOMPARE(it.door().state(), SessionModel::SignedIn);
    QCOMPARE(it.door().userName(), kNora);
    QVERIFY(it.comes([&] { return it.client->session().state() == Session::State::SignedIn; }));
    QCOMPARE(it.client->account()->record().device, device);
    QVERIFY(it.writeUnsent(u"written offline"_s));
    QCOMPARE(it.texts(), (QStringList{u"written offline"_s, u"of the family"_s}));
    QVERIFY(it.service.paths.isEmpty());
    QCOMPARE(it.ws.opens, opens);
}

void TestClient::aLostKeyLeavesTheFeedReadable()
{
    Installation it;
    QVERIFY(it.openSignedIn(kNora));
    it.loseKey(it.nora, it.client->account()->record().device);
    QVERIFY(it.open());
    QVERIFY(it.comes([&] { return it.door().state() == SessionModel::NeedsSignIn; }));
    QCOMPARE(it.texts(), QStringList{u"of the family"_s});
    QVERIFY(it.app().signedIn());
    QVERIFY(it.signIn(kNora));
    QCOMPARE(it.texts(), QStringList{u"of the family"_s});
}

void TestClient::theServersEndOfTheSessionLosesNothing()
{
    Installation it;
    QVERIFY(it.openSignedIn(kNora));
    QVERIFY(it.writeUnsent(u"kept"_s));
    it.service.endSessions = true;
    QVERIFY(it.open()); // with the stored key alone
    QVERIFY(it.comes([&] { return it.door().state() == SessionModel::NeedsSignIn; }));
    QCOMPARE(it.texts(), (QStringList{u"kept"_s, u"of the family"_s}));
    QCOMPARE(it.app().outbox()->rowCount(), 1);
    it.service.endSessions = false;
    QVERIFY(it.signIn(kNora));
    QVERIFY(it.comes([&] { return it.app().outbox()->rowCount() == 0; }));
    QCOMPARE(it.server.rows(StreamId::all(it.family), EntityType::Post).size(), 2);
}

void TestClient::signingOutErasesTheAccount()
{
    Installation it;
    QVERIFY(it.openSignedIn(kNora));
    const DeviceId device = it.client->account()->record().device;
    QCOMPARE(it.keyOf(it.nora, device), "refresh-" + it.nora.toString().toLatin1());
    QVERIFY(QDir(it.folderOf(it.nora)).exists());
    it.door().signOut(false);
    QCOMPARE(it.door().state(), SessionModel::SignedOut);
    QVERIFY(!it.client->account() && !it.app().signedIn());
    QCOMPARE(it.app().feed()->count(), 0);
    QVERIFY(!QDir(it.folderOf(it.nora)).exists());
    QCOMPARE(it.keyOf(it.nora, device), QByteArray());
    QCOMPARE(it.service.count(u"/api/v1/auth/logout"_s), 1);
    QVERIFY(it.open());
    QVERIFY(it.comes([&] { return it.door().state() == SessionModel::SignedOut; }));
    QVERIFY(!it.app().signedIn());
}

void TestClient::signingOutWaitsForWhatIsUnsent()
{
    Installation it;
    QVERIFY(it.openSignedIn(kNora));
    QVERIFY(it.writeUnsent(u"unsent"_s));
    it.door().signOut(false);
    QVERIFY(!it.door().errorText().isEmpty());
    QCOMPARE(it.door().state(), SessionModel::SignedIn);
    QVERIFY(QFile::exists(it.folderOf(it.nora) + u"/outbox.db"_s));
    QVERIFY(it.open(true));
    QVERIFY(it.comes([&] { return it.door().unsentCount() == 1; }));
    QVERIFY(it.comes([&] { return it.client->session().state() == Session::State::SignedIn; }));
    it.door().signOut(true);
    QCOMPARE(it.door().state(), SessionModel::SignedOut);
    QVERIFY(!QDir(it.folderOf(it.nora)).exists());
    QCOMPARE(it.server.applied, 0);
}

void TestClient::signingOutAtOnceErasesNothingUncounted()
{
    Installation it;
    QVERIFY(it.openSignedIn(kNora));
    QVERIFY(it.writeUnsent(u"unsent"_s));
    QVERIFY(it.open(true));
    it.door().signOut(false); // nothing is loaded yet, and no key store was asked
    QVERIFY(QFile::exists(it.folderOf(it.nora) + u"/outbox.db"_s));
    QVERIFY(it.comes([&] { return !it.door().errorText().isEmpty(); }));
    QCOMPARE(it.door().unsentCount(), 1);
    QVERIFY(it.client->account());
    it.door().signOut(true);
    QVERIFY(it.comes([&] { return it.door().state() == SessionModel::SignedOut; }));
    QVERIFY(!it.client->account() && !QDir(it.folderOf(it.nora)).exists());
    QVERIFY(it.open());
    QVERIFY(it.comes([&] { return it.door().state() == SessionModel::SignedOut; }));
}

void TestClient::signingOutAtOnceLeavesWhereNothingIsUnsent()
{
    Installation it;
    QVERIFY(it.openSignedIn(kNora));
    QVERIFY(it.open());
    it.door().signOut(false);
    QVERIFY(it.comes([&] { return it.door().state() == SessionModel::SignedOut; }));
    QVERIFY(!it.client->account() && !it.app().signedIn());
    QVERIFY(!QDir(it.folderOf(it.nora)).exists());
    QVERIFY(it.open());
    QVERIFY(it.comes([&] { return it.door().state() == SessionModel::SignedOut; }));
    QVERIFY(!it.app().signedIn());
}

void TestClient::anotherPersonSeesNothingOfTheFirst()
{
    Installation it;
    QVERIFY(it.openSignedIn(kNora));
    QVERIFY(it.writeUnsent(u"Nora's secret"_s));
    it.loseKey(it.nora, it.client->account()->record().device);
    QVERIFY(it.open());
    QVERIFY(it.comes([&] { return it.door().state() == SessionModel::NeedsSignIn; }));
    QVERIFY(it.signIn(kTom));
    QVERIFY(it.comes([&] { return it.texts() == QStringList{u"of Tom's alone"_s}; }));
    QCOMPARE(it.client->account()->record().user, it.tom);
    QCOMPARE(it.door().userName(), kTom);
    QCOMPARE(it.app().outbox()->rowCount(), 0);
    QCOMPARE(it.app().families()->rowCount(), 1);
    QCOMPARE(it.app().newComposer()->text(), QString());
    it.door().signOut(true);
    QVERIFY(!QDir(it.folderOf(it.tom)).exists());
    QVERIFY(QDir(it.folderOf(it.nora)).exists());

    QVERIFY(it.signIn(kNora)); // hers was kept, and goes out now as hers
    QVERIFY(it.comes([&] { return it.server.applied == 1; }));
    QCOMPARE(it.server.rows(StreamId::all(it.family), EntityType::Post).size(), 2);
    QCOMPARE(it.server.rows(StreamId::all(it.toms), EntityType::Post).size(), 1);
}

// I29: no row, file, key, socket or cache entry.
void TestClient::twoAccountsOnOneDeviceShareNothing()
{
    Installation it;
    it.ws.reachable = true;
    const auto picture = numbered<MediaId>(5);
    QVERIFY(it.openSignedIn(kNora));
    const DeviceId norasDevice = it.client->account()->record().device;
    QVERIFY(it.writeUnsent(u"canary of Nora"_s));
    it.client->account()->mediaCache().put(picture, u"full"_s, "canary of Nora");
    {
        QFile file(QDir(it.client->account()->context().mediaFolder).filePath(u"1.jpg"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("canary of Nora") > 0);
    }
    it.loseKey(it.nora, norasDevice);
    QVERIFY(it.open());
    QVERIFY(it.comes([&] { return it.door().state() == SessionModel::NeedsSignIn; }));
    it.service.askedAs.clear();
    QVERIFY(it.signIn(kTom));
    QVERIFY(it.comes([&] { return it.texts() == QStringList{u"of Tom's alone"_s} && it.ws.isOpen; }));

    QCOMPARE(it.ws.lastBearer, "access-" + it.tom.toString().toLatin1());
    QVERIFY(!it.service.askedAs.isEmpty());
    QCOMPARE(it.service.askedAs, QVector<UserId>(it.service.askedAs.size(), it.tom));
    AccountData &toms = *it.client->account();
    QVERIFY(toms.record().device != norasDevice);
    QVERIFY(toms.context().mediaFolder.startsWith(it.folderOf(it.tom)));
    QVERIFY(!toms.mediaCache().read(picture, u"full"_s));
    QVERIFY(!it.keyOf(it.tom, toms.record().device).isEmpty());
    QVERIFY(it.writeUnsent(u"canary of Tom"_s));
    it.client.reset();
    QCOMPARE(it.filesWith(it.folderOf(it.tom), "canary of Nora"), QStringList());
    QVERIFY(!it.filesWith(it.folderOf(it.tom), "canary of Tom").isEmpty());
    QCOMPARE(it.filesWith(it.folderOf(it.nora), "canary of Tom"), QStringList());
    QCOMPARE(it.filesWith(it.folderOf(it.nora), "canary of Nora").size(), 3); // outbox, cache, media_out
    QVERIFY(it.keyOf(it.nora, norasDevice).isEmpty());
}

// R1: killed between the picture's rename and the row that names it.
void TestClient::aPictureThatNothingNamesComesBackInADraft()
{
    Installation it;
    QVERIFY(it.openSignedIn(kNora));
    const QDir folder(it.client->account()->context().mediaFolder);
    it.client.reset();
    QImage image(64, 48, QImage::Format_RGB32);
    image.fill(Qt::darkGreen);
    QBuffer png;
    QVERIFY(png.open(QIODevice::WriteOnly) && image.save(&png, "png"));
    const auto prepared = preparePicture(png.data());
    QVERIFY(prepared);
    DurableFileStore files;
    const QString orphan = folder.filePath(numbered<MediaId>(8).toString() + u".jpg"_s);
    QVERIFY(files.writeDurably(orphan, prepared->masterJpeg));
    QVERIFY(files.writeDurably(folder.filePath(u"half.jpg.1-1.tmp"_s), "ha"));
    QVERIFY(files.writeDurably(folder.filePath(numbered<MediaId>(9).toString() + u".jpg"_s), "no picture"));
    for (int start = 0; start < 2; ++start) {
        QVERIFY(it.open(true));
        QSignalSpy noticed(it.app().feed(), &FeedModel::noticed);
        if (start == 0)
            QVERIFY(it.comes([&] { return noticed.size() == 1; }));
        QVERIFY(it.comes([&] { return it.door().state() == SessionModel::SignedIn; }));
        auto *composer = it.app().newComposer();
        QVERIFY(it.comes([&] { return composer->pictures()->count() == 1; }));
        QCOMPARE(composer->pictures()->rows().first().state, PictureListModel::Ready);
        QCOMPARE(composer->pictures()->rows().first().height, 48);
        QVERIFY(composer->canSend());
        QCOMPARE(noticed.size(), start == 0 ? 1 : 0); // told once
        composer->release();
    }
    QVERIFY(!folder.exists(u"half.jpg.1-1.tmp"_s));
    QCOMPARE(folder.entryList(QDir::Files).size(), 2); // what cannot be read is not thrown away either
    QCOMPARE(*files.read(orphan), prepared->masterJpeg);
}

void TestClient::whatIsSetAsideIsTold()
{
    Installation it;
    QVERIFY(it.openSignedIn(kNora));
    QVERIFY(it.writeUnsent(u"hers"_s));
    it.client.reset();
    {
        const auto outbox = Outbox::open(it.folderOf(it.nora) + u"/outbox.db"_s);
        QVERIFY(outbox->outbox->database().exec(u"UPDATE action SET payload='{\"text\":\"not hers\"}'"_s));
    }
    QVERIFY(it.open());
    QVERIFY(it.comes([&] { return it.app().trouble().contains(u"damaged"_s); }));
    QCOMPARE(it.app().outbox()->rowCount(), 0);
}

void TestClient::theProfileKeepsABallast()
{
    Installation it;
    QVERIFY(it.openSignedIn(kNora));
    const QString ballast = it.folder.filePath(u"profile/ballast"_s);
    it.client->lookForRoom();
    QVERIFY(it.comes([&] { return QFileInfo(ballast).size() == limits::kBallastBytes; }));
    it.app().setRoomWarning(u"little room"_s);
    QCOMPARE(it.app().trouble(), u"little room"_s);
    it.app().setTrouble(u"worse"_s);
    QCOMPARE(it.app().trouble(), u"worse"_s);
    it.client->lookForRoom(); // the disk is large enough, if the tests run at all
    it.app().setTrouble({});
    QVERIFY(it.comes([&] { return it.app().trouble().isEmpty(); }));
}

void TestClient::aSecondWindowOfOneProfileIsRefused()
{
    Installation it;
    QVERIFY(it.open());
    auto first = std::move(it.client);
    const auto second = it.open();
    QVERIFY(!second);
    QCOMPARE(second.error().detail, u"Preggo is open already. Use that window, or close it first."_s);
    first.reset();
    QVERIFY(it.open());
}

void TestClient::dataOfANewerVersionAreLeftAloneAndTold()
{
    Installation it;
    QVERIFY(it.openSignedIn(kNora));
    QVERIFY(it.writeUnsent(u"of a newer version"_s));
    it.client.reset();
    {
        const auto outbox = Outbox::open(it.folderOf(it.nora) + u"/outbox.db"_s);
        QVERIFY(outbox && outbox->outbox->database().exec(u"UPDATE schema_version SET version=99"_s));
    }
    QVERIFY(it.open());
    QVERIFY(it.app().unsent()->shown());
    QVERIFY(!it.app().signedIn() && !it.client->account());
    QVERIFY(it.comes([&] { return it.app().ready() && it.app().unsent()->count() == 1; }));
    QVERIFY(QFile::exists(it.folderOf(it.nora) + u"/outbox.db"_s));
    it.door().signOut(false); // all the same, she can leave
    QCOMPARE(it.door().state(), SessionModel::SignedOut);
    QVERIFY(!it.app().unsent()->shown());
    QVERIFY(QFile::exists(it.folderOf(it.nora) + u"/outbox.db"_s)); // an update will open it
}

void TestClient::aRepairedOutboxIsTold()
{
    Installation it;
    QVERIFY(it.openSignedIn(kNora));
    it.client.reset();
    {
        QFile file(it.folderOf(it.nora) + u"/outbox.db"_s);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(10'000, 'x')) == 10'000);
    }
    QVERIFY(it.open());
    QVERIFY(it.client->account());
    QVERIFY2(it.app().trouble().contains(u"outbox.db.damaged-1"_s), qPrintable(it.app().trouble()));
}

void TestClient::tellsWhatTheSystemSaysOfTheNetwork()
{
    Installation it;
    QVERIFY(it.openSignedIn(kNora));
    QVERIFY(it.app().status()->online());
    it.net.online = false;
    it.net.listener();
    QVERIFY(!it.app().status()->online());
    const auto asked = it.service.paths.size();
    it.net.online = true;
    it.net.listener();
    QVERIFY(it.app().status()->online());
    QVERIFY(it.comes([&] { return it.service.paths.size() > asked; })); // it looks for news at once
}

QTEST_GUILESS_MAIN(TestClient)
#include "test_client.moc"
