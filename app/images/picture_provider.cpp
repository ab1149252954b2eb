// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/images/picture_provider.h"

#include "app/images/picture_url.h"

#include <QMetaObject>

#include <mutex>

namespace preggo {

namespace {

class Response;

/// The response may be deleted by its engine's thread while the result comes from the main thread.
struct Link
{
    std::mutex mutex;
    Response *response = nullptr;
};

class Response final : public QQuickImageResponse
{
public:
    explicit Response(std::shared_ptr<PictureGate> gate)
        : m_gate(std::move(gate))
        , m_link(std::make_shared<Link>())
    {
        m_link->response = this;
    }

    ~Response() override
    {
        const std::lock_guard lock(m_link->mutex);
        m_link->response = nullptr;
    }

    void begin(const PictureRequest &request)
    {
        m_ticket = m_gate->request(request, [link = m_link](Result<QImage> result) {
            const std::lock_guard lock(link->mutex);
            if (link->response)
                link->response->take(std::move(result));
        });
    }

    /// Ends a request that cannot be made. Later, because nobody listens before the caller has it.
    void refuse()
    {
        m_error = QStringLiteral("no such picture");
        QMetaObject::invokeMethod(this, &Response::finished, Qt::QueuedConnection);
    }

    [[nodiscard]] QQuickTextureFactory *textureFactory() const override
    {
        return m_image.isNull() ? nullptr : QQuickTextureFactory::textureFactoryForImage(m_image);
    }
    [[nodiscard]] QString errorString() const override { return m_error; }
    void cancel() override
    {
        if (m_ticket != 0)
            m_gate->cancel(m_ticket);
    }

private:
    void take(Result<QImage> result)
    {
        if (result && !result->isNull())
            m_image = *result;
        else
            m_error = result ? QStringLiteral("empty picture") : result.error().title();
        // Emitted in the response's own thread: after this the engine may delete it at any moment.
        QMetaObject::invokeMethod(this, &Response::finished, Qt::QueuedConnection);
    }

    std::shared_ptr<PictureGate> m_gate;
    std::shared_ptr<Link> m_link;
    PictureGate::Ticket m_ticket = 0;
    QImage m_image;
    QString m_error;
};

} // namespace

PictureProvider::PictureProvider(std::shared_ptr<PictureGate> gate)
    : m_gate(std::move(gate))
{ }

QQuickImageResponse *PictureProvider::requestImageResponse(const QString &id, const QSize &requestedSize)
{
    auto *response = new Response(m_gate);
    if (const auto request = parsePictureUrl(id, requestedSize))
        response->begin(*request);
    else
        response->refuse();
    return response;
}

} // namespace preggo
