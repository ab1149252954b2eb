// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/limits.h"
#include "protocol/payloads.h"
#include "protocol/text.h"
#include "resources/demo/family/story.h"
#include "resources/demo/pictures/album.h"

#include <QDateTime>
#include <QSet>
#include <QTest>
#include <QTimeZone>

using namespace preggo;
using namespace preggo::demo;
using namespace Qt::Literals::StringLiterals;

namespace {

StoryPlan planOf(int posts = 300, quint64 seed = 2026)
{
    return {posts, QDateTime(QDate(2026, 3, 14), QTime(18, 30), QTimeZone::utc()).toMSecsSinceEpoch(), seed,
        false};
}

} // namespace

class TestDemoStory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isTwentySixWeeksAlong()
    {
        const StoryPlan plan = planOf();
        const QDate today(2026, 3, 14);
        QCOMPARE(gestationalAge(dueDateOf(plan), today), std::optional(kToday));
    }

    void hasTheSizeThatWasAsked()
    {
        for (const int posts : {1, 40, 300, 2'500})
            QCOMPARE(makeStory(planOf(posts)).size(), posts);
    }

    void runsForwardAndEndsBeforeNow()
    {
        const StoryPlan plan = planOf();
        qint64 last = 0;
        for (const StoryPost &post : makeStory(plan)) {
            QVERIFY(post.atMs > last);
            last = post.atMs;
            const QDate day = QDateTime::fromMSecsSinceEpoch(post.atMs, QTimeZone::utc()).date();
            QCOMPARE(gestationalAge(dueDateOf(plan), day).value_or(GestationalAge()).weeks, post.week);
            qint64 answer = post.atMs;
            for (const StoryComment &comment : post.comments) {
                QVERIFY(comment.atMs > answer);
                answer = comment.atMs;
                QVERIFY(comment.atMs < plan.nowMs);
            }
            for (const StoryReaction &reaction : post.reactions)
                QVERIFY(reaction.atMs > post.atMs && reaction.atMs < plan.nowMs);
        }
        QVERIFY(last < plan.nowMs);
    }

    void isTheSameForOneSeed()
    {
        const auto a = makeStory(planOf());
        const auto b = makeStory(planOf());
        const auto c = makeStory(planOf(300, 5));
        int different = 0;
        for (int i = 0; i < a.size(); ++i) {
            QCOMPARE(a[i].atMs, b[i].atMs);
            QCOMPARE(a[i].text, b[i].text);
            QCOMPARE(a[i].comments.size(), b[i].comments.size());
            different += a[i].atMs != c[i].atMs ? 1 : 0;
        }
        QVERIFY(different > 200);
    }

    void textsKeepTheLimits()
    {
        for (const StoryPost &post : makeStory(planOf())) {
            QVERIFY(codePointCount(post.text) <= limits::kPostTextMax);
            QVERIFY(!post.text.isEmpty() || !post.pictures.isEmpty());
            QVERIFY(post.pictures.size() <= limits::kPicturesPerPost);
            for (const StoryComment &comment : post.comments) {
                QVERIFY(!comment.text.isEmpty());
                QVERIFY(codePointCount(comment.text) <= limits::kCommentTextMax);
            }
        }
    }

    void saysManyDifferentThings()
    {
        QSet<QString> texts;
        QSet<Who> authors;
        QSet<PostKind> kinds;
        int pictures = 0;
        for (const StoryPost &post : makeStory(planOf())) {
            texts.insert(post.text);
            authors.insert(post.who);
            kinds.insert(post.kind);
            pictures += static_cast<int>(post.pictures.size());
        }
        QVERIFY(texts.size() >= 240);
        QCOMPARE(authors.size(), kPeople);
        QCOMPARE(kinds.size(), 6);
        QVERIFY2(pictures >= 100 && pictures <= 160, qPrintable(QString::number(pictures)));
    }

    void picturesAreInTheAlbum()
    {
        QSet<QString> known;
        for (const AlbumEntry &entry : album())
            known.insert(QString::fromUtf16(entry.name));
        for (const StoryPost &post : makeStory(planOf())) {
            for (const QString &name : post.pictures)
                QVERIFY2(known.contains(name), qPrintable(name));
        }
    }

    void benchmarksOfScrollingHavePicturesAlone()
    {
        StoryPlan plan = planOf(500);
        plan.photosOnly = true;
        const auto story = makeStory(plan);
        QCOMPARE(story.size(), 500);
        for (const StoryPost &post : story)
            QVERIFY(!post.pictures.isEmpty());
    }

    void repliesFollowWhatTheyAnswer()
    {
        int count = 0;
        for (const StoryPost &post : makeStory(planOf())) {
            for (int i = 0; i < post.comments.size(); ++i) {
                QVERIFY(post.comments[i].parent < i);
                count += post.comments[i].parent >= 0 ? 1 : 0;
            }
        }
        QVERIFY(count > 40);
    }

    void peopleAreADemo()
    {
        for (const Person &person : people()) {
            QVERIFY(person.address.endsWith(u"@demo.example"_s));
            QVERIFY(person.password.startsWith(u"demo family"_s));
            QVERIFY(person.password.size() >= limits::kPasswordMin);
        }
        QCOMPARE(people().first().role, Role::Owner);
    }
};

QTEST_GUILESS_MAIN(TestDemoStory)
#include "test_demo_story.moc"
