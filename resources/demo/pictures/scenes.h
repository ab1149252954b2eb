// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "resources/demo/pictures/sketch.h"

namespace preggo::demo {

/// What a picture of the album shows. `variant` changes the composition, the sketch's palette and
/// seed the colours and details; every scene accepts any variant.
using Scene = void (*)(Sketch &sketch, int variant);

void ultrasound(Sketch &s, int variant); ///< 0 bean, 1 whole profile, 2 face, 3 foot
void knitting(Sketch &s, int variant); ///< even: socks, odd: a hat
void crib(Sketch &s, int variant);
void bump(Sketch &s, int variant); ///< the week
void nurseryWall(Sketch &s, int variant);
void garden(Sketch &s, int variant);
void sea(Sketch &s, int variant);
void fruit(Sketch &s, int variant); ///< 0 blueberries, 1 lemon, 2 avocado, 3 pear, 4 pomegranate, 5 aubergine
void cat(Sketch &s, int variant);
void hands(Sketch &s, int variant);
void cake(Sketch &s, int variant);
void letter(Sketch &s, int variant);
void hills(Sketch &s, int variant);
void tea(Sketch &s, int variant);

} // namespace preggo::demo
