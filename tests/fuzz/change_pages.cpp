// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/fuzz/filled_cache.h"

using namespace preggo;
using namespace preggo::test;
using namespace Qt::Literals::StringLiterals;

// Pages of changes and of snapshots, as the client reads and applies them: a page with "as_of" is a
// snapshot's.

namespace {

constexpr qint64 kPageBytes = 16LL * 1024 * 1024;
using Fit = ApplyReport::Fit;

template <typename Page> std::optional<Page> readPage(const QJsonObject &json)
{
    const auto page = Page::fromJson(json);
    if (!page)
        return std::nullopt;
    for (const auto &item : page->items)
        holdRow(item);
    const auto again = Page::fromJson(page->toJson());
    hold(again && again->toJson() == page->toJson(), "a page is what it was after writing and reading");
    return *page;
}

void holdChanges(FilledCache &filled, const ChangesPage &page)
{
    hold(page.from >= 0 && page.from <= page.to && page.to <= page.head && page.head <= kMostSeq,
        "a page goes forward");
    const QString before = filled.rows();
    const qint64 cursor = filled.cursor();
    const auto report = filled.cache->applyChanges(kAll, page, kStartMs);
    hold(report.has_value(), "no page makes the cache fail");
    const bool taken = report->fit == Fit::Applied || report->fit == Fit::Old;
    hold(taken == (page.epoch == kEpoch && page.from <= cursor), "a page is taken where it fits");
    hold(filled.cursor() == (taken ? qMax(cursor, page.to) : cursor), "the cursor stands behind the page");
    const QString after = filled.rows();
    hold(taken || after == before, "what does not fit changes nothing");
    holdViews(filled);
    const QString counts = filled.counts();
    const auto again = filled.cache->applyChanges(kAll, page, kStartMs);
    hold(again && again->rows.isEmpty(), "a page that came before has nothing new");
    hold(filled.rows() == after && filled.counts() == counts, "a page counts once");
}

void holdSnapshot(FilledCache &filled, const SnapshotPage &page)
{
    hold(page.asOf >= 0 && page.asOf <= kMostSeq && !page.epoch.isNull(), "a snapshot has its place");
    hold(page.next.size() <= 1'024, "a token is within the limit"); // code points, in units of UTF-16
    hold(filled.cache->stageSnapshot(kAll, page, true).has_value(), "no page makes the cache fail");
    const auto report = filled.cache->swapSnapshot(kAll, page.epoch, page.asOf, kStartMs);
    hold(report.has_value(), "no snapshot makes the cache fail");
    hold(filled.cursor() == page.asOf && report->state.epoch == page.epoch,
        "the cursor stands where the snapshot says");
    holdViews(filled);
    const QString swapped = filled.rows();
    hold(
        filled.cache->applySnapshot(kAll, page, false, kStartMs).has_value(), "no page makes the cache fail");
    hold(filled.rows() == swapped, "an older page counts once");
    holdViews(filled);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static FilledCache filled;
    static const auto names = cacheNames();
    const auto json = parseJsonObject(fuzzInput(data, size, names), kPageBytes);
    if (!json)
        return 0;
    filled.fill();
    if (json->contains(u"as_of"_s)) {
        if (const auto page = readPage<SnapshotPage>(*json))
            holdSnapshot(filled, *page);
    } else if (const auto page = readPage<ChangesPage>(*json)) {
        holdChanges(filled, *page);
    }
    return 0;
}
