// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "feed_reader.h"

#include "post_view.h"

#include <QSet>

namespace preggo::test {

struct FeedReader::Reading
{
    ShownDone done;
    bool first = true;
    std::optional<FeedKey> anchor;
    QVector<PostCard> pending; ///< own posts as they stood when the newest page came
    QVector<PostCard> confirmed;
};

FeedReader::FeedReader(AccountData &account, FamilyId family)
    : m_account(account)
    , m_family(family)
{ }

void FeedReader::read(ShownDone done)
{
    auto reading = std::make_shared<Reading>();
    reading->done = std::move(done);
    nextPage(std::move(reading));
}

void FeedReader::nextPage(std::shared_ptr<Reading> reading)
{
    FeedQuery query;
    query.family = m_family;
    query.anchor = reading->anchor;
    query.limit = limits::kFeedPageMax;
    m_account.context().feed.page(query, [this, reading](const sql::Outcome<FeedPage> &page) {
        if (page)
            takePage(reading, *page);
    });
}

void FeedReader::takePage(const std::shared_ptr<Reading> &reading, const FeedPage &page)
{
    if (std::exchange(reading->first, false))
        reading->pending = m_account.engine().overlay().ownPending(m_family);
    for (PostCard card : page.cards) {
        m_account.context().feed.fold(card);
        reading->confirmed.append(card);
    }
    if (page.atEnd || page.cards.isEmpty())
        return finish(reading);
    reading->anchor = FeedKey::of(page.cards.last());
    nextPage(reading);
}

void FeedReader::finish(std::shared_ptr<Reading> reading)
{
    m_account.engine().read<sql::Outcome<QVector<StreamState>>>([](Cache &cache) { return cache.streams(); },
        [reading](const sql::Outcome<QVector<StreamState>> &streams) {
            FeedShown shown;
            QSet<PostId> confirmed;
            for (const auto &card : std::as_const(reading->confirmed))
                confirmed.insert(card.post.id);
            for (const auto &card : std::as_const(reading->pending)) {
                if (!confirmed.contains(card.post.id) && !card.post.deleted)
                    shown.cards.append(card);
            }
            for (const auto &card : std::as_const(reading->confirmed)) {
                if (!card.post.deleted)
                    shown.cards.append(card);
            }
            for (const auto &card : std::as_const(shown.cards))
                shown.ids.append(card.post.id.toString());
            for (const auto &state : streams ? *streams : QVector<StreamState>())
                shown.cursors.insert(state.stream.toString(), state.cursor);
            reading->done(std::move(shown));
        });
}

void FeedReader::readWhole(ViewDone done)
{
    read([this, done = std::move(done)](FeedShown shown) { readThreads(std::move(shown), done); });
}

void FeedReader::readThreads(FeedShown shown, ViewDone done)
{
    QVector<PostId> ids;
    for (const auto &card : std::as_const(shown.cards))
        ids.append(card.post.id);
    using Threads = QHash<PostId, PostThread>;
    m_account.engine().read<Threads>(
        [ids](Cache &cache) {
            Threads threads;
            for (const auto &id : ids)
                threads.insert(id, cache.thread(id).value_or(PostThread()));
            return threads;
        },
        [this, shown = std::move(shown), done = std::move(done)](
            const Threads &threads) { done(shown, viewOfAll(shown, threads)); });
}

QJsonArray FeedReader::viewOfAll(const FeedShown &shown, QHash<PostId, PostThread> threads) const
{
    const Overlay &overlay = m_account.engine().overlay();
    QJsonArray view;
    for (const auto &card : shown.cards) {
        if (card.post.stamp.seq == 0)
            continue; // only here: it is refused, and the person has to decide
        PostThread thread = threads.take(card.post.id);
        overlay.foldThread(thread);
        thread.comments.removeIf([](const Comment &comment) { return comment.stamp.seq == 0; });
        view.append(viewOf(card.post, card.reactions, thread.comments, card.post.media));
    }
    return view;
}

} // namespace preggo::test
