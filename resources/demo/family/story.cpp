// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "resources/demo/family/story.h"

#include "resources/demo/pictures/album.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>

namespace preggo::demo {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kFirstWeek = 5;
constexpr int kQuietFrom = 2'000; ///< so many posts are for benchmarks: fewer answers each
constexpr size_t kPhotoLines = 20; ///< everyday() begins with so many pictures
constexpr qint64 kMinute = 60'000;
constexpr qint64 kHour = 60 * kMinute;
constexpr qint64 kDay = 24 * kHour;

struct Placed
{
    const Line *line;
    int week;
    QStringList pictures; ///< instead of the line's own
};

/// The names of `count` pictures, none twice.
QStringList somePictures(int count, Rng &rng)
{
    QStringList names;
    while (names.size() < count) {
        const QString name = QString::fromUtf16(album()[rng.below(album().size())].name);
        if (!names.contains(name))
            names.append(name);
    }
    return names;
}

/// Fills up with lines that fit any week, each told once; then with pictures, which need no words.
void addEveryday(QVector<Placed> &out, int posts, int weeks, Rng &rng)
{
    const auto any = everyday();
    const auto once = static_cast<qsizetype>(any.size());
    for (qsizetype i = 0; out.size() < posts; ++i) {
        const Line &line = any[static_cast<size_t>(i % once)];
        const bool again = i >= once;
        if (again && line.kind != PostKind::Photo && posts < kQuietFrom)
            continue;
        Placed placed{&line, kFirstWeek + 1 + static_cast<int>(i * 8 % (weeks - 1)), {}};
        if (again && line.kind == PostKind::Photo)
            placed.pictures = somePictures(1 + static_cast<int>(rng.below(3)), rng);
        out.append(placed);
    }
}

/// Lines that fit any week go where the fewest are; short exchanges stay together and in order.
QVector<Placed> placeLines(const StoryPlan &plan, Rng &rng)
{
    const int posts = plan.posts;
    QVector<Placed> out;
    if (plan.photosOnly) {
        for (int i = 0; i < posts; ++i)
            out.append({&everyday()[static_cast<size_t>(i) % kPhotoLines], kFirstWeek + i * 21 / posts,
                somePictures(1 + i % 4 / 3, rng)});
        return out;
    }
    for (const auto &part : {firstTrimester(), secondTrimester(), lateWeeks()}) {
        for (const Line &line : part)
            out.append({&line, line.week, {}});
    }
    const int weeks = kToday.weeks - kFirstWeek + 1;
    const auto talk = smallTalk();
    for (size_t i = 0; i < talk.size() && out.size() < posts; ++i)
        out.append({&talk[i],
            kFirstWeek + 1 + static_cast<int>(i * static_cast<size_t>(weeks - 1) / talk.size()), {}});
    addEveryday(out, posts, weeks, rng);
    std::stable_sort(
        out.begin(), out.end(), [](const Placed &a, const Placed &b) { return a.week < b.week; });
    return out.mid(std::max<qsizetype>(0, out.size() - posts));
}

StoryPost toPost(const Placed &placed)
{
    const Line &line = *placed.line;
    StoryPost post{line.who, line.kind, QString::fromUtf16(line.text), QString::fromUtf16(line.milestone), {},
        placed.week, 0, {}, {}};
    post.pictures = QString::fromUtf16(line.pictures).split(u',', Qt::SkipEmptyParts);
    if (!placed.pictures.isEmpty()) {
        post.pictures = placed.pictures;
        post.text.clear();
    }
    return post;
}

/// Spreads the posts of each week over its waking hours, in their order.
void setTimes(QVector<StoryPost> &posts, const StoryPlan &plan, Rng &rng)
{
    const qint64 today = QDateTime::fromMSecsSinceEpoch(plan.nowMs, QTimeZone::utc())
                             .date()
                             .startOfDay(QTimeZone::utc())
                             .toMSecsSinceEpoch();
    const qint64 begin = today - (kToday.weeks * 7LL + kToday.days) * kDay;
    for (qsizetype from = 0; from < posts.size();) {
        qsizetype to = from;
        while (to < posts.size() && posts[to].week == posts[from].week)
            ++to;
        const int days = posts[from].week == kToday.weeks ? kToday.days : 7;
        for (qsizetype i = from; i < to; ++i) {
            const double t = (static_cast<double>(i - from) + 0.15 + 0.7 * rng.unit())
                / static_cast<double>(to - from) * days;
            const int day = static_cast<int>(t);
            posts[i].atMs = begin + (posts[i].week * 7LL + day) * kDay
                + static_cast<qint64>((7.2 + (t - day) * 14) * kHour);
        }
        from = to;
    }
}

Who other(Who author, Rng &rng)
{
    const auto pick = static_cast<int>(rng.below(kPeople - 1));
    return static_cast<Who>((static_cast<int>(author) + 1 + pick) % kPeople);
}

qint64 later(qint64 atMs, double hours, const StoryPlan &plan, Rng &rng)
{
    const double wait = rng.unit() * rng.unit();
    return std::min(atMs + 2 * kMinute + static_cast<qint64>(wait * hours * kHour), plan.nowMs - kMinute);
}

/// Takes texts in turn, so that the same words do not come twice in a screenful.
class Turn
{
public:
    QString next(std::span<const char16_t *const> texts)
    {
        return QString::fromUtf16(texts[m_at++ * 5 % texts.size()]);
    }

private:
    size_t m_at = 0;
};

void addComments(StoryPost &post, const StoryPlan &plan, Turn &texts, Turn &answers, Rng &rng)
{
    const bool big = post.kind == PostKind::Ultrasound || post.kind == PostKind::Milestone
        || post.kind == PostKind::Celebration;
    const bool quiet = plan.posts >= kQuietFrom;
    const auto count =
        quiet ? static_cast<int>(rng.below(2)) : static_cast<int>(rng.below(big ? 4 : 3)) + (big ? 2 : 0);
    qint64 at = post.atMs;
    for (int i = 0; i < count; ++i) {
        at = later(at, 7, plan, rng);
        post.comments.append({other(post.who, rng), texts.next(commentsOn(post.kind)), at, -1});
        if (rng.below(3) == 0) {
            const auto parent = static_cast<int>(post.comments.size()) - 1;
            at = later(at, 2, plan, rng);
            post.comments.append({post.who, answers.next(replies()), at, parent});
        }
    }
}

ReactionKind reactionTo(PostKind kind, Rng &rng)
{
    using enum ReactionKind;
    if (kind == PostKind::Celebration && rng.below(2) == 0)
        return Celebrate;
    if (kind == PostKind::Ultrasound && rng.below(3) == 0)
        return Wow;
    if (kind == PostKind::Milestone && rng.below(4) == 0)
        return Pray;
    constexpr ReactionKind kUsual[] = {Love, Love, Love, Hug, Joy, Joy, Wow};
    return kUsual[rng.below(std::size(kUsual))];
}

void addReactions(StoryPost &post, const StoryPlan &plan, Rng &rng)
{
    for (int i = 0; i < kPeople; ++i) {
        const auto who = static_cast<Who>(i);
        if (who == post.who || rng.below(10) < (plan.posts >= kQuietFrom ? 6U : 3U))
            continue;
        post.reactions.append({who, reactionTo(post.kind, rng), later(post.atMs, 12, plan, rng)});
    }
}

} // namespace

QVector<Person> people()
{
    return {
        {Who::Nora, u"Nora"_s, u"Mother"_s, Role::Owner, u"nora@demo.example"_s, u"demo family nora"_s},
        {Who::Tomas, u"Tomas"_s, u"Father"_s, Role::CoParent, u"tomas@demo.example"_s,
            u"demo family tomas"_s},
        {Who::Emil, u"Emil"_s, u"Grandpa"_s, Role::Contributor, u"emil@demo.example"_s,
            u"demo family emil"_s},
        {Who::Ines, u"Ines"_s, u"Aunt"_s, Role::Contributor, u"ines@demo.example"_s, u"demo family ines"_s},
    };
}

QDate dueDateOf(const StoryPlan &plan)
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(plan.nowMs, QTimeZone::utc()).date();
    return today.addDays(kTermDays - kToday.weeks * 7 - kToday.days);
}

QVector<StoryPost> makeStory(const StoryPlan &plan)
{
    SeededRng rng(plan.seed);
    QVector<StoryPost> posts;
    for (const Placed &placed : placeLines(plan, rng))
        posts.append(toPost(placed));
    setTimes(posts, plan, rng);
    Turn texts;
    Turn answers;
    for (StoryPost &post : posts) {
        addComments(post, plan, texts, answers, rng);
        addReactions(post, plan, rng);
    }
    return posts;
}

} // namespace preggo::demo
