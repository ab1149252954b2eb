// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/viewmodels/feed_model.h"

#include <QObject>
#include <QSet>
#include <QStringList>

namespace preggo::test {

/// Looks at a feed whenever it changes: posts of an album (Robot) that it shows must have all their pictures.
/// Main thread; the feed outlives it.
class AlbumWatch final : public QObject
{
    Q_OBJECT

public:
    explicit AlbumWatch(FeedModel &feed);

    /// Each post that was ever shown with fewer pictures than it has, in a sentence.
    [[nodiscard]] const QStringList &findings() const { return m_findings; }
    /// How many posts were shown.
    [[nodiscard]] qsizetype seen() const { return m_seen.size(); }

private:
    void look();

    FeedModel &m_feed;
    QSet<QString> m_seen;
    QStringList m_findings;
};

} // namespace preggo::test
