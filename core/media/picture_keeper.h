// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/media/image_loader.h"

#include <QVector>

#include <deque>
#include <functional>
#include <memory>

namespace preggo {

/// Keeps chosen pictures on this device, so that they are there without a network: pins them in the cache and
/// brings those that are missing, one after the other, behind all that is visible. Main thread.
class PictureKeeper
{
public:
    struct Progress
    {
        int wanted = 0;
        int here = 0; ///< of these, seen to be on this device in the size that is wanted
        qint64 bytes = 0; ///< what they take there
        bool isWaiting = false; ///< some are missing, and nothing is brought now
        friend bool operator==(const Progress &, const Progress &) = default;
    };
    /// All outlive the keeper.
    struct Deps
    {
        ImageLoader &loader;
        MediaCache &cache;
        Executor &main;
        Executor &disk; ///< where the cache is told what is pinned
        std::function<bool()> mayBring = {}; ///< asked for each picture; none is always
    };

    static constexpr int kPicturesMax = 2'000;
    static constexpr qint64 kRetryMs = 60'000; ///< after one did not come
    static constexpr int kMeasureEvery = 20; ///< pictures brought between two looks at the disk

    explicit PictureKeeper(Deps deps);
    ~PictureKeeper();
    PictureKeeper(const PictureKeeper &) = delete;
    PictureKeeper &operator=(const PictureKeeper &) = delete;

    /// In the place of those before; the first kPicturesMax of them. The same list again changes nothing.
    void keep(const QVector<ImageRequest> &pictures);
    /// The network is back, or costs nothing any more.
    void wake();
    void setListener(std::function<void(const Progress &)> changed) { m_changed = std::move(changed); }
    [[nodiscard]] const Progress &progress() const { return m_progress; }

private:
    void pin();
    void look();
    void next();
    void brought(bool isHere);
    void measure();
    void waitForBetter();
    void tell(const Progress &progress);

    Deps m_deps;
    QVector<ImageRequest> m_wanted;
    std::deque<ImageRequest> m_missing; ///< those that have not come yet
    Progress m_progress;
    std::function<void(const Progress &)> m_changed;
    bool m_bringing = false;
    bool m_looked = false; ///< m_missing is known
    quint64 m_list = 0; ///< raised by keep(): answers for the list before are dropped
    int m_sinceMeasured = 0;
    std::optional<Executor::TimerId> m_retry;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

} // namespace preggo
