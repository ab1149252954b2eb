// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/support/engine_world.h"
#include "tests/support/fake_uploads.h"

namespace preggo::test {

/// An EngineWorld whose pictures are stored and refused by the test.
struct PictureWorld : EngineWorld
{
    /// Without uploads it is an app that sends no pictures.
    explicit PictureWorld(bool withUploads = true)
    {
        device.uploads = withUploads ? &uploads : nullptr;
        device.restart();
        settle();
    }
    ~PictureWorld() { device.close(); }

    [[nodiscard]] MediaOut picture(int number) const
    {
        MediaOut media;
        media.mediaId = numbered<MediaId>(number);
        media.family = family;
        media.path = device.dir.filePath(QStringLiteral("%1.jpg").arg(number));
        return media;
    }
    /// A post with pictures that wait for their upload.
    PostId postWith(const QVector<MediaOut> &pictures)
    {
        const auto id = device.engine->mint<PostId>();
        PostCreate post;
        for (const auto &each : pictures)
            post.media.append(each.mediaId);
        auto action = draft::createPost(stream, id, post);
        action.media = pictures;
        device.commit(action);
        return id;
    }
    void store(MediaId media)
    {
        uploads.listener->mediaStored(media);
        settle();
    }
    void refusePicture(MediaId media, ProblemCode code = ProblemCode::InvalidField)
    {
        uploads.listener->mediaRefused(media, makeProblem(code));
        settle();
    }
    [[nodiscard]] std::optional<MediaOut> mediaOnDisk(MediaId media)
    {
        return device.outbox->media(media).value_or(std::nullopt);
    }
    [[nodiscard]] std::optional<PendingAction> pending(OpId op) { return device.engine->pendingAction(op); }
    /// The server refuses whatever is pushed, or takes it again.
    void refuseActions(bool refuse = true)
    {
        server.judge = {};
        if (refuse)
            server.judge = [](const Action &) { return makeProblem(ProblemCode::Rejected); };
    }

    FakeUploads uploads;
};

} // namespace preggo::test
