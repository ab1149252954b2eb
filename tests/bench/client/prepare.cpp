// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/client/profile.h"

#include "resources/demo/family/story.h"
#include "storage/sql/database.h"

#include <QFile>

#include <cstdio>

namespace preggo::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSignInMs = 20'000;
constexpr int kFillMs = 240'000;
constexpr int kPicturesMs = 2'000;

} // namespace

int postsCached(Stage &stage, const QString &profile)
{
    const QString path =
        u"%1/accounts/%2/cache.db"_s.arg(profile, stage.client().session().user().toString());
    if (!QFile::exists(path))
        return 0;
    const auto db = sql::Database::open({path, {}, true, 1'000, {}});
    if (!db)
        return 0;
    auto query = (*db)->query(u"SELECT COUNT(*) FROM post"_s);
    return query.run() && query.next() ? query.integer(0) : 0;
}

bool signIn(Stage &stage, int person)
{
    Session &session = stage.client().session();
    const demo::Person who = demo::people()[person];
    FrameProbe::waitFor([&] { return session.state() != Session::State::Starting; }, kSignInMs);
    stage.client().app().session()->signIn(who.address, who.password);
    if (FrameProbe::waitFor([&] { return session.state() == Session::State::SignedIn; }, kSignInMs))
        return true;
    std::fprintf(stderr, "bench-client: person %d of the demo cannot sign in\n", person);
    return false;
}

bool prepareProfile(Stage &stage, const QString &profile, int posts)
{
    if (!signIn(stage, 0))
        return false;
    int last = 0;
    int looks = 0;
    const bool full = FrameProbe::waitFor(
        [&] {
            if (++looks % 10 == 0) // each look opens the file: five a second are enough
                last = postsCached(stage, profile);
            return last >= posts;
        },
        kFillMs);
    if (!full)
        std::fprintf(stderr, "bench-client: the cache holds %d of %d posts\n", last, posts);
    // The pictures of the first screen come after its text.
    FrameProbe::waitFor([] { return false; }, kPicturesMs);
    return full;
}

} // namespace preggo::bench
