// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/account_data.h"
#include "history.h"

#include <functional>
#include <memory>

namespace preggo::test {

/// What the feed of one family showed at one moment. Value type.
struct FeedShown
{
    QVector<PostCard> cards; ///< newest first, with what is pending laid over; deleted ones left out
    QStringList ids; ///< of the cards
    QHash<QString, qint64> cursors;
};

/// Reads the whole feed of a family as the screen would: rows of cache.db under the engine's overlay. Main
/// thread.
class FeedReader
{
public:
    using ShownDone = std::function<void(FeedShown)>;
    using ViewDone = std::function<void(FeedShown shown, QJsonArray view)>;

    /// `account` outlives the reader; one read at a time.
    FeedReader(AccountData &account, FamilyId family);

    /// `done` gets what is shown now. Not called where the database cannot be read.
    void read(ShownDone done);
    /// The same with each post's comments, as viewOf() writes it; without what the server does not have.
    void readWhole(ViewDone done);

private:
    struct Reading;
    void nextPage(std::shared_ptr<Reading> reading);
    void takePage(const std::shared_ptr<Reading> &reading, const FeedPage &page);
    void finish(std::shared_ptr<Reading> reading);
    void readThreads(FeedShown shown, ViewDone done);
    [[nodiscard]] QJsonArray viewOfAll(const FeedShown &shown, QHash<PostId, PostThread> threads) const;

    AccountData &m_account;
    FamilyId m_family;
};

} // namespace preggo::test
