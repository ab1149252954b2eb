// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/fault.h"
#include "tests/support/fault_device.h"

#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// What stands on the server before anything is done.
struct Stage
{
    PostId theirs;
    PostId mine;
    CommentId myComment;
};

using Setup = std::function<void(FaultDevice &, const Stage &)>;
/// Does it once, and tells what she was told.
using Act = std::function<std::optional<Result<void>>(FaultDevice &, const Stage &)>;

struct Operation
{
    Setup setup;
    Act act;
    Ways ways = Ways::All;
    int atLeast = 48; ///< calls that fail
};

StreamId streamOf(const FaultDevice &device)
{
    return StreamId::all(device.family);
}

ActionDraft postDraft(const FaultDevice &device, PostId id, const QString &text)
{
    PostCreate create;
    create.text = text;
    return draft::createPost(streamOf(device), id, create);
}

ActionDraft commentDraft(const FaultDevice &device, CommentId id, PostId post, const QString &text)
{
    CommentCreate create;
    create.post = post;
    create.text = text;
    return draft::createComment(streamOf(device), id, create);
}

ActionDraft editDraft(const FaultDevice &device, PostId post, const QString &text)
{
    PostEdit edit;
    edit.text = text;
    return draft::editPost(streamOf(device), post, edit);
}

ActionDraft plainDraft(ActionKind kind, const StreamId &stream, EntityId entity, const QJsonObject &payload)
{
    ActionDraft draft;
    draft.kind = kind;
    draft.stream = stream;
    draft.entity = entity;
    draft.payload = payload;
    return draft;
}

void mustSubmit(FaultDevice &device, const ActionDraft &draft)
{
    const auto told = device.submit(draft);
    QVERIFY(told && *told);
}

FaultDevice::Kept stage(Stage &stage)
{
    FaultDevice device;
    stage.theirs = device.server->addPost(device.family, device.other, u"His post"_s);
    stage.mine = device.server->addPost(device.family, device.self, u"My post"_s);
    stage.myComment = device.server->addComment(device.family, device.self, stage.theirs, u"My comment"_s);
    if (!device.open(true))
        qFatal("the stage could not be set");
    device.settle();
    return device.keep();
}

/// The states in which the operation finds and leaves the device.
struct Frame
{
    FaultDevice::Kept kept;
    QString before;
    QString after;
};

class Trials
{
public:
    Trials(const Stage &stage, const FaultDevice::Kept &kept, Operation operation)
        : m_stage(stage)
        , m_operation(std::move(operation))
    {
        FaultDevice device(kept, 1);
        must(device.open().has_value());
        if (m_operation.setup)
            m_operation.setup(device, m_stage);
        device.executor->drain();
        m_frame.kept = device.keep();
        must(device.open().has_value());
        m_frame.before = device.account();
        const auto told = m_operation.act(device, m_stage);
        must(told && *told);
        must(restarted(device));
        m_frame.after = device.account();
        must(m_frame.before != m_frame.after);
    }

    /// How many calls failed; 0 where something is wrong with the operation itself, -1 with what came of one.
    int run()
    {
        const auto trial = [this](Fault &fault) { return sameProcess(fault) && nextProcess(fault); };
        return m_sound ? failEachCall(trial, m_operation.ways) : 0;
    }

private:
    void must(bool holds) { m_sound = m_sound && holds; }
    static bool restarted(FaultDevice &device)
    {
        device.close();
        return device.open().has_value();
    }
    bool isBefore(const Fault &fault, const char *what, FaultDevice &device)
    {
        const QString found = device.account();
        return fault.check(what, found == m_frame.before, m_frame.before, found);
    }
    static bool isSound(const Fault &fault, FaultDevice &device)
    {
        return fault.check("the databases are damaged", device.integrity() == u"ok");
    }
    bool isAfter(const Fault &fault, const char *what, FaultDevice &device)
    {
        const QString found = device.account();
        return fault.check(what, found == m_frame.after, m_frame.after, found);
    }
    bool again(const Fault &fault, FaultDevice &device)
    {
        const auto told = m_operation.act(device, m_stage);
        return fault.check("the same again does not succeed", told && *told);
    }

    /// Fails, is told, and tries the same again.
    bool sameProcess(Fault fault)
    {
        if (fault.endsProcess())
            return true;
        FaultDevice device(m_frame.kept, fault.seed());
        if (!fault.check("could not start", device.open().has_value()))
            return false;
        fault.arm(device.disk);
        const auto told = m_operation.act(device, m_stage);
        Fault::disarm(device.disk);
        if (!fault.check("nobody was told anything", told.has_value()))
            return false;
        const bool refused = !*told;
        if (refused
            && (!fault.check("no words for it", !told->error().detail.isEmpty())
                || !isBefore(fault, "refused, but not as before", device) || !again(fault, device)))
            return false;
        return fault.check("could not start again", restarted(device)) && isSound(fault, device)
            && isAfter(fault, "not as it should be", device);
    }

    /// Fails, and the next thing is that the power goes.
    bool nextProcess(Fault &fault)
    {
        FaultDevice device(m_frame.kept, fault.seed());
        if (!fault.check("could not start", device.open().has_value()))
            return false;
        fault.arm(device.disk);
        const auto told = m_operation.act(device, m_stage);
        const bool hasEnded = fault.isMet() && fault.endsProcess();
        if (hasEnded)
            device.bury();
        else
            device.losePower();
        Fault::disarm(device.disk);
        if (!fault.check("could not start again", device.open().has_value()) || !isSound(fault, device))
            return false;
        if (device.account() == m_frame.after)
            return true;
        const bool wasKept = told && *told && !hasEnded;
        return fault.check("said to be kept, and is not", !wasKept)
            && isBefore(fault, "neither before nor after", device) && again(fault, device)
            && fault.check("could not start again", restarted(device))
            && isAfter(fault, "done again, but not as it should be", device);
    }

    const Stage m_stage;
    const Operation m_operation;
    Frame m_frame;
    bool m_sound = true;
};

/// An operation that submits one action.
Act submitting(const std::function<ActionDraft(FaultDevice &, const Stage &)> &make)
{
    return [make](FaultDevice &device, const Stage &stage) { return device.submit(make(device, stage)); };
}

/// An action that this device has, by its kind.
OpId opOf(const FaultDevice &device, ActionKind kind)
{
    for (const PendingAction &pending : device.engine->pending()) {
        if (pending.row.action.kind == kind)
            return pending.row.action.opId;
    }
    return {};
}

Act discarding(ActionKind kind)
{
    return [kind](FaultDevice &device, const Stage &) {
        std::optional<Result<void>> told;
        device.engine->discard(opOf(device, kind), [&](const Result<void> &result) { told = result; });
        device.executor->drain();
        return told;
    };
}

Act retrying(ActionKind kind)
{
    return [kind](FaultDevice &device, const Stage &) -> std::optional<Result<void>> {
        device.engine->retry(opOf(device, kind));
        device.executor->drain();
        return device.storageTold();
    };
}

/// Parks what waits, as if for `cause`.
void parkAll(FaultDevice &device, ParkCause cause)
{
    OutboxBatch batch;
    const auto pending = device.engine->pending();
    for (const PendingAction &each : pending) {
        ActionRow row = each.row;
        if (row.action.kind != ActionKind::PostCreate)
            continue;
        row.state = ActionState::Parked;
        row.cause = cause;
        row.sentCount = 1;
        row.problem = makeProblem(ProblemCode::Rejected);
        batch.advance.append(row);
    }
    QVERIFY(device.outbox->write(batch));
    device.close();
    QVERIFY(device.open());
}

const PostId kFresh = numbered<PostId>(0x501);
const CommentId kFreshComment = numbered<CommentId>(0x502);

void withPost(FaultDevice &device, const Stage &)
{
    mustSubmit(device, postDraft(device, kFresh, u"Not sent yet"_s));
}
void withComment(FaultDevice &device, const Stage &stage)
{
    mustSubmit(device, commentDraft(device, kFreshComment, stage.theirs, u"Not sent yet"_s));
}
/// A post with a picture, a comment on it and a heart for it; nothing is sent.
void withFamilyOfActions(FaultDevice &device, const Stage &)
{
    PostCreate create;
    create.text = u"With a picture"_s;
    const auto media = device.putPicture(0x600);
    create.media = {media.mediaId};
    auto draft = draft::createPost(streamOf(device), kFresh, create);
    draft.media = {media};
    mustSubmit(device, draft);
    mustSubmit(device, commentDraft(device, kFreshComment, kFresh, u"Below it"_s));
    mustSubmit(device, draft::setReaction(streamOf(device), kFresh, device.self, ReactionKind::Love));
}
void withRefusedPost(FaultDevice &device, const Stage &stage)
{
    withFamilyOfActions(device, stage);
    parkAll(device, ParkCause::Rejected);
}
void withPostThatMayHaveArrived(FaultDevice &device, const Stage &stage)
{
    withPost(device, stage);
    auto row = device.engine->pending().constFirst().row;
    row.sentCount = 1;
    OutboxBatch batch;
    batch.advance.append(row);
    QVERIFY(device.outbox->write(batch));
    device.close();
    QVERIFY(device.open());
}

} // namespace

Q_DECLARE_METATYPE(Operation)

/// What a person does, with every call to the disk failing in turn.
class TestOutboxFaults : public QObject
{
    Q_OBJECT

private:
    Stage m_stage;
    FaultDevice::Kept m_kept;

    void add(const char *name, const Setup &setup, const Act &act)
    {
        QTest::newRow(name) << Operation{setup, act};
    }
    /// Of a kind that goes the way of all others.
    void addKind(const char *name, const Act &act)
    {
        QTest::newRow(name) << Operation{{}, act, Ways::Few, 16};
    }
    void addCreates()
    {
        using D = FaultDevice;
        using S = Stage;
        add(
            "post.create, with its draft",
            [](D &d, const S &) {
                QVERIFY(d.outbox->saveDraft({numbered<DraftId>(1), u"post:x"_s, u"A text"_s, u"[]"_s, 1}));
            },
            submitting([](D &d, const S &) {
                auto draft = postDraft(d, kFresh, u"A text"_s);
                draft.releases = numbered<DraftId>(1);
                return draft;
            }));
        add(
            "post.create, with a picture", [](D &d, const S &) { d.putPicture(0x600); },
            [](D &d, const S &) {
                PostCreate create;
                const auto media = d.putPicture(0x600);
                create.media = {media.mediaId};
                auto draft = draft::createPost(streamOf(d), kFresh, create);
                draft.media = {media};
                return d.submit(draft);
            });
    }
    void addPostKinds()
    {
        using D = FaultDevice;
        using S = Stage;
        addKind("post.edit", submitting([](D &d, const S &s) { return editDraft(d, s.mine, u"Changed"_s); }));
        addKind("post.delete",
            submitting([](D &d, const S &s) { return draft::deletePost(streamOf(d), s.mine); }));
        addKind("post.restore",
            submitting([](D &d, const S &s) { return draft::restorePost(streamOf(d), s.mine); }));
        addKind("post.move", submitting([](D &d, const S &s) {
            return plainDraft(ActionKind::PostMove, streamOf(d), idCast<EntityId>(s.mine), QJsonObject());
        }));
        addKind("post.hold", submitting([](D &d, const S &s) {
            return plainDraft(ActionKind::PostHold, streamOf(d), idCast<EntityId>(s.mine), QJsonObject());
        }));
        addKind("post.release", submitting([](D &d, const S &s) {
            return plainDraft(ActionKind::PostRelease, StreamId::parents(d.family), idCast<EntityId>(s.mine),
                QJsonObject());
        }));
    }
    void addCommentKinds()
    {
        using D = FaultDevice;
        using S = Stage;
        addKind("comment.create", submitting([](D &d, const S &s) {
            return commentDraft(d, kFreshComment, s.theirs, u"How nice"_s);
        }));
        addKind("comment.edit", submitting([](D &d, const S &s) {
            return draft::editComment(streamOf(d), s.myComment, s.theirs, u"Changed"_s);
        }));
        addKind("comment.delete", submitting([](D &d, const S &s) {
            return draft::deleteComment(streamOf(d), s.myComment, s.theirs);
        }));
        addKind("comment.restore", submitting([](D &d, const S &s) {
            return draft::restoreComment(streamOf(d), s.myComment, s.theirs);
        }));
    }
    void addOtherKinds()
    {
        using D = FaultDevice;
        using S = Stage;
        addKind("reaction.set", submitting([](D &d, const S &s) {
            return draft::setReaction(streamOf(d), s.theirs, d.self, ReactionKind::Joy);
        }));
        addKind("read.mark", submitting([](D &d, const S &s) {
            return draft::markRead(d.self, {streamOf(d), 5, s.theirs});
        }));
        addKind("family.update", submitting([](D &d, const S &) {
            FamilyUpdate update;
            update.name = u"Another name"_s;
            return draft::updateFamily(d.family, update);
        }));
        addKind("family.pause", submitting([](D &d, const S &) {
            return plainDraft(ActionKind::FamilyPause, streamOf(d), idCast<EntityId>(d.family),
                FamilyPause{PauseMode::Paused, PauseView::Note, u"A while"_s}.toJson());
        }));
        addKind("report.create", submitting([](D &d, const S &s) {
            return plainDraft(ActionKind::ReportCreate, StreamId::parents(d.family),
                numbered<EntityId>(0x503),
                ReportCreate{u"post"_s, idCast<EntityId>(s.theirs), u"Why"_s}.toJson());
        }));
        addKind("pref.set", submitting([](D &d, const S &) {
            return plainDraft(ActionKind::PrefSet, StreamId::user(d.self), idCast<EntityId>(d.self),
                PrefSet{u"quiet"_s, true}.toJson());
        }));
    }
    void addMerges()
    {
        using D = FaultDevice;
        using S = Stage;
        add("an edit merges into its unsent create", withPost,
            submitting([](D &d, const S &) { return editDraft(d, kFresh, u"Better"_s); }));
        add(
            "an edit merges into an unsent edit",
            [](D &d, const S &s) { mustSubmit(d, editDraft(d, s.mine, u"Changed"_s)); },
            submitting([](D &d, const S &s) { return editDraft(d, s.mine, u"Changed again"_s); }));
        add(
            "the last reaction stays",
            [](D &d, const S &s) {
                mustSubmit(d, draft::setReaction(streamOf(d), s.theirs, d.self, ReactionKind::Joy));
            },
            submitting([](D &d, const S &s) {
                return draft::setReaction(streamOf(d), s.theirs, d.self, ReactionKind::Hug);
            }));
        add(
            "the highest mark stays",
            [](D &d, const S &s) {
                mustSubmit(d, draft::markRead(d.self, {streamOf(d), 5, s.theirs}));
            },
            submitting([](D &d, const S &s) {
                return draft::markRead(d.self, {streamOf(d), 9, s.mine});
            }));
        add("a delete cancels its unsent create", withFamilyOfActions,
            submitting([](D &d, const S &) { return draft::deletePost(streamOf(d), kFresh); }));
        add("a delete cancels its unsent comment", withComment, submitting([](D &d, const S &s) {
            return draft::deleteComment(streamOf(d), kFreshComment, s.theirs);
        }));
        add(
            "a restore cancels an unsent delete",
            [](D &d, const S &s) { mustSubmit(d, draft::deletePost(streamOf(d), s.mine)); },
            submitting([](D &d, const S &s) { return draft::restorePost(streamOf(d), s.mine); }));
    }
    void addManaging()
    {
        using D = FaultDevice;
        using S = Stage;
        add("what was never sent is thrown away", withFamilyOfActions, discarding(ActionKind::PostCreate));
        add("what was refused is thrown away", withRefusedPost, discarding(ActionKind::PostCreate));
        add("what may have arrived is taken back", withPostThatMayHaveArrived,
            discarding(ActionKind::PostCreate));
        add("what was refused is tried again", withRefusedPost, retrying(ActionKind::PostCreate));
        add(
            "what was parked here is tried again",
            [](D &d, const S &s) {
                withFamilyOfActions(d, s);
                parkAll(d, ParkCause::LocalCrash);
            },
            retrying(ActionKind::PostCreate));
        add("a draft is kept", {}, [](D &d, const S &) {
            std::optional<Result<void>> told;
            d.engine->saveDraft({numbered<DraftId>(1), u"post:x"_s, u"Half a th"_s, u"[]"_s, 1},
                [&](const Result<void> &result) { told = result; });
            d.executor->drain();
            return told;
        });
    }

private Q_SLOTS:
    void initTestCase() { m_kept = stage(m_stage); }

    void eachCallFails_data()
    {
        QTest::addColumn<Operation>("operation");
        addCreates();
        addPostKinds();
        addCommentKinds();
        addOtherKinds();
        addMerges();
        addManaging();
    }
    void eachCallFails()
    {
        QFETCH(Operation, operation);
        const int failed = Trials(m_stage, m_kept, operation).run();
        qInfo("%d calls failed", failed);
        QVERIFY(failed >= operation.atLeast);
    }
};

QTEST_GUILESS_MAIN(TestOutboxFaults)
#include "test_outbox_faults.moc"
