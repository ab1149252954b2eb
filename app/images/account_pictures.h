// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/images/picture_source.h"
#include "core/media/image_loader.h"
#include "core/sync/engine.h"

#include <QCache>
#include <QHash>

#include <memory>

namespace preggo {

/// The pictures of one account: what is known of them out of cache.db and the overlay, the pixels out
/// of the loader. Main thread.
class AccountPictures final : public PictureSource
{
public:
    struct Deps
    {
        SyncEngine &engine;
        ImageLoader &loader;
        Executor &main;
        Executor &decoder; ///< for placeholders
    };

    explicit AccountPictures(Deps deps);

    Ticket load(const PictureRequest &request, Done done) override;
    void cancel(Ticket ticket) override;
    /// The bytes of the master: out of the file that waits to be sent, the disk, or the network.
    void original(MediaId media, ImageLoader::BytesDone done);
    /// Fetches these ahead, in this order, in the size in which the widest picture of a card was asked for.
    /// Replaces what was expected before.
    void expect(const QVector<MediaId> &media);

private:
    static constexpr int kKnownMax = 500;
    static constexpr int kExpectedMax = 40;

    struct Open
    {
        Done done;
        ImageLoader::Ticket ticket = 0;
    };

    void noteCard(const PictureTarget &target);
    void withRecord(Ticket ticket, const PictureRequest &request);
    void start(Ticket ticket, const PictureRequest &request, const Media &media);
    void loadPicture(Ticket ticket, const ImageRequest &request);
    void soften(Ticket ticket, const QByteArray &placeholder, const PictureTarget &target);
    void end(Ticket ticket, Result<QImage> result);

    Deps m_deps;
    QCache<MediaId, Media> m_known{kKnownMax};
    QHash<Ticket, Open> m_open;
    Ticket m_last = 0;
    PictureTarget m_card; ///< as the widest picture of a card was asked for; empty before the first
    QVector<MediaId> m_expected;
    quint64 m_expectation = 0;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

} // namespace preggo
