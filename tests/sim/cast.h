// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/roles.h"
#include "protocol/stream_id.h"
#include "tests/sim/knobs.h"

#include <QVector>

namespace preggo::sim {

/// A person of the play, with her devices.
struct Player
{
    UserId user;
    QVector<DeviceId> devices;
};

/// A family: who is in it at first, and its named audiences.
struct CastFamily
{
    FamilyId id;
    struct Part
    {
        int player = 0;
        Role role = Role::Viewer;
    };
    QVector<Part> parts;
    struct List
    {
        AudienceId id;
        QVector<int> players;
    };
    QVector<List> audiences;

    [[nodiscard]] QVector<StreamId> streams() const;
};

/// Who there is in a world. The same knobs give the same cast whatever the seed, so that the database they
/// begin with is made once.
struct Cast
{
    QVector<Player> players;
    QVector<CastFamily> families;

    [[nodiscard]] static Cast of(const Knobs &knobs);
    [[nodiscard]] int playerOf(UserId user) const;
    [[nodiscard]] const CastFamily *family(FamilyId id) const;
};

} // namespace preggo::sim
