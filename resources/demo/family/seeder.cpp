// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "resources/demo/family/seeder.h"

#include "resources/demo/family/history.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace preggo::demo {

using namespace Qt::Literals::StringLiterals;

namespace {

QString markOf(const QString &directory)
{
    return directory + u"/demo.json"_s;
}

QJsonObject toJson(const SeedReport &report)
{
    QJsonArray accounts;
    for (const Person &person : people()) {
        accounts.append(QJsonObject{{u"name"_s, person.name}, {u"relation"_s, person.relation},
            {u"address"_s, person.address}, {u"password"_s, person.password}});
    }
    return {{u"family"_s, report.familyId}, {u"posts"_s, report.posts}, {u"pictures"_s, report.pictures},
        {u"comments"_s, report.comments}, {u"reactions"_s, report.reactions}, {u"accounts"_s, accounts}};
}

/// The report of an earlier run that came to its end.
std::optional<SeedReport> earlier(const QString &directory)
{
    QFile file(markOf(directory));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    return SeedReport{true, object[u"family"_s].toString(), object[u"posts"_s].toInt(),
        object[u"pictures"_s].toInt(), object[u"comments"_s].toInt(), object[u"reactions"_s].toInt()};
}

} // namespace

tl::expected<SeedReport, QString> seedDemo(const SeedPlan &plan)
{
    const QString directory = QDir(plan.directory).absolutePath();
    if (const auto report = earlier(directory))
        return *report;
    if (QFile::exists(directory + u"/preggo.db"_s)) {
        return tl::make_unexpected(
            u"The directory %1 holds another server's data, or a demo that was not finished. Choose another, or remove it."_s
                .arg(directory));
    }
    auto home = HomeServer::open(directory);
    if (!home)
        return tl::make_unexpected(home.error());
    const QVector<StoryPost> story = makeStory(plan.story);
    if (story.isEmpty())
        return tl::make_unexpected(u"A demo without posts would show nothing."_s);
    SeededRng rng(plan.story.seed);
    (*home)->clock().set(story.first().atMs - 3'600'000);
    const auto cast = gather(**home, plan.story, rng);
    if (!cast)
        return tl::make_unexpected(cast.error());
    const auto pictures = storePictures(**home, *cast, story, plan, rng);
    if (!pictures)
        return tl::make_unexpected(pictures.error());
    const auto report = writeHistory(**home, *cast, story, *pictures, plan, rng);
    if (!report)
        return tl::make_unexpected(report.error());
    QFile mark(markOf(directory));
    if (!mark.open(QIODevice::WriteOnly) || mark.write(QJsonDocument(toJson(*report)).toJson()) < 0)
        return tl::make_unexpected(u"The directory %1 cannot be written."_s.arg(directory));
    return *report;
}

} // namespace preggo::demo
