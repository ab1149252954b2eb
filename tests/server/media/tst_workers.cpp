// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/picture.h"
#include "server/media/picture_workers.h"
#include "server/media/worker_answer.h"
#include "server/media/worker_fence.h"
#include "tests/server/media/pictures.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <csignal>

#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace preggo;
using namespace preggo::server;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

WorkerProgram bad(const QString &how)
{
    return {QCoreApplication::applicationDirPath() + u"/bad-picture-worker"_s, {how}};
}

/// Enough for a program without a picture, little enough for a test.
WorkerLimits small()
{
    return {.memoryBytes = 256LL * 1024 * 1024, .cpuSeconds = 2, .wall = std::chrono::seconds(20)};
}

/// How a bad worker ends that was asked for a picture.
WorkerProcess::Death endOf(const QString &how)
{
    const auto worker = WorkerProcess::start(bad(how), small(), 0);
    if (!worker || !worker->link().send({FrameKind::Prepare, {}, {}}, QDeadlineTimer(20'000)))
        return WorkerProcess::Death::NotStarted;
    static_cast<void>(worker->link().receive(QDeadlineTimer(20'000)));
    // It has closed the link, and perhaps still has its last words to say to the kernel.
    static_cast<void>(QTest::qWaitFor([&] { return !worker->isAlive(); }, 20'000));
    return worker->bury();
}

QByteArray statusOf(pid_t process)
{
    QFile file(u"/proc/%1/status"_s.arg(process));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kLimitsMemory = false;
#else
constexpr bool kLimitsMemory = true;
#endif

} // namespace

/// The process between strangers' pictures and the server.
class WorkersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesWhatTheDecoderMakes();
    void tellsOfTheSmallestFirst();
    void tellsOfThePreview();
    void anAnswerKeepsItsWord_data();
    void anAnswerKeepsItsWord();
    void refusalsComeThrough();
    void brokenWorkersAreToldApart_data();
    void brokenWorkersAreToldApart();
    void aMissingProgramIsNoFaultOfThePicture();
    void aHangEndsWithTheClock();
    void oneProcessAPicture();
    void aDeadSpareIsReplaced();
    void memoryIsBounded();
    void theFenceEndsWhoWantsOut_data();
    void theFenceEndsWhoWantsOut();
    void theFenceLetsDecodersWork();
    void theRealWorkerIsFenced();
    void aFencedWorkerIsReplaced();
};

void WorkersTest::makesWhatTheDecoderMakes()
{
    const QByteArray bytes = withExif(jpegOf(halves({900, 600})), 6);
    PictureWorkers workers(pictureWorkerProgram());
    const auto far = workers.prepare(bytes);
    const auto near = preparePicture(bytes);
    QVERIFY(far && near);
    QCOMPARE(far->width, near->width);
    QCOMPARE(far->height, near->height);
    QCOMPARE(far->placeholder, near->placeholder);
    QCOMPARE(far->variants.size(), near->variants.size());
    for (qsizetype i = 0; i < near->variants.size(); ++i) {
        QCOMPARE(far->variants[i].info, near->variants[i].info);
        QCOMPARE(far->variants[i].bytes, near->variants[i].bytes);
    }
}

void WorkersTest::tellsOfTheSmallestFirst()
{
    PictureWorkers workers(pictureWorkerProgram());
    QStringList names;
    const auto made = [&](const EncodedVariant &variant) { names.append(variant.info.name); };
    QVERIFY(workers.prepare(jpegOf(halves({900, 600})), made));
    QCOMPARE(names,
        (QStringList{u"w150"_s, u"w150"_s, u"w400"_s, u"w400"_s, u"w800"_s, u"w800"_s, u"w1200"_s, u"w1200"_s,
            u"full"_s}));
}

void WorkersTest::tellsOfThePreview()
{
    PictureWorkers workers(pictureWorkerProgram());
    QStringList heard;
    PreparedPicture preview;
    const auto made = [&](const EncodedVariant &variant) {
        heard.append(variant.info.name + u' ' + variant.info.format);
    };
    const auto show = [&](const PreparedPicture &picture) {
        heard.append(u"preview"_s);
        preview = picture;
    };
    const auto whole = workers.prepare(withExif(jpegOf(halves({900, 600})), 6), made, show);
    QVERIFY(whole);
    // As soon as those are there that the readers of either format need.
    QCOMPARE(heard.mid(0, 3), (QStringList{u"w150 webp"_s, u"w150 jpeg"_s, u"preview"_s}));
    QCOMPARE(heard.count(u"preview"_s), 1);
    QCOMPARE(preview.variants.size(), 2);
    QCOMPARE(QSize(preview.width, preview.height), QSize(600, 900));
    QCOMPARE(preview.width, whole->width);
    QCOMPARE(preview.height, whole->height);
    QVERIFY(!preview.placeholder.isEmpty());
    QCOMPARE(preview.placeholder, whole->placeholder);
}

void WorkersTest::anAnswerKeepsItsWord_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<bool>("isTaken");
    QTest::newRow("honest") << QString() << true;
    QTest::newRow("previews twice") << u"twice"_s << false;
    QTest::newRow("previews nothing") << u"nothing"_s << false;
    QTest::newRow("turns the picture round") << u"size"_s << false;
    QTest::newRow("changes its colours") << u"placeholder"_s << false;
}

void WorkersTest::anAnswerKeepsItsWord()
{
    QFETCH(QString, how);
    QFETCH(bool, isTaken);
    const auto picture = preparePicture(jpegOf(halves({90, 60})));
    QVERIFY(picture);
    PreparedPicture end = *picture;
    if (how == u"size")
        std::swap(end.width, end.height);
    if (how == u"placeholder")
        end.placeholder += 'x';
    int sockets[2];
    QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM, 0, sockets), 0);
    const WorkerLink worker(sockets[0]);
    const auto say = [&](const WorkerFrame &frame) { QVERIFY(worker.send(frame, QDeadlineTimer(10'000))); };
    if (how != u"nothing")
        say(frameOf(picture->variants.constFirst()));
    say(previewFrame(*picture));
    if (how == u"twice")
        say(previewFrame(*picture));
    say(doneFrame(end));
    int previews = 0;
    const auto answer = readAnswer(
        WorkerLink(sockets[1]), QDeadlineTimer(10'000), {}, [&](const PreparedPicture &) { ++previews; });
    ::close(sockets[0]);
    ::close(sockets[1]);
    QCOMPARE(answer.has_value(), isTaken);
    QCOMPARE(previews, how == u"nothing" ? 0 : 1);
    if (!isTaken)
        QCOMPARE(answer.error(), LinkEnd::Malformed);
}

void WorkersTest::refusalsComeThrough()
{
    PictureWorkers workers(pictureWorkerProgram());
    const auto refused = workers.prepare("Dear all, here is the picture.");
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ProblemCode::UnsupportedMedia);
    QVERIFY(refused.error().detail.contains(u"hoose"_s));
}

void WorkersTest::brokenWorkersAreToldApart_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<ProblemCode>("code");
    QTest::addColumn<QString>("sentence");
    const QString unsafe = u"cannot be read safely"_s;
    QTest::newRow("it crashes") << u"crash"_s << ProblemCode::PictureDamaged << unsafe;
    QTest::newRow("it takes all memory") << u"memory"_s << ProblemCode::PictureDamaged << unsafe;
    QTest::newRow("it never ends") << u"spin"_s << ProblemCode::PictureDamaged << u"takes too long"_s;
    QTest::newRow("it leaves without a word") << u"leave"_s << ProblemCode::PictureDamaged << unsafe;
    QTest::newRow("it speaks another tongue") << u"garbage"_s << ProblemCode::PictureDamaged << unsafe;
    QTest::newRow("it announces 4 GB") << u"endless"_s << ProblemCode::PictureDamaged << unsafe;
    QTest::newRow("it sends metadata") << u"metadata"_s << ProblemCode::PictureDamaged << unsafe;
    QTest::newRow("it has made nothing") << u"empty"_s << ProblemCode::PictureDamaged << unsafe;
    // Its words are not for her where the code is none of a picture's.
    QTest::newRow("it asks for a password")
        << u"refuse"_s << ProblemCode::PictureDamaged << u"Choose another copy"_s;
}

void WorkersTest::brokenWorkersAreToldApart()
{
    QFETCH(QString, how);
    QFETCH(ProblemCode, code);
    QFETCH(QString, sentence);
    if (how == u"memory" && !kLimitsMemory)
        QSKIP("a sanitizer needs more address space than any limit");
    PictureWorkers workers(bad(how), small());
    const auto refused = workers.prepare(jpegOf(halves({90, 60})));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, code);
    QVERIFY2(refused.error().detail.contains(sentence), qPrintable(refused.error().detail));
    QVERIFY(!refused.error().isTransient());
}

void WorkersTest::aMissingProgramIsNoFaultOfThePicture()
{
    // As in the middle of an upgrade.
    PictureWorkers workers({QCoreApplication::applicationDirPath() + u"/no-such-worker"_s, {}}, small());
    for (int i = 0; i < 2; ++i) {
        const auto refused = workers.prepare(jpegOf(halves({90, 60})));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ProblemCode::Unavailable);
    }
}

void WorkersTest::aHangEndsWithTheClock()
{
    WorkerLimits limits = small();
    limits.wall = std::chrono::milliseconds(300);
    PictureWorkers workers(bad(u"hang"_s), limits);
    QElapsedTimer timer;
    timer.start();
    const auto refused = workers.prepare(jpegOf(halves({90, 60})));
    QVERIFY(!refused);
    // Who waits for no reason of the picture's own tries again.
    QCOMPARE(refused.error().code, ProblemCode::Unavailable);
    QVERIFY(refused.error().isTransient());
    QVERIFY(timer.elapsed() >= 300 && timer.elapsed() < 10'000);
}

void WorkersTest::oneProcessAPicture()
{
    PictureWorkers workers(pictureWorkerProgram());
    QVERIFY(workers.prepare(jpegOf(halves({90, 60}))));
    QCOMPARE(workers.started(), 2); // the next stands ready
    QVERIFY(workers.prepare(jpegOf(halves({90, 60}))));
    QCOMPARE(workers.started(), 3);
}

void WorkersTest::aDeadSpareIsReplaced()
{
    auto worker = WorkerProcess::start(bad(u"die first"_s), small(), 0);
    QVERIFY(worker);
    QTRY_VERIFY(!worker->isAlive());
    QCOMPARE(worker->bury(), WorkerProcess::Death::Exited);
    auto living = WorkerProcess::start(bad(u"hang"_s), small(), 0);
    QVERIFY(living && living->isAlive());
    QCOMPARE(::kill(living->id(), SIGKILL), 0);
    QTRY_VERIFY(!living->isAlive());
    QCOMPARE(living->bury(), WorkerProcess::Death::Killed);
}

void WorkersTest::memoryIsBounded()
{
    PictureWorkers workers(pictureWorkerProgram());
    // 39 megapixels, interlaced and of 16 bits with alpha would be the worst; this is the largest that
    // a telephone sends.
    QVERIFY(workers.prepare(jpegOf(halves({7'200, 5'400}), 70)));
    rusage used{};
    QCOMPARE(::getrusage(RUSAGE_CHILDREN, &used), 0);
    QVERIFY2(used.ru_maxrss * 1024LL < limits::kPictureWorkerBytes / 2 || !kLimitsMemory,
        qPrintable(QString::number(used.ru_maxrss)));
}

void WorkersTest::theFenceEndsWhoWantsOut_data()
{
    QTest::addColumn<QString>("how");
    for (const char *how :
        {"socket", "exec", "fork", "ptrace", "kill", "make", "overwrite", "rename", "unlink", "chmod"})
        QTest::newRow(how) << QString::fromLatin1(how);
}

void WorkersTest::theFenceEndsWhoWantsOut()
{
    QFETCH(QString, how);
    if (!hasFence())
        QSKIP("this build has no fence");
    QCOMPARE(endOf(u"fenced "_s + how), WorkerProcess::Death::Fenced);
}

void WorkersTest::theFenceLetsDecodersWork()
{
    // The corpus shows it of the decoders themselves; this, of threads, memory and files to read.
    QCOMPARE(endOf(u"fenced honest"_s), WorkerProcess::Death::Exited);
}

void WorkersTest::theRealWorkerIsFenced()
{
    if (!hasFence())
        QSKIP("this build has no fence");
    const auto worker = WorkerProcess::start(pictureWorkerProgram(), {}, 0);
    QVERIFY(worker);
    // Once it is ready for a picture, all its system calls go through a filter ("2").
    QTRY_VERIFY(statusOf(worker->id()).contains("\nSeccomp:\t2\n"));
}

void WorkersTest::aFencedWorkerIsReplaced()
{
    if (!hasFence())
        QSKIP("this build has no fence");
    PictureWorkers workers(bad(u"fenced socket"_s), small());
    for (int i = 1; i <= 2; ++i) {
        const auto refused = workers.prepare(jpegOf(halves({90, 60})));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ProblemCode::PictureDamaged);
        QVERIFY2(
            refused.error().detail.contains(u"cannot be read safely"_s), qPrintable(refused.error().detail));
        QVERIFY(!refused.error().isTransient());
        QCOMPARE(workers.started(), i + 1);
    }
}

QTEST_GUILESS_MAIN(WorkersTest)
#include "tst_workers.moc"
