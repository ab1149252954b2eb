// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/sim/books.h"
#include "tests/sim/picture_book.h"
#include "tests/sim/sim_device.h"

#include <functional>
#include <vector>

namespace preggo::sim {

/// What one person wrote on one device, as far as she has reason to expect to see it.
struct OwnPost
{
    PostId post;
    FamilyId family;
    StreamId stream; ///< where she put it: somebody may have moved it since
    bool saved = false; ///< the device said so
    bool mayVanish = false; ///< she or somebody else took it away, or she lost the right to see it
};

/// The people: they write, react, change their minds, give up and try again, each on her own device, with
/// what she sees there. Draws everything from the seed.
class People
{
public:
    struct Deps
    {
        Scheduler &scheduler;
        const Knobs &knobs;
        const Cast &cast;
        PrivacyBook &privacy;
        PictureBook &pictures;
        OutboxBook &outboxes;
        Verdict &verdict;
    };
    People(const Deps &deps, std::vector<std::unique_ptr<SimDevice>> &devices);

    /// One thing that somebody does; nothing where her device is off.
    void act();
    /// After the healing she looks at what was parked on the device's own account and tries it again.
    void retryParked(SimDevice &device);

    [[nodiscard]] std::vector<OwnPost> &own(int device) { return m_own[std::size_t(device)]; }
    [[nodiscard]] int done() const { return m_done; }

private:
    struct Target
    {
        PostId post;
        StreamId stream;
        bool mine = false;
    };
    struct OwnComment
    {
        CommentId comment;
        PostId post;
        StreamId stream;
    };
    [[nodiscard]] quint64 below(quint64 bound) const { return m_deps.scheduler.chance().below(bound); }
    [[nodiscard]] FamilyId someFamily(const SimDevice &device) const;
    [[nodiscard]] std::optional<Target> somePost(SimDevice &device, bool mine) const;
    [[nodiscard]] QString text(PostId post);
    void submit(SimDevice &device, const ActionDraft &draft, PostId post);
    void submitAgain(SimDevice &device, const ActionDraft &draft, PostId post, int tries);
    void expectGone(PostId post);

    void writePost(SimDevice &device);
    /// Takes photos one after another, and then posts what was written.
    void withPhotos(SimDevice &device, const ActionDraft &draft, const PostCreate &create, int more);
    void addPhoto(SimDevice &device, const Target &target);
    [[nodiscard]] QByteArray photo(const MediaId &media);
    [[nodiscard]] static MediaOut photoRow(MediaId media, FamilyId family, const QByteArray &bytes);
    void editPost(SimDevice &device);
    void deletePost(SimDevice &device);
    void movePost(SimDevice &device);
    void comment(SimDevice &device);
    void changeComment(SimDevice &device);
    void react(SimDevice &device);
    void markRead(SimDevice &device);
    void changeFamily(SimDevice &device);
    void tidyOutbox(SimDevice &device);

    const Deps m_deps;
    std::vector<std::unique_ptr<SimDevice>> &m_devices;
    std::vector<std::vector<OwnPost>> m_own;
    std::vector<std::vector<OwnComment>> m_comments;
    int m_done = 0;
};

} // namespace preggo::sim
