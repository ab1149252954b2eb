// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/ids.h"
#include "protocol/rng.h"
#include "protocol/stream_id.h"

#include <QTest>

#include <type_traits>

using namespace preggo;
using namespace Qt::Literals::StringLiterals;

static_assert(!std::is_convertible_v<PostId, CommentId>, "ids of different kinds must not mix");
static_assert(!std::is_convertible_v<QUuid, PostId>, "an id is made on purpose");

class TestIds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textForm_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("valid");
        const QString good = u"0190163d-8694-739b-aea5-966c26f8ad91"_s;
        QTest::newRow("plain") << good << true;
        QTest::newRow("upper case") << good.toUpper() << true;
        QTest::newRow("braces") << u"{%1}"_s.arg(good) << false;
        QTest::newRow("short") << good.left(35) << false;
        QTest::newRow("no dashes") << QString(good).remove(u'-') << false;
        QTest::newRow("letters") << QString(good).replace(0, 1, u"g"_s) << false;
        QTest::newRow("null id") << QString(u"00000000-0000-0000-0000-000000000000"_s) << false;
        QTest::newRow("empty") << QString() << false;
    }
    void textForm()
    {
        QFETCH(QString, text);
        QFETCH(bool, valid);
        const auto id = PostId::parse(text);
        QCOMPARE(id.has_value(), valid);
        if (valid)
            QCOMPARE(id->toString(), text.toLower());
    }

    void bytesRoundTrip()
    {
        SeededRng rng(7);
        const auto id = rng.mintV4<PostId>();
        QCOMPARE(PostId::fromBytes(id.toBytes()), id);
        QVERIFY(PostId::fromBytes("short").isNull());
    }

    // RFC 9562, appendix A.6: the example's time is 0x017F22E279B0.
    void version7HoldsTimeAndVersion()
    {
        std::array<quint8, 10> random{};
        random.fill(0xff);
        const QUuid id = makeUuidV7(0x017F22E279B0, random);
        QCOMPARE(id.toString(QUuid::WithoutBraces), u"017f22e2-79b0-7fff-bfff-ffffffffffff"_s);
    }

    void version7SortsByTime()
    {
        SeededRng rng(1);
        QString before;
        for (qint64 ms = 1'000'000; ms < 1'000'100; ++ms) {
            const QString now = rng.mintV7<OpId>(ms).toString();
            QVERIFY(before < now);
            before = now;
        }
    }

    void reactionIdIsARegister()
    {
        SeededRng rng(2);
        const auto post = rng.mintV4<PostId>();
        const auto anna = rng.mintV4<UserId>();
        const auto ben = rng.mintV4<UserId>();
        QCOMPARE(reactionIdFor(post, anna), reactionIdFor(post, anna));
        QVERIFY(reactionIdFor(post, anna) != reactionIdFor(post, ben));
        QVERIFY(reactionIdFor(post, anna) != reactionIdFor(rng.mintV4<PostId>(), anna));
    }

    void streamsRoundTrip()
    {
        SeededRng rng(3);
        const auto family = rng.mintV4<FamilyId>();
        const auto audience = rng.mintV4<AudienceId>();
        const auto user = rng.mintV4<UserId>();
        for (const auto &stream : {StreamId::all(family), StreamId::parents(family),
                 StreamId::audience(family, audience), StreamId::user(user)}) {
            const auto read = StreamId::parse(stream.toString());
            QVERIFY(read.has_value());
            QCOMPARE(*read, stream);
            QCOMPARE(read->kind(), stream.kind());
            QCOMPARE(read->family(), stream.family());
            QCOMPARE(read->audienceId(), stream.audienceId());
            QCOMPARE(read->userId(), stream.userId());
        }
    }

    void hostileStreamsAreRefused()
    {
        const QString id = u"0190163d-8694-739b-aea5-966c26f8ad91"_s;
        for (const auto &text :
            {u""_s, u"p"_s, u"p:"_s + id, u"p:"_s + id + u":everyone"_s, u"p:"_s + id + u":a:"_s,
                u"p:"_s + id + u":all:"_s, u"u:"_s, u"u:"_s + id + u":x"_s, u"q:"_s + id, u"p:%:all"_s}) {
            QVERIFY2(!StreamId::parse(text), qPrintable(text));
        }
    }

    void belowIsFairAndBounded()
    {
        SeededRng rng(4);
        std::array<int, 6> seen{};
        for (int i = 0; i < 6000; ++i)
            ++seen[rng.below(6)];
        for (const int count : seen)
            QVERIFY2(count > 850 && count < 1150, "each of six values comes about a thousand times");
        QCOMPARE(rng.below(1), 0ULL);
    }
};

QTEST_GUILESS_MAIN(TestIds)
#include "test_ids.moc"
