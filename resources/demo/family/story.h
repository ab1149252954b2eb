// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/gestation.h"
#include "protocol/rng.h"
#include "protocol/roles.h"
#include "resources/demo/family/lines.h"

#include <QDate>
#include <QString>
#include <QStringList>
#include <QVector>

namespace preggo::demo {

/// One of the demo's people, and how she signs in. Value type.
struct Person
{
    Who who;
    QString name;
    QString relation;
    Role role;
    QString address;
    QString password;
};

inline constexpr QStringView kFamilyName = u"Demo family";
/// In the order of Who; the first is the owner.
[[nodiscard]] QVector<Person> people();

struct StoryReaction
{
    Who who;
    ReactionKind kind;
    qint64 atMs = 0;
};

struct StoryComment
{
    Who who;
    QString text;
    qint64 atMs = 0;
    int parent = -1; ///< index in the post's comments, smaller than its own
};

struct StoryPost
{
    Who who;
    PostKind kind;
    QString text;
    QString milestone;
    QStringList pictures; ///< names of album entries
    int week = 0;
    qint64 atMs = 0;
    QVector<StoryComment> comments; ///< by rising time
    QVector<StoryReaction> reactions;
};

struct StoryPlan
{
    int posts = 300;
    qint64 nowMs = 0; ///< the story ends shortly before
    quint64 seed = 2026;
    bool photosOnly = false; ///< for benchmarks of scrolling
};

/// 26 weeks and 4 days at the plan's end.
inline constexpr GestationalAge kToday{26, 4};
[[nodiscard]] QDate dueDateOf(const StoryPlan &plan);

/// The posts by rising time, from week 5 on. The same plan gives the same story.
[[nodiscard]] QVector<StoryPost> makeStory(const StoryPlan &plan);

} // namespace preggo::demo
