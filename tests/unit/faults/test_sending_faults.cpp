// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/fault.h"
#include "tests/support/fault_device.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kHealedMs = 15'000;

struct Errand
{
    std::function<void(FaultDevice &)> setup; ///< offline
    std::function<void(FaultDevice &)> begin; ///< what happens to the server meanwhile
    Ways ways = Ways::Few;
    int atLeast = 100; ///< calls that fail
};

void mustSubmit(FaultDevice &device, const ActionDraft &draft)
{
    const auto told = device.submit(draft);
    QVERIFY(told && *told);
}

const PostId kFresh = numbered<PostId>(0x501);

/// A post, a comment below it and a heart for it.
void writeThree(FaultDevice &device)
{
    const StreamId stream = StreamId::all(device.family);
    PostCreate post;
    post.text = u"Written in the train"_s;
    mustSubmit(device, draft::createPost(stream, kFresh, post));
    CommentCreate comment;
    comment.post = kFresh;
    comment.text = u"Below it"_s;
    mustSubmit(device, draft::createComment(stream, numbered<CommentId>(0x502), comment));
    mustSubmit(device, draft::setReaction(stream, kFresh, device.self, ReactionKind::Love));
}

/// Delivered, but not in a backup yet.
void deliverThree(FaultDevice &device)
{
    device.server->durableLag = 1'000;
    writeThree(device);
    device.goOnline();
    device.settle();
}

FaultDevice::Kept stage()
{
    FaultDevice device;
    device.server->addPost(device.family, device.other, u"His post"_s);
    if (!device.open(true))
        qFatal("the stage could not be set");
    device.settle();
    return device.keep();
}

class Errands
{
public:
    Errands(const FaultDevice::Kept &kept, Errand errand)
        : m_errand(std::move(errand))
    {
        FaultDevice device(kept, 1);
        m_sound = device.open().has_value();
        m_errand.setup(device);
        m_kept = device.keep();
        m_sound = m_sound && device.open();
        run(device);
        m_sound = m_sound && isHealed(device);
        m_after = device.account();
        m_applied = device.server->applied;
    }

    int failAll()
    {
        return m_sound ? failEachCall([this](Fault &fault) { return trial(fault); }, m_errand.ways) : 0;
    }

private:
    void run(FaultDevice &device)
    {
        m_errand.begin(device);
        device.goOnline();
        device.settle();
    }
    static bool isHealed(FaultDevice &device)
    {
        device.close();
        if (!device.open(true))
            return false;
        device.settle(kHealedMs);
        device.welcome();
        device.settle();
        return device.engine->status().connected;
    }

    /// When what was delivered is forgotten is nothing to her.
    static QString sheSees(const QString &account) { return account.section(u'\n', 1); }

    bool trial(Fault &fault)
    {
        FaultDevice device(m_kept, fault.seed());
        if (!fault.check("could not start", device.open().has_value()))
            return false;
        fault.arm(device.disk);
        run(device);
        const bool hasEnded = fault.isMet() && fault.endsProcess();
        if (hasEnded)
            device.bury();
        Fault::disarm(device.disk);
        if (!hasEnded && fault.isMet() && fault.how() == Fault::How::FromThenOn
            && sheSees(device.account()) != sheSees(m_after)
            && !fault.check("it goes wrong and nobody is told", device.diskWasTold()))
            return false;
        // Half of the devices live on, the others lose their power as soon as they can.
        if (!hasEnded && fault.call() % 2 == 0)
            device.settle();
        else if (!hasEnded)
            device.losePower();
        if (!fault.check("could not start again", isHealed(device))
            || !fault.check("the databases are damaged", device.integrity() == u"ok"))
            return false;
        const QString found = device.account();
        return fault.check("not as it should be", found == m_after, m_after, found)
            && fault.check("took effect more than once, or never", device.server->applied == m_applied);
    }

    const Errand m_errand;
    FaultDevice::Kept m_kept;
    QString m_after;
    int m_applied = 0;
    bool m_sound = true;
};

} // namespace

Q_DECLARE_METATYPE(Errand)

/// What the engine does by itself, with every call to the disk failing in turn.
class TestSendingFaults : public QObject
{
    Q_OBJECT

private:
    FaultDevice::Kept m_kept = stage();

private Q_SLOTS:
    void eachCallFails_data()
    {
        QTest::addColumn<Errand>("errand");
        QTest::newRow("delivered, and deleted once it is durable")
            << Errand{writeThree, [](FaultDevice &) {}, Ways::All, 500};
        QTest::newRow("the answer is lost") << Errand{
            writeThree, [](FaultDevice &device) {
                device.net->before = [&device](const HttpRequest &request) -> std::optional<HttpAnswer> {
                    if (request.path.endsWith(u"/push") && device.server->pushes == 0)
                        device.net->loseAnswers = 1;
                    return std::nullopt;
                };
            }};
        QTest::newRow("refused, and parked") << Errand{writeThree,
            [](FaultDevice &device) {
                device.server->judge = [](const Action &action) {
                    return action.kind == ActionKind::PostCreate
                        ? std::optional(makeProblem(ProblemCode::Rejected))
                        : std::nullopt;
                };
            },
            Ways::All, 100};
        QTest::newRow("parked, since the family is closed") << Errand{
            writeThree, [](FaultDevice &device) { device.server->removeMember(device.family, device.self); }};
        QTest::newRow("sent again, since the server was restored") << Errand{deliverThree,
            [](FaultDevice &device) { device.server->restoreTo(StreamId::all(device.family), 4); }};
    }
    void eachCallFails()
    {
        QFETCH(Errand, errand);
        const int failed = Errands(m_kept, errand).failAll();
        qInfo("%d calls failed", failed);
        QVERIFY(failed >= errand.atLeast);
    }
};

QTEST_GUILESS_MAIN(TestSendingFaults)
#include "test_sending_faults.moc"
