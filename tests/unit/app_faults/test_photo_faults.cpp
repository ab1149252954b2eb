// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/composer_model.h"
#include "core/feed/engine_feed_source.h"
#include "core/media/picture_recovery.h"
#include "platform/linux/durable_file_store.h"
#include "tests/support/fault.h"
#include "tests/support/fault_device.h"
#include "tests/support/scripted_http.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QImage>
#include <QSignalSpy>
#include <QTest>

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString kCamera = u"/camera/1.png"_s;
const QString kFolder = u"media_out"_s;
const QString kText = u"The first picture"_s;

/// What of an account is there while a process runs.
struct Process
{
    explicit Process(FaultDevice &device)
        : http(*device.executor)
        , api(http, device.tokens)
        , files(device.local().files)
        , feed(*device.engine, *device.cache, [](const Executor::Task &task) { task(); })
        , context{device.clock, *device.executor, *device.executor, *device.engine, feed, api, files,
              [&device](const std::function<void(Cache &)> &read) { read(*device.cache); }, kFolder,
              device.self, u"Nora"_s}
        , recovery({device.clock, device.rng, *device.executor, *device.executor, *device.executor, files,
                       *device.outbox, *device.cache},
              kFolder)
        , facts(FamilyFacts::read(*device.cache, device.family, device.self))
    {
        recovery.run(ComposerModel::targetOf(device.family), {});
        device.executor->drain();
        composer.attach(context, facts);
        device.executor->drain();
    }

    ScriptedHttp http;
    ApiClient api;
    DurableFileStore files;
    EngineFeedSource feed;
    AccountContext context;
    PictureRecovery recovery;
    FamilyFacts facts;
    ComposerModel composer;
};

/// A device and, as long as it runs, its composer.
class Camera
{
public:
    Camera() = default;
    Q_DISABLE_COPY_MOVE(Camera)
    Camera(const FaultDevice::Kept &kept, quint64 seed)
        : device(kept, seed)
    { }

    ~Camera() { bury(); }

    bool open(bool online = false)
    {
        close();
        if (!device.open(online))
            return false;
        if (online)
            device.settle();
        process = std::make_unique<Process>(device);
        return true;
    }
    void close()
    {
        if (process) {
            process->composer.detach();
            device.executor->drain(); // what was begun has references to it
        }
        process.reset();
        device.close();
    }
    void bury()
    {
        device.disk.setEachCall([](quint64, DiskCall) { return DiskFault::Io; });
        close();
        device.disk.setEachCall({});
    }
    void losePower()
    {
        device.disk.stop(SimDisk::Stop::PowerLoss);
        bury();
    }

    /// She chooses the picture where it is not there yet, and sends. What she is told; nothing where nobody
    /// says anything.
    std::optional<Result<void>> save()
    {
        auto &composer = process->composer;
        const QSignalSpy sent(&composer, &ComposerModel::sent);
        const QSignalSpy failed(&composer, &ComposerModel::failed);
        if (composer.pictures()->count() > 0
            && composer.pictures()->rows().constFirst().state == PictureListModel::Failed)
            composer.removePicture(0);
        if (composer.pictures()->count() == 0)
            composer.addPictures({QUrl::fromLocalFile(kCamera)});
        device.settle(1'000);
        const auto &row = composer.pictures()->rows().constFirst();
        if (row.state == PictureListModel::Failed)
            return fail(ProblemCode::Internal, row.errorText);
        composer.send();
        device.executor->drain();
        if (sent.count() > 0)
            return Result<void>();
        if (failed.count() > 0)
            return fail(ProblemCode::Internal, failed.constLast().constFirst().toString());
        return std::nullopt;
    }

    FaultDevice device;
    std::unique_ptr<Process> process;
};

/// What is kept of the post, while a process runs.
struct Found
{
    int posts = 0;
    QStringList named; ///< paths, by the outbox or by the composer
    QStringList files; ///< in the folder
    QString text; ///< in the composer

    explicit Found(Camera &camera)
    {
        for (const PendingAction &pending : camera.device.engine->pending()) {
            if (pending.row.action.payload[u"text"_s].toString() == kText)
                ++posts;
        }
        const auto contents = camera.device.outbox->load();
        for (const MediaOut &media : contents ? contents->media : QVector<MediaOut>())
            named.append(media.path);
        for (const auto &row : camera.process->composer.pictures()->rows())
            named.append(QUrl(row.source).toLocalFile());
        const auto paths = camera.device.disk.paths();
        for (const QString &path : paths) {
            if (path.startsWith(kFolder))
                files.append(path);
        }
        text = camera.process->composer.text();
        named.sort();
        files.sort();
    }
    [[nodiscard]] QString toString() const
    {
        return u"posts %1, named %2, files %3, text %4"_s.arg(posts).arg(
            named.join(u','), files.join(u','), text);
    }
};

QByteArray png()
{
    QImage image(16, 12, QImage::Format_RGB32);
    image.fill(Qt::darkGreen);
    QBuffer buffer;
    image.save(&buffer, "png");
    return buffer.data();
}

/// A text that is kept as a draft, and a picture to choose.
FaultDevice::Kept stage()
{
    Camera camera;
    camera.device.disk.install(kCamera, png());
    if (!camera.open(true))
        qFatal("the stage could not be set");
    camera.process->composer.setText(kText);
    camera.device.settle();
    camera.close();
    return camera.device.keep();
}

} // namespace

class TestPhotoFaults : public QObject
{
    Q_OBJECT

private:
    FaultDevice::Kept m_kept = stage();

    /// Whatever happened: nothing lies there that nobody names, nothing is there twice, and the text is
    /// there.
    static bool isWhole(const Fault &fault, Camera &camera)
    {
        const Found found(camera);
        return fault.check("the databases are damaged", camera.device.integrity() == u"ok")
            && fault.check("files and their names differ", found.files == found.named, {}, found.toString())
            && fault.check("a picture is there twice", found.files.size() <= 1, {}, found.toString())
            && fault.check("the text is there twice, or not at all",
                found.posts + (found.text == kText ? 1 : 0) == 1, {}, found.toString());
    }
    /// The post is there once with its picture, and nothing else.
    static bool isKept(const Fault &fault, Camera &camera)
    {
        const Found found(camera);
        if (!fault.check(
                "the post is not there once", found.posts == 1 && found.text.isEmpty(), {}, found.toString())
            || !fault.check("its picture is not there once",
                found.files.size() == 1 && found.files == found.named, {}, found.toString()))
            return false;
        const auto contents = camera.device.outbox->load();
        const QByteArray bytes = camera.device.disk.contents(found.files.constFirst());
        return fault.check("the picture is not whole",
            QCryptographicHash::hash(bytes, QCryptographicHash::Sha256)
                == contents->media.constFirst().sha256);
    }
    static bool saveAgain(const Fault &fault, Camera &camera)
    {
        if (Found(camera).posts == 1)
            return true;
        const auto told = camera.save();
        return fault.check("the same again does not succeed", told && *told, {},
            told && !*told ? told->error().detail : QString());
    }
    bool sameProcess(Fault fault) const
    {
        if (fault.endsProcess())
            return true;
        Camera camera(m_kept, fault.seed());
        if (!fault.check("could not start", camera.open()))
            return false;
        fault.arm(camera.device.disk);
        const auto told = camera.save();
        Fault::disarm(camera.device.disk);
        if (!fault.check("nobody was told anything", told.has_value())
            || !fault.check("no words for it", *told || !told->error().detail.isEmpty())
            || (!*told && !saveAgain(fault, camera)))
            return false;
        return fault.check("could not start again", camera.open()) && isKept(fault, camera);
    }
    bool nextProcess(Fault &fault) const
    {
        Camera camera(m_kept, fault.seed());
        if (!fault.check("could not start", camera.open()))
            return false;
        fault.arm(camera.device.disk);
        const auto told = camera.save();
        const bool hasEnded = fault.isMet() && fault.endsProcess();
        if (hasEnded)
            camera.bury();
        else
            camera.losePower();
        Fault::disarm(camera.device.disk);
        if (!fault.check("could not start again", camera.open()) || !isWhole(fault, camera))
            return false;
        const bool wasKept = told && *told && !hasEnded;
        return (!wasKept || isKept(fault, camera)) && saveAgain(fault, camera)
            && fault.check("could not start again", camera.open()) && isKept(fault, camera);
    }

private Q_SLOTS:
    void eachCallFails()
    {
        const int failed =
            failEachCall([this](Fault &fault) { return sameProcess(fault) && nextProcess(fault); });
        qInfo("%d calls failed", failed);
        QVERIFY(failed >= 150);
    }
};

QTEST_GUILESS_MAIN(TestPhotoFaults)
#include "test_photo_faults.moc"
