// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/text.h"

#include <QTest>

using namespace preggo;
using namespace Qt::Literals::StringLiterals;

class TestText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsCodePoints()
    {
        QCOMPARE(codePointCount(u""), 0);
        QCOMPARE(codePointCount(u"abc"), 3);
        QCOMPARE(codePointCount(u"ä€"), 2);
        QCOMPARE(codePointCount(u"👶"), 1);
        const char16_t lone[] = {0xd83d, u'a'};
        QCOMPARE(codePointCount(QStringView(lone, 2)), 2);
    }

    void utf8_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("valid");
        QTest::newRow("ascii") << QByteArray("abc") << true;
        QTest::newRow("four bytes") << QByteArray("\xf0\x9f\x91\xb6") << true;
        QTest::newRow("highest") << QByteArray("\xf4\x8f\xbf\xbf") << true;
        QTest::newRow("too high") << QByteArray("\xf4\x90\x80\x80") << false;
        QTest::newRow("continuation alone") << QByteArray("\x80") << false;
        QTest::newRow("cut") << QByteArray("\xf0\x9f\x91") << false;
        QTest::newRow("overlong two") << QByteArray("\xc1\xbf") << false;
        QTest::newRow("overlong three") << QByteArray("\xe0\x80\x80") << false;
        QTest::newRow("overlong four") << QByteArray("\xf0\x80\x80\x80") << false;
        QTest::newRow("surrogate") << QByteArray("\xed\xbf\xbf") << false;
    }
    void utf8()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, valid);
        QCOMPARE(isValidUtf8(bytes), valid);
    }

    void cleaning()
    {
        QCOMPARE(cleanText(u"a\r\nb\rc"_s), u"a\nb\nc"_s);
        QCOMPARE(cleanText(u"a\0b\tc\x07"_s), u"ab\tc"_s);
        QCOMPARE(cleanText(u"user\u202Egnp.exe\u2066x"_s), u"usergnp.exex"_s);
        QCOMPARE(cleanText(u"e\u0301"_s), u"\u00e9"_s);
        QCOMPARE(cleanText(u"\u200Dfamily 👩‍👧 \u200F"_s), u"\u200Dfamily 👩‍👧 \u200F"_s);
        QCOMPARE(cleanName(u"  Anna \n\t Maria "_s), u"Anna Maria"_s);
    }

    void cleaningTwiceChangesNothing()
    {
        const QString typed = u"\r\n\u202Ae\u0301 \x01 text \r"_s;
        QCOMPARE(cleanText(cleanText(typed)), cleanText(typed));
        const QString parted = u"e\u202E\u0301"_s; // what stood between them is gone, and they are one letter
        QCOMPARE(cleanText(parted), u"\u00e9"_s);
    }
};

QTEST_GUILESS_MAIN(TestText)
#include "test_text.moc"
