// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/desktop/clipboard_photos.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QImage>
#include <QMimeData>
#include <QTest>
#include <QUrl>

using namespace preggo;
using namespace Qt::Literals::StringLiterals;
using From = PhotoSource::From;

class TestClipboardPhotos : public QObject
{
    Q_OBJECT

private:
    static void copy(const std::function<void(QMimeData &)> &fill)
    {
        auto *data = new QMimeData; // the clipboard's from here on
        fill(*data);
        QGuiApplication::clipboard()->setMimeData(data);
    }
    QVector<ChosenPhoto> pasted(int atMost = 20)
    {
        QVector<ChosenPhoto> all;
        m_photos.choose(From::Clipboard, atMost, [&](const auto &photos) { all = photos; });
        return all;
    }
    ClipboardPhotos m_photos;

private Q_SLOTS:
    void hasTheClipboardAlone()
    {
        copy([](QMimeData &data) { data.setText(u"a text"_s); });
        QVERIFY(!m_photos.offers(From::Clipboard));
        QVERIFY(!m_photos.offers(From::Library) && !m_photos.offers(From::Camera));
        QVERIFY(pasted().isEmpty());
    }

    void givesFilesByName()
    {
        copy([](QMimeData &data) {
            data.setUrls(
                {QUrl(u"file:///a.jpg"_s), QUrl(u"https://example.org/b.jpg"_s), QUrl(u"file:///c.jpg"_s)});
            data.setText(u"/a.jpg /c.jpg"_s); // as file managers do
        });
        QVERIFY(m_photos.offers(From::Clipboard));
        QCOMPARE(pasted().size(), 2);
        QCOMPARE(pasted().at(1).path, u"/c.jpg"_s);
        QCOMPARE(pasted(1).size(), 1);
    }

    void givesAnImageAsItWasCopied()
    {
        copy([](QMimeData &data) { data.setData(u"image/jpeg"_s, "the file as it was"); });
        const auto photos = pasted();
        QCOMPARE(photos.size(), 1);
        QCOMPARE(photos.first().bytes(), QByteArray("the file as it was"));
    }

    void packsWhatIsPixelsAlone()
    {
        QImage image(8, 4, QImage::Format_RGB32);
        image.fill(Qt::darkGreen);
        copy([&](QMimeData &data) { data.setImageData(image); });
        QVERIFY(m_photos.offers(From::Clipboard));
        const auto photos = pasted();
        QCOMPARE(QImage::fromData(photos.first().bytes()).convertToFormat(QImage::Format_RGB32), image);
    }

    /// A word copied in an office program comes as an image too, and is meant as the word.
    void leavesTextToTheText()
    {
        copy([](QMimeData &data) {
            data.setImageData(QImage(8, 4, QImage::Format_RGB32));
            data.setText(u"a word"_s);
        });
        QVERIFY(!m_photos.offers(From::Clipboard));
    }
};

QTEST_MAIN(TestClipboardPhotos)
#include "test_clipboard_photos.moc"
