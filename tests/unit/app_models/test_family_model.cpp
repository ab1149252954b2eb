// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/words.h"
#include "model_world.h"

#include <QJsonDocument>
#include <QTest>
#include <QTimeZone>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// What the models ask of the server beside the queue, and its answers.
struct Asked : ModelWorld
{
    Asked() { attach(); }

    [[nodiscard]] FamilyModel &model() { return *app.family(); }
    [[nodiscard]] const HttpRequest &request() const { return apiHttp.pending.first().request; }
    [[nodiscard]] QJsonObject body() const { return QJsonDocument::fromJson(request().body).object(); }
    [[nodiscard]] QString idOf(const char *key) const { return body()[QLatin1String(key)].toString(); }
    void answer(int status, const QJsonObject &json)
    {
        apiHttp.answerJson(status, QJsonDocument(json).toJson());
    }
    void answerInvite()
    {
        answer(201,
            {{u"id"_s, idOf("id")}, {u"role"_s, u"viewer"_s}, {u"token"_s, u"t"_s},
                {u"link"_s, u"https://example.org/join#t"_s}, {u"code"_s, u"ABCD-2345"_s},
                {u"expires_at"_s, qint64(1'764'000'000'000)}});
    }
    [[nodiscard]] QJsonObject membership() const
    {
        Membership membership;
        membership.family = family;
        return membership.toJson();
    }
    QSignalSpy joined{app.family(), &FamilyModel::joined};
    QSignalSpy invited{app.family(), &FamilyModel::inviteCreated};
};

} // namespace

/// What the family's pages ask of the server at once, because it cannot wait in the queue.
class TestFamilyModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void missingWordsAreAskedForAndNothingIsSent();
    void createsAFamilyWithWhatWasTyped();
    void aDueDateMayBeLeftOut();
    void tryingAgainMakesNoSecondFamily();
    void anotherFamilyIsAnotherOne();
    void oneThingAtATime();
    void joinsByCodeOrByLink_data();
    void joinsByCodeOrByLink();
    void aUsedInviteIsTold();
    void previewTellsWhoInvites();
    void inviteShowsItsLinkAndCode();
    void anInviteForNobodyKnownIsNotAskedFor();
    void anInviteThatNeverArrivedGoesUnderTheSameId();
    void anInviteWhoseAnswerWasLostIsReplaced();
    void anInviteThatCannotBeTakenBackIsToldAndTriedAgain();
    void aServerThatKnowsEveryInviteIsNotAskedForEver();
    void signingOutForgetsWhatWasAsked();
};

void TestFamilyModel::missingWordsAreAskedForAndNothingIsSent()
{
    Asked w;
    w.model().createFamily(u" \n "_s, {}, u"Mum"_s);
    QCOMPARE(w.model().errorText(), u"Give the family a name."_s);
    w.model().joinByCode(u"  "_s, u"Grandpa"_s);
    QCOMPARE(w.model().errorText(), u"Type the code that you were sent."_s);
    w.model().clearError();
    QCOMPARE(w.model().errorText(), QString());
    w.model().previewInvite(u" "_s);
    QVERIFY(!w.model().busy());
    QCOMPARE(w.apiHttp.sent, 0);
}

void TestFamilyModel::createsAFamilyWithWhatWasTyped()
{
    Asked w;
    const int pulls = w.device.net.sent;
    w.model().createFamily(u"  The   Bergs "_s, QDateTime(QDate(2026, 9, 1), QTime(12, 0)), u" Mum "_s);
    QVERIFY(w.model().busy());
    QCOMPARE(w.request().path, u"/api/v1/families"_s);
    QCOMPARE(w.body()[u"name"_s].toString(), u"The Bergs"_s);
    QCOMPARE(w.body()[u"due_date"_s].toString(), u"2026-09-01"_s);
    QCOMPARE(w.body()[u"relation"_s].toString(), u"Mum"_s);
    QVERIFY(!w.body()[u"zone"_s].toString().isEmpty());
    const QString id = w.idOf("id");
    Family made;
    made.id = *FamilyId::parse(id);
    made.name = u"The Bergs"_s;
    w.answer(201, made.toJson());
    QVERIFY(!w.model().busy());
    QCOMPARE(w.model().errorText(), QString());
    QCOMPARE(w.joined.count(), 1);
    QCOMPARE(w.joined.at(0).at(0).toString(), id);
    w.settle();
    QVERIFY(w.device.net.sent > pulls); // it is looked for at once
}

void TestFamilyModel::aDueDateMayBeLeftOut()
{
    Asked w;
    w.model().createFamily(u"The Bergs"_s, {}, {});
    QVERIFY(!w.body().contains(u"due_date"_s));
    w.apiHttp.fail(NetFailure::Offline);
    w.model().createFamily(u"The Bergs"_s, QDateTime(), {});
    QVERIFY(!w.body().contains(u"due_date"_s));
}

void TestFamilyModel::tryingAgainMakesNoSecondFamily()
{
    Asked w;
    w.model().createFamily(u"The Bergs"_s, {}, {});
    const QString id = w.idOf("id");
    w.apiHttp.fail(NetFailure::Timeout);
    QVERIFY(!w.model().busy());
    QCOMPARE(w.model().errorText(), u"The server did not answer in time. Try again in a moment."_s);
    QCOMPARE(w.joined.count(), 0);
    w.model().createFamily(u"The Bergs"_s, {}, {});
    QCOMPARE(w.model().errorText(), QString());
    QCOMPARE(w.idOf("id"), id);
}

void TestFamilyModel::anotherFamilyIsAnotherOne()
{
    Asked w;
    w.model().createFamily(u"The Bergs"_s, {}, {});
    const QString id = w.idOf("id");
    Family made;
    made.id = *FamilyId::parse(id);
    made.name = u"The Bergs"_s;
    w.answer(201, made.toJson());
    w.model().createFamily(u"The Bergs"_s, {}, {});
    QVERIFY(w.idOf("id") != id);
}

void TestFamilyModel::oneThingAtATime()
{
    Asked w;
    w.model().joinByCode(u"ABCD-2345"_s, {});
    w.model().joinByCode(u"ABCD-2345"_s, {});
    w.model().createFamily(u"The Bergs"_s, {}, {});
    w.model().createInvite(u"viewer"_s, {});
    w.model().previewInvite(u"ABCD-2345"_s);
    QCOMPARE(w.apiHttp.sent, 1);
}

void TestFamilyModel::joinsByCodeOrByLink_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("secret");
    QTest::newRow("code") << u" ABCD-2345\n"_s << u"code"_s << u"ABCD-2345"_s;
    QTest::newRow("link") << u"https://preggo.example/join#tOkEn_1 "_s << u"token"_s << u"tOkEn_1"_s;
    QTest::newRow("link with slashes")
        << u"https://preggo.example/join/tOkEn_1"_s << u"token"_s << u"tOkEn_1"_s;
}

void TestFamilyModel::joinsByCodeOrByLink()
{
    QFETCH(const QString, typed);
    QFETCH(const QString, key);
    QFETCH(const QString, secret);
    Asked w;
    w.model().joinByCode(typed, u" Grandpa "_s);
    QCOMPARE(w.request().path, u"/api/v1/invites/accept"_s);
    QCOMPARE(w.body(), (QJsonObject{{key, secret}, {u"name"_s, u"Nora"_s}, {u"relation"_s, u"Grandpa"_s}}));
    w.answer(200, w.membership());
    QVERIFY(!w.model().busy());
    QCOMPARE(w.joined.count(), 1);
    QCOMPARE(w.joined.at(0).at(0).toString(), w.family.toString());
}

void TestFamilyModel::aUsedInviteIsTold()
{
    Asked w;
    w.model().joinByCode(u"ABCD-2345"_s, {});
    w.apiHttp.answerProblem(ProblemCode::InviteUsed);
    QVERIFY(!w.model().busy());
    QCOMPARE(w.model().errorText(),
        u"This invite was used already. Ask the person who invited you for a new one."_s);
    QVERIFY(!w.model().errorText().isEmpty());
    QCOMPARE(w.joined.count(), 0);
}

void TestFamilyModel::previewTellsWhoInvites()
{
    Asked w;
    QSignalSpy previewed(&w.model(), &FamilyModel::invitePreviewed);
    w.model().previewInvite(u"ABCD-2345"_s);
    QCOMPARE(w.request().path, u"/api/v1/invites/preview"_s);
    w.answer(200, {{u"family_name"_s, u"The Bergs"_s}, {u"role"_s, u"viewer"_s}, {u"inviter"_s, u"Anna"_s}});
    QCOMPARE(previewed.count(), 1);
    QCOMPARE(previewed.at(0), (QVariantList{u"The Bergs"_s, u"Reads along"_s, u"Anna"_s}));
    w.model().previewInvite(u"ABCD-2345"_s);
    w.apiHttp.answerProblem(ProblemCode::InviteInvalid);
    QCOMPARE(w.model().errorText(), Words::problem(makeProblem(ProblemCode::InviteInvalid)));
    QCOMPARE(previewed.count(), 1);
}

void TestFamilyModel::inviteShowsItsLinkAndCode()
{
    Asked w;
    w.model().createInvite(u"viewer"_s, u" Aunt "_s);
    QCOMPARE(w.request().path, u"/api/v1/families/%1/invites"_s.arg(w.family.toString()));
    QCOMPARE(w.body(),
        (QJsonObject{{u"id"_s, w.idOf("id")}, {u"role"_s, u"viewer"_s}, {u"relation"_s, u"Aunt"_s}}));
    const QString first = w.idOf("id");
    QVERIFY(InviteId::parse(first));
    w.answerInvite();
    QVERIFY(!w.model().busy());
    QCOMPARE(w.invited.count(), 1);
    QCOMPARE(w.invited.at(0),
        (QVariantList{u"https://example.org/join#t"_s, u"ABCD-2345"_s,
            QDateTime::fromMSecsSinceEpoch(1'764'000'000'000, QTimeZone::utc())}));
    w.model().createInvite(u"viewer"_s, {});
    QVERIFY(w.idOf("id") != first); // for one person each
}

void TestFamilyModel::anInviteForNobodyKnownIsNotAskedFor()
{
    Asked w;
    w.model().createInvite(u"queen"_s, {});
    w.app.detach();
    w.model().createInvite(u"viewer"_s, {});
    QCOMPARE(w.apiHttp.sent, 0);
    QVERIFY(!w.model().busy());
}

void TestFamilyModel::anInviteThatNeverArrivedGoesUnderTheSameId()
{
    Asked w;
    w.model().createInvite(u"viewer"_s, {});
    const QString id = w.idOf("id");
    w.apiHttp.fail(NetFailure::Offline);
    QVERIFY(!w.model().errorText().isEmpty());
    w.model().createInvite(u"contributor"_s, {});
    QCOMPARE(w.idOf("id"), id);
    w.answerInvite();
    QCOMPARE(w.apiHttp.sent, 2);
    QCOMPARE(w.invited.count(), 1);
}

/// Its secrets were told once, and not heard: it must not stay open, and she needs one that works.
void TestFamilyModel::anInviteWhoseAnswerWasLostIsReplaced()
{
    Asked w;
    w.model().createInvite(u"viewer"_s, u"Aunt"_s);
    const QString id = w.idOf("id");
    w.apiHttp.fail(NetFailure::Timeout);
    w.model().createInvite(u"viewer"_s, u"Aunt"_s);
    w.apiHttp.answerProblem(ProblemCode::Conflict);
    QCOMPARE(w.request().method, "DELETE");
    QCOMPARE(w.request().path, u"/api/v1/families/%1/invites/%2"_s.arg(w.family.toString(), id));
    QVERIFY(w.model().busy());
    w.apiHttp.answer({NetFailure::None, 204, {}, {}});
    QCOMPARE(w.request().method, "POST");
    QVERIFY(w.idOf("id") != id);
    QCOMPARE(w.body()[u"relation"_s].toString(), u"Aunt"_s);
    w.answerInvite();
    QVERIFY(!w.model().busy());
    QCOMPARE(w.invited.count(), 1);
    QCOMPARE(w.model().errorText(), QString());
}

void TestFamilyModel::anInviteThatCannotBeTakenBackIsToldAndTriedAgain()
{
    Asked w;
    w.model().createInvite(u"viewer"_s, {});
    const QString id = w.idOf("id");
    w.apiHttp.answerProblem(ProblemCode::Conflict); // a repetition on the way had the same id
    w.apiHttp.fail(NetFailure::Offline);
    QVERIFY(!w.model().busy());
    QVERIFY(!w.model().errorText().isEmpty());
    QCOMPARE(w.invited.count(), 0);
    w.model().createInvite(u"viewer"_s, {});
    QCOMPARE(w.idOf("id"), id);
    w.apiHttp.answerProblem(ProblemCode::Conflict);
    w.apiHttp.answerProblem(ProblemCode::NotFound); // taken back already
    w.answerInvite();
    QCOMPARE(w.invited.count(), 1);
}

void TestFamilyModel::aServerThatKnowsEveryInviteIsNotAskedForEver()
{
    Asked w;
    w.model().createInvite(u"viewer"_s, {});
    w.apiHttp.answerProblem(ProblemCode::Conflict);
    w.apiHttp.answer({NetFailure::None, 204, {}, {}});
    w.apiHttp.answerProblem(ProblemCode::Conflict);
    QCOMPARE(w.apiHttp.sent, 3);
    QVERIFY(!w.model().busy());
    QVERIFY(!w.model().errorText().isEmpty());
}

void TestFamilyModel::signingOutForgetsWhatWasAsked()
{
    Asked w;
    w.model().createFamily(u"The Bergs"_s, {}, {});
    const QString id = w.idOf("id");
    w.app.detach();
    QVERIFY(!w.model().busy());
    w.apiHttp.fail(NetFailure::Offline);
    QCOMPARE(w.model().errorText(), QString()); // nobody is there to read it
    w.attach();
    w.model().createFamily(u"The Bergs"_s, {}, {});
    QVERIFY(w.idOf("id") != id);
}

QTEST_GUILESS_MAIN(TestFamilyModel)
#include "test_family_model.moc"
