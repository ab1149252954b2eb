// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/session_model.h"
#include "app/viewmodels/words.h"
#include "platform/linux/durable_file_store.h"
#include "platform/memory_secrets.h"
#include "protocol/limits.h"
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

const QString kAddress = u"anna@example.org"_s;
const QString kPassword = u"four unusual words"_s;

/// The way in and out of one device, against a server whose answers the test writes.
struct Door
{
    explicit Door(bool withSecrets = true)
    {
        directory = std::move(*AccountDirectory::open(folder.filePath(u"data"_s), files));
        session = std::make_unique<Session>(Session::Deps{api, *directory, clock, rng, main, u"Test"_s});
        model.attach(
            *session, [this](const QString &store) { return choose(store); },
            [this](bool erase) { ends.append(erase); });
        session->start(withSecrets ? &secrets : nullptr);
        main.drain();
    }
    ~Door() { model.detach(); }

    Result<void> choose(const QString &store)
    {
        chosen.append(store);
        if (chooseProblem)
            return tl::make_unexpected(*chooseProblem);
        session->useSecrets(secrets);
        return {};
    }
    void letIn(const QByteArray &codes = "[]")
    {
        http.answerJson(200,
            R"({"user_id":"0190f5fe-7c00-7a00-8000-000000000001","name":"Anna","access_token":"a",)"
            R"("refresh_token":"r","expires_in":600,"recovery_codes":)"
                + codes + "}");
        main.drain();
    }
    void refuse(const Problem &problem) { http.answerJson(problem.status(), problem.toBody()); }
    [[nodiscard]] QJsonObject body() const
    {
        return QJsonDocument::fromJson(http.pending.first().request.body).object();
    }

    QTemporaryDir folder;
    DurableFileStore files;
    FakeClock clock;
    VirtualExecutor main{clock};
    SeededRng rng{7};
    ScriptedHttp http{main};
    AuthApi api{http};
    MemorySecrets secrets{main};
    std::unique_ptr<AccountDirectory> directory;
    std::unique_ptr<Session> session;
    SessionModel model;
    QStringList chosen;
    std::optional<Problem> chooseProblem;
    QVector<bool> ends;
};

/// What is typed into one of the three forms.
struct Form
{
    enum Kind { SignIn, SignUp, Recover };
    Kind kind = SignIn;
    QString first, second, third;

    void send(SessionModel &model) const
    {
        switch (kind) {
        case SignIn:
            return model.signIn(first, second);
        case SignUp:
            return model.signUp(first, second, third);
        case Recover:
            return model.recover(first, second, third);
        }
    }
};

} // namespace

Q_DECLARE_METATYPE(Form)

class TestSessionModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void badInputGivesItsSentenceAndCallsNothing_data();
    void badInputGivesItsSentenceAndCallsNothing();
    void sendsWhatWasTypedWithoutTheBlanksAround();
    void nothingElseIsSentWhileBusy();
    void errorsOfTheServerStandAtTheirField_data();
    void errorsOfTheServerStandAtTheirField();
    void aNewTryTakesTheErrorAway();
    void recoveryCodesAreShownUntilSeen();
    void theAccountOfLastTimeIsShownBeforeItsKeyIsFound();
    void theServersEndOfTheSessionAsksToSignInAgain();
    void signingOutAsksForWhatIsUnsent();
    void whatCouldNotBeCountedStays();
    void withoutAKeyStoreThePersonChooses();
    void detachedItAnswersNothing();
};

void TestSessionModel::badInputGivesItsSentenceAndCallsNothing_data()
{
    QTest::addColumn<Form>("form");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("sentence");
    const QString signInAddress = u"Type the address that you signed up with."_s;
    const QString name = u"Type the name that your family knows you by."_s;
    const QString address = u"Type an e-mail address, as in anna@example.org."_s;
    const QString code = u"Type one of the codes that you kept when you signed up."_s;
    const QString length = u"A password needs at least %1 characters."_s.arg(limits::kPasswordMin);
    const QString tooShort(limits::kPasswordMin - 1, u'x');
    const QString emoji = u"😀"_s.repeated(limits::kPasswordMin - 1); // two UTF-16 units each
    QTest::newRow("in: no address") << Form{Form::SignIn, {}, kPassword} << u"address"_s << signInAddress;
    QTest::newRow("in: blanks") << Form{Form::SignIn, u" \t"_s, kPassword} << u"address"_s << signInAddress;
    QTest::newRow("in: no password") << Form{Form::SignIn, kAddress} << u"password"_s
                                     << u"Type your password."_s;
    QTest::newRow("up: no name") << Form{Form::SignUp, {}, kAddress, kPassword} << u"name"_s << name;
    QTest::newRow("up: blanks") << Form{Form::SignUp, u" \n"_s, kAddress, kPassword} << u"name"_s << name;
    QTest::newRow("up: no address") << Form{Form::SignUp, u"Anna"_s, {}, kPassword} << u"address"_s
                                    << address;
    QTest::newRow("up: no @") << Form{Form::SignUp, u"Anna"_s, u"anna"_s, kPassword} << u"address"_s
                              << address;
    QTest::newRow("up: short") << Form{Form::SignUp, u"Anna"_s, kAddress, tooShort} << u"password"_s
                               << length;
    QTest::newRow("up: emoji") << Form{Form::SignUp, u"Anna"_s, kAddress, emoji} << u"password"_s << length;
    QTest::newRow("back: no address")
        << Form{Form::Recover, u" "_s, u"one two"_s, kPassword} << u"address"_s << signInAddress;
    QTest::newRow("back: no code") << Form{Form::Recover, kAddress, u" "_s, kPassword} << u"code"_s << code;
    QTest::newRow("back: short") << Form{Form::Recover, kAddress, u"one two"_s, tooShort} << u"password"_s
                                 << length;
}

void TestSessionModel::badInputGivesItsSentenceAndCallsNothing()
{
    QFETCH(const Form, form);
    Door door;
    form.send(door.model);
    QTEST(door.model.errorField(), "field");
    QTEST(door.model.errorText(), "sentence");
    QCOMPARE(door.model.state(), SessionModel::SignedOut);
    QCOMPARE(door.http.sent, 0);
}

void TestSessionModel::sendsWhatWasTypedWithoutTheBlanksAround()
{
    Door door;
    door.model.signUp(u"  Anna   Berg "_s, u" anna@example.org "_s, u" a pass word "_s);
    QCOMPARE(door.http.pending.first().request.path, u"/api/v1/auth/register"_s);
    QCOMPARE(door.body()[u"name"_s].toString(), u"Anna Berg"_s);
    QCOMPARE(door.body()[u"address"_s].toString(), kAddress);
    QCOMPARE(door.body()[u"password"_s].toString(), u" a pass word "_s); // blanks are part of a password
    door.refuse(makeProblem(ProblemCode::Unavailable));
    door.model.recover(u" anna@example.org "_s, u" one two "_s, kPassword);
    QCOMPARE(door.http.pending.first().request.path, u"/api/v1/auth/recover"_s);
    QCOMPARE(door.body()[u"address"_s].toString(), kAddress);
    QCOMPARE(door.body()[u"code"_s].toString(), u"one two"_s);
}

void TestSessionModel::nothingElseIsSentWhileBusy()
{
    Door door;
    QSignalSpy changed(&door.model, &SessionModel::stateChanged);
    door.model.signIn(kAddress, kPassword);
    QCOMPARE(door.model.state(), SessionModel::Busy);
    QCOMPARE(changed.count(), 1);
    door.model.signIn(kAddress, kPassword);
    door.model.signUp(u"Anna"_s, kAddress, kPassword);
    door.model.recover(kAddress, u"one two"_s, kPassword);
    door.model.signIn({}, {});
    QCOMPARE(door.http.sent, 1);
    QCOMPARE(door.model.errorText(), QString());
    door.letIn();
    QCOMPARE(door.model.state(), SessionModel::SignedIn);
    QCOMPARE(door.model.userName(), u"Anna"_s);
    QCOMPARE(door.model.userId(), u"0190f5fe-7c00-7a00-8000-000000000001"_s);
    QVERIFY(changed.count() > 1);
}

void TestSessionModel::errorsOfTheServerStandAtTheirField_data()
{
    QTest::addColumn<ProblemCode>("code");
    QTest::addColumn<QString>("named");
    QTest::addColumn<QString>("field");
    QTest::newRow("wrong password") << ProblemCode::BadCredentials << QString() << QString();
    QTest::newRow("taken") << ProblemCode::AddressTaken << QString() << u"address"_s;
    QTest::newRow("weak") << ProblemCode::WeakPassword << QString() << u"password"_s;
    QTest::newRow("new password") << ProblemCode::InvalidField << u"new_password"_s << u"password"_s;
    QTest::newRow("name") << ProblemCode::InvalidField << u"name"_s << u"name"_s;
    QTest::newRow("too often") << ProblemCode::RateLimited << QString() << QString();
}

void TestSessionModel::errorsOfTheServerStandAtTheirField()
{
    QFETCH(const ProblemCode, code);
    QFETCH(const QString, named);
    Door door;
    door.model.signUp(u"Anna"_s, kAddress, kPassword);
    const Problem problem = makeProblem(code, {}, named);
    door.refuse(problem);
    QTEST(door.model.errorField(), "field");
    QVERIFY(!door.model.errorText().isEmpty());
    QCOMPARE(door.model.errorText(), Words::problem(problem));
    QCOMPARE(door.model.state(), SessionModel::SignedOut);
}

void TestSessionModel::aNewTryTakesTheErrorAway()
{
    Door door;
    door.model.signIn(kAddress, kPassword);
    door.http.fail(NetFailure::Offline);
    QCOMPARE(door.model.errorText(), u"The server cannot be reached. Check your connection and try again."_s);
    QCOMPARE(door.model.errorField(), QString());
    QSignalSpy changed(&door.model, &SessionModel::errorChanged);
    door.model.signIn(kAddress, kPassword);
    QCOMPARE(door.model.errorText(), QString());
    QCOMPARE(changed.count(), 1);
    QCOMPARE(door.http.sent, 2);
}

void TestSessionModel::recoveryCodesAreShownUntilSeen()
{
    Door door;
    QSignalSpy changed(&door.model, &SessionModel::recoveryCodesChanged);
    door.model.signUp(u"Anna"_s, kAddress, kPassword);
    door.letIn(R"(["one two","three four"])");
    QCOMPARE(door.model.recoveryCodes(), (QStringList{u"one two"_s, u"three four"_s}));
    QCOMPARE(changed.count(), 1);
    door.model.recoveryCodesSeen();
    QVERIFY(door.model.recoveryCodes().isEmpty());
    QCOMPARE(changed.count(), 2);
}

void TestSessionModel::theAccountOfLastTimeIsShownBeforeItsKeyIsFound()
{
    Door door;
    Session later({door.api, *door.directory, door.clock, door.rng, door.main, u"Test"_s});
    SessionModel model;
    model.attach(later, {}, {});
    QCOMPARE(model.state(), SessionModel::Starting);
    QVERIFY(!model.keyStoreMissing()); // not before it was looked for
    const auto user = *UserId::parse(u"0190f5fe-7c00-7a00-8000-000000000001"_s);
    model.setAccount(user, u"Anna"_s);
    QCOMPARE(model.state(), SessionModel::SignedIn);
    QCOMPARE(model.userName(), u"Anna"_s);
    QCOMPARE(model.userId(), user.toString());
    model.setAccount({}, {});
    QCOMPARE(model.state(), SessionModel::Starting);
    QCOMPARE(model.userId(), QString());
    model.detach();
}

void TestSessionModel::theServersEndOfTheSessionAsksToSignInAgain()
{
    Door door;
    door.model.signIn(kAddress, kPassword);
    door.letIn();
    QSignalSpy changed(&door.model, &SessionModel::stateChanged);
    door.model.setSignInNeeded(true);
    QCOMPARE(door.model.state(), SessionModel::NeedsSignIn);
    QCOMPARE(changed.count(), 1);
    door.model.setSignInNeeded(true);
    QCOMPARE(changed.count(), 1);
    door.model.setSignInNeeded(false);
    QCOMPARE(door.model.state(), SessionModel::SignedIn);
}

void TestSessionModel::signingOutAsksForWhatIsUnsent()
{
    Door door;
    door.model.signIn(kAddress, kPassword);
    door.letIn();
    door.model.setAccount(door.session->user(), u"Anna"_s);
    door.model.setUnsentCount(2);
    door.model.signOut(false);
    QCOMPARE(door.model.errorText(),
        u"2 things are not sent yet. Wait until they are, or sign out and lose them."_s);
    QVERIFY(door.ends.isEmpty());
    door.model.signOut(true);
    QCOMPARE(door.ends, QVector<bool>{true});
    QCOMPARE(door.model.errorText(), QString());
    door.model.setUnsentCount(0);
    door.model.signOut(false);
    QCOMPARE(door.ends, (QVector<bool>{true, true}));
}

void TestSessionModel::whatCouldNotBeCountedStays()
{
    Door door;
    door.model.signIn(kAddress, kPassword);
    door.letIn(); // and her data could not be opened
    door.model.signOut(false);
    QCOMPARE(door.ends, QVector<bool>{false});
    door.model.signOut(true);
    QCOMPARE(door.ends.last(), true);
}

void TestSessionModel::withoutAKeyStoreThePersonChooses()
{
    Door door(false);
    QVERIFY(door.model.keyStoreMissing());
    door.model.signIn(kAddress, kPassword);
    QCOMPARE(door.http.sent, 0);
    QVERIFY(!door.model.errorText().isEmpty());
    QSignalSpy changed(&door.model, &SessionModel::keyStoreMissingChanged);
    door.chooseProblem = makeProblem(ProblemCode::StorageFull, u"No room."_s);
    door.model.chooseSecretStore(u"file"_s);
    QCOMPARE(door.model.errorText(), u"No room."_s);
    QVERIFY(door.model.keyStoreMissing());
    door.chooseProblem.reset();
    door.model.chooseSecretStore(u"memory"_s);
    QCOMPARE(door.chosen, (QStringList{u"file"_s, u"memory"_s}));
    QVERIFY(!door.model.keyStoreMissing());
    QVERIFY(changed.count() > 1);
    door.model.signIn(kAddress, kPassword);
    QCOMPARE(door.http.sent, 1);
}

void TestSessionModel::detachedItAnswersNothing()
{
    Door door;
    door.model.detach();
    door.model.signIn(kAddress, kPassword);
    door.model.signOut(true);
    door.model.chooseSecretStore(u"file"_s);
    door.model.recoveryCodesSeen();
    QCOMPARE(door.model.state(), SessionModel::Starting);
    QVERIFY(door.model.recoveryCodes().isEmpty() && !door.model.keyStoreMissing());
    QCOMPARE(door.http.sent, 0);
    QVERIFY(door.ends.isEmpty() && door.chosen.isEmpty());
}

QTEST_GUILESS_MAIN(TestSessionModel)
#include "test_session_model.moc"
