// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "resources/demo/family/story.h"
#include "storage/sql/database.h"
#include "tests/bench/client/stage.h"

#include <QFile>

#include <cstdio>

namespace preggo::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSignInMs = 20'000;
constexpr int kFillMs = 240'000;
constexpr int kPicturesMs = 2'000;

int postsIn(const QString &path)
{
    if (!QFile::exists(path))
        return 0;
    const auto db = sql::Database::open({path, {}, true, 1'000, {}});
    if (!db)
        return 0;
    auto query = (*db)->query(u"SELECT COUNT(*) FROM post"_s);
    return query.run() && query.next() ? query.integer(0) : 0;
}

} // namespace

bool prepareProfile(Stage &stage, const QString &profile, int posts)
{
    Session &session = stage.client().session();
    const demo::Person mother = demo::people().first();
    FrameProbe::waitFor([&] { return session.state() != Session::State::Starting; }, kSignInMs);
    stage.client().app().session()->signIn(mother.address, mother.password);
    if (!FrameProbe::waitFor([&] { return session.state() == Session::State::SignedIn; }, kSignInMs)) {
        std::fprintf(stderr, "bench-client: the demo's mother cannot sign in\n");
        return false;
    }
    const QString cache = u"%1/accounts/%2/cache.db"_s.arg(profile, session.user().toString());
    int last = 0;
    int looks = 0;
    const bool full = FrameProbe::waitFor(
        [&] {
            if (++looks % 10 == 0) // each look opens the file: five a second are enough
                last = postsIn(cache);
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
