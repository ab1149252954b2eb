// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/images/picture_provider.h"
#include "app/images/picture_url.h"
#include "core/net/qt_executor.h"

#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickImageResponse>
#include <QQuickItem>
#include <QSignalSpy>
#include <QTest>

using namespace preggo;
using namespace Qt::Literals::StringLiterals;

namespace {

const auto kMedia = u"01890000-0000-7000-8000-000000000001"_s;

/// Pictures that come when the test says so.
class FakePictures final : public PictureSource
{
public:
    Ticket load(const PictureRequest &request, Done done) override
    {
        requests.append(request);
        waiting.insert(++last, std::move(done));
        if (answer)
            QMetaObject::invokeMethod(
                &context, [this, ticket = last] { finish(ticket, *answer); }, Qt::QueuedConnection);
        return last;
    }
    void cancel(Ticket ticket) override
    {
        waiting.remove(ticket);
        cancelled.append(ticket);
    }
    void finish(Ticket ticket, const Result<QImage> &result)
    {
        if (const Done done = waiting.take(ticket))
            done(result);
    }

    QObject context;
    QVector<PictureRequest> requests;
    QHash<Ticket, Done> waiting;
    QVector<Ticket> cancelled;
    std::optional<Result<QImage>> answer;
    Ticket last = 0;
};

QImage image()
{
    QImage picture(8, 6, QImage::Format_RGB32);
    picture.fill(Qt::blue);
    return picture;
}

} // namespace

class TestPictureProvider : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addressesAreRead();
    void wrongAddressesFinishWithAnError();
    void pictureArrives();
    void failureIsAnError();
    void cancelledRequestFinishes();
    void signingOutFinishesWhatIsOpen();
    void withoutAnAccountEveryRequestFinishes();
    void deletedResponseIsNotTouched();
    void qmlShowsPictureAndError();

private:
    QtExecutor m_main;
    std::shared_ptr<PictureGate> m_gate = std::make_shared<PictureGate>(m_main);
    PictureProvider m_provider{m_gate};
};

void TestPictureProvider::addressesAreRead()
{
    const auto request = parsePictureUrl(u"m/"_s + kMedia + u"?r=24&fit=crop"_s, QSize(300, 200));
    QVERIFY(request);
    QCOMPARE(request->what, PictureRequest::What::Sent);
    QCOMPARE(request->media.toString(), kMedia);
    QCOMPARE(request->target.pixels, QSize(300, 200));
    QCOMPARE(request->target.cornerRadius, 24);
    QCOMPARE(request->target.fit, PictureFit::Crop);
    QCOMPARE(parsePictureUrl(u"e/"_s + kMedia, {})->what, PictureRequest::What::Sent);
    QCOMPARE(parsePictureUrl(u"p/"_s + kMedia, {})->what, PictureRequest::What::Placeholder);
    QCOMPARE(parsePictureUrl(u"l/"_s + kMedia, {})->what, PictureRequest::What::Own);
    QCOMPARE(parsePictureUrl(u"m/"_s + kMedia + u"?r=-5"_s, QSize(1'000'000, -1))->target.cornerRadius, 0);
    QVERIFY(parsePictureUrl(u"m/"_s + kMedia, QSize(1'000'000, 5))->target.pixels.width() < 10'000);
    for (const auto &wrong :
        {u""_s, u"m/"_s, u"m/../../etc/passwd"_s, u"x/"_s + kMedia, kMedia, u"m"_s, u"?r=4"_s})
        QVERIFY2(!parsePictureUrl(wrong, {}), qUtf8Printable(wrong));
}

void TestPictureProvider::wrongAddressesFinishWithAnError()
{
    const std::unique_ptr<QQuickImageResponse> response(m_provider.requestImageResponse(u"nonsense"_s, {}));
    QSignalSpy finished(response.get(), &QQuickImageResponse::finished);
    QVERIFY(finished.wait());
    QVERIFY(!response->errorString().isEmpty());
}

void TestPictureProvider::pictureArrives()
{
    FakePictures source;
    source.answer = image();
    m_gate->setSource(&source);
    const std::unique_ptr<QQuickImageResponse> response(
        m_provider.requestImageResponse(u"m/"_s + kMedia + u"?r=8"_s, QSize(100, 100)));
    QSignalSpy finished(response.get(), &QQuickImageResponse::finished);
    QVERIFY(finished.wait());
    QCOMPARE(response->errorString(), QString());
    const std::unique_ptr<QQuickTextureFactory> texture(response->textureFactory());
    QVERIFY(texture);
    QCOMPARE(texture->textureSize(), QSize(8, 6));
    QCOMPARE(source.requests.at(0).target.cornerRadius, 8);
    QCOMPARE(finished.count(), 1);
    m_gate->setSource(nullptr);
}

void TestPictureProvider::failureIsAnError()
{
    FakePictures source;
    source.answer = fail(ProblemCode::Unavailable);
    m_gate->setSource(&source);
    const std::unique_ptr<QQuickImageResponse> response(
        m_provider.requestImageResponse(u"m/"_s + kMedia, {}));
    QSignalSpy finished(response.get(), &QQuickImageResponse::finished);
    QVERIFY(finished.wait());
    QVERIFY(!response->errorString().isEmpty());
    QVERIFY(!response->textureFactory());
    m_gate->setSource(nullptr);
}

void TestPictureProvider::cancelledRequestFinishes()
{
    FakePictures source;
    m_gate->setSource(&source);
    const std::unique_ptr<QQuickImageResponse> response(
        m_provider.requestImageResponse(u"m/"_s + kMedia, {}));
    QSignalSpy finished(response.get(), &QQuickImageResponse::finished);
    QTRY_COMPARE(source.waiting.size(), 1);
    response->cancel();
    QVERIFY(finished.wait());
    QCOMPARE(source.cancelled.size(), 1);
    m_gate->setSource(nullptr);
}

void TestPictureProvider::signingOutFinishesWhatIsOpen()
{
    FakePictures source;
    m_gate->setSource(&source);
    const std::unique_ptr<QQuickImageResponse> response(
        m_provider.requestImageResponse(u"m/"_s + kMedia, {}));
    QSignalSpy finished(response.get(), &QQuickImageResponse::finished);
    QTRY_COMPARE(source.waiting.size(), 1);
    m_gate->setSource(nullptr);
    QVERIFY(finished.wait());
    QVERIFY(!response->errorString().isEmpty());
}

void TestPictureProvider::withoutAnAccountEveryRequestFinishes()
{
    const std::unique_ptr<QQuickImageResponse> response(
        m_provider.requestImageResponse(u"m/"_s + kMedia, {}));
    QSignalSpy finished(response.get(), &QQuickImageResponse::finished);
    QVERIFY(finished.wait());
}

void TestPictureProvider::deletedResponseIsNotTouched()
{
    FakePictures source;
    m_gate->setSource(&source);
    delete m_provider.requestImageResponse(u"m/"_s + kMedia, {});
    QTRY_COMPARE(source.waiting.size(), 1);
    source.finish(source.last, image());
    QVERIFY(source.waiting.isEmpty());
    m_gate->setSource(nullptr);
}

void TestPictureProvider::qmlShowsPictureAndError()
{
    FakePictures source;
    source.answer = image();
    m_gate->setSource(&source);
    QQmlEngine engine;
    engine.addImageProvider(u"preggo"_s, new PictureProvider(m_gate));
    QQmlComponent component(&engine);
    component.setData(("import QtQuick\nImage { source: 'image://preggo/m/" + kMedia.toLatin1()
                          + "?r=4'; sourceSize: Qt.size(40, 30) }"),
        {});
    const std::unique_ptr<QObject> item(component.create());
    QVERIFY2(item, qUtf8Printable(component.errorString()));
    QTRY_COMPARE(item->property("status").toInt(), 1); // Image.Ready
    QCOMPARE(source.requests.at(0).target.pixels, QSize(40, 30));

    source.answer = fail(ProblemCode::Unavailable);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u".*"_s));
    item->setProperty("source", QUrl(u"image://preggo/m/01890000-0000-7000-8000-000000000002"_s));
    QTRY_COMPARE(item->property("status").toInt(), 3); // Image.Error
    m_gate->setSource(nullptr);
}

QTEST_MAIN(TestPictureProvider)
#include "test_picture_provider.moc"
