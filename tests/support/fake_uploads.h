// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/sync/media_uploads.h"

#include <QVector>

#include <algorithm>

namespace preggo::test {

/// Uploads that end when the test says so, and note what they were asked for.
class FakeUploads final : public MediaUploads
{
public:
    void setListener(MediaUploadListener *next) override { listener = next; }
    void enqueue(const MediaOut &row) override { enqueued.append(row); }
    void forget(const MediaOut &row) override { forgotten.append(row); }
    void settled(const MediaOut &row) override { done.append(row); }
    void wake() override { ++wakes; }

    [[nodiscard]] static bool holds(const QVector<MediaOut> &rows, MediaId media)
    {
        return std::any_of(
            rows.cbegin(), rows.cend(), [media](const MediaOut &row) { return row.mediaId == media; });
    }

    MediaUploadListener *listener = nullptr;
    QVector<MediaOut> enqueued;
    QVector<MediaOut> forgotten;
    QVector<MediaOut> done; ///< settled
    int wakes = 0;
};

} // namespace preggo::test
