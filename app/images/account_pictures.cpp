// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/images/account_pictures.h"

#include "core/imaging/display.h"
#include "core/media/variant_choice.h"

namespace preggo {

namespace {

using MediaFound = sql::Outcome<std::optional<Media>>;

} // namespace

AccountPictures::AccountPictures(Deps deps)
    : m_deps(deps)
{ }

PictureSource::Ticket AccountPictures::load(const PictureRequest &request, Done done)
{
    const Ticket ticket = ++m_last;
    m_open.insert(ticket, {std::move(done), 0});
    if (request.what == PictureRequest::What::Sent && request.target.fit == PictureFit::Crop)
        noteCard(request.target);
    const auto local = m_deps.engine.overlay().localMedia(request.media);
    if (local && request.what == PictureRequest::What::Placeholder) {
        soften(ticket, local->placeholder, request.target);
    } else if (local) {
        loadPicture(ticket, {request.media, request.target, {local->width, local->height}, {}, local->path});
    } else if (const Media *known = m_known.object(request.media)) {
        start(ticket, request, *known);
    } else {
        withRecord(ticket, request);
    }
    return ticket;
}

void AccountPictures::withRecord(Ticket ticket, const PictureRequest &request)
{
    m_deps.engine.read<MediaFound>([media = request.media](Cache &cache) { return cache.media(media); },
        [this, alive = std::weak_ptr(m_alive), ticket, request](const MediaFound &found) {
            if (alive.expired() || !m_open.contains(ticket))
                return;
            // A picture without a record yet can still be asked for: the server knows more.
            Media media;
            media.id = request.media;
            if (found && *found) {
                media = **found;
                if (media.isWhole()) // else it changes soon, and nobody tells this list
                    m_known.insert(media.id, new Media(media));
            }
            start(ticket, request, media);
        });
}

void AccountPictures::start(Ticket ticket, const PictureRequest &request, const Media &media)
{
    if (request.what == PictureRequest::What::Placeholder)
        return soften(ticket, media.placeholder, request.target);
    loadPicture(
        ticket, {media.id, request.target, QSize(media.width, media.height), variantNames(media), {}});
}

void AccountPictures::loadPicture(Ticket ticket, const ImageRequest &request)
{
    m_open[ticket].ticket =
        m_deps.loader.load(request, [this, alive = std::weak_ptr(m_alive), ticket](Result<QImage> result) {
            if (!alive.expired())
                end(ticket, std::move(result));
        });
}

void AccountPictures::soften(Ticket ticket, const QByteArray &placeholder, const PictureTarget &target)
{
    m_deps.decoder.post(
        [this, alive = std::weak_ptr(m_alive), &main = m_deps.main, ticket, placeholder, target] {
            QImage image = blurredPlaceholder(placeholder, target);
            main.post([this, alive, ticket, image = std::move(image)] {
                if (!alive.expired())
                    end(ticket, image);
            });
        });
}

void AccountPictures::cancel(Ticket ticket)
{
    const Open open = m_open.take(ticket);
    if (open.ticket != 0)
        m_deps.loader.cancel(open.ticket);
}

// The widest: a larger copy serves a small tile, not the other way round.
void AccountPictures::noteCard(const PictureTarget &target)
{
    if (target.pixels.width() <= m_card.pixels.width())
        return;
    const bool isFirst = m_card.pixels.isEmpty();
    m_card = target;
    if (isFirst)
        expect(m_expected); // was told before it was known in which size
}

void AccountPictures::expect(const QVector<MediaId> &media)
{
    m_expected = media;
    const quint64 mine = ++m_expectation;
    if (m_card.pixels.isEmpty() || media.isEmpty())
        return m_deps.loader.prefetch({});
    const auto records = [media = media.first(qMin<qsizetype>(media.size(), kExpectedMax))](Cache &cache) {
        QVector<Media> found;
        for (const MediaId id : media) {
            if (const auto record = cache.media(id); record && *record)
                found.append(**record);
        }
        return found;
    };
    m_deps.engine.read<QVector<Media>>(
        records, [this, alive = std::weak_ptr(m_alive), mine](const QVector<Media> &found) {
            if (alive.expired() || mine != m_expectation)
                return;
            QVector<ImageRequest> requests;
            for (const Media &record : found)
                requests.append({record.id, m_card, {record.width, record.height}, variantNames(record), {}});
            m_deps.loader.prefetch(requests);
        });
}

void AccountPictures::original(MediaId media, ImageLoader::BytesDone done)
{
    const auto local = m_deps.engine.overlay().localMedia(media);
    m_deps.loader.original(media, local ? local->path : QString(), std::move(done));
}

void AccountPictures::end(Ticket ticket, Result<QImage> result)
{
    const Open open = m_open.take(ticket);
    if (open.done)
        open.done(std::move(result));
}

} // namespace preggo
