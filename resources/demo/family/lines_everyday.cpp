// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "resources/demo/family/lines.h"

namespace preggo::demo {

namespace {

constexpr auto Nora = Who::Nora;
constexpr auto Tomas = Who::Tomas;
constexpr auto Emil = Who::Emil;
constexpr auto Ines = Who::Ines;
constexpr auto Note = PostKind::Update;
constexpr auto Photo = PostKind::Photo;

constexpr Line kLines[] = {
    {0, Nora, Photo, u"cat-cream", u"The neighbour's cat came to see what all the fuss is about."},
    {0, Tomas, Photo, u"garden-tall", u"Sunday walk."},
    {0, Emil, Photo, u"garden-june", u"This morning from the kitchen door."},
    {0, Ines, Photo, u"hills-day", u"A view for you."},
    {0, Nora, Photo, u"tea-book", u"Feet up. Doctor's orders. Well, Ines's."},
    {0, Tomas, Photo, u"sea-tall", u"Found this one from our weekend away."},
    {0, Nora, Photo, u"crib-tall", u"I only wanted to look at it once more before bed."},
    {0, Ines, Photo, u"socks-wood", u"Pair number four. I may have a problem."},
    {0, Emil, Photo, u"hills-dawn", u"Up early. So was the mist."},
    {0, Nora, Photo, u"wall-tall", u"The corner that gets the evening sun."},
    {0, Tomas, Photo, u"fruit-pomegranate",
        u"Somebody wanted a pomegranate at ten in the evening. Somebody got one."},
    {0, Nora, Photo, u"cat-ginger", u""},
    {0, Ines, Photo, u"hat-rose", u""},
    {0, Emil, Photo, u"garden-bench", u""},
    {0, Tomas, Photo, u"sea-evening", u""},
    {0, Nora, Photo, u"fruit-blueberries,fruit-lemon,fruit-pear",
        u"Breakfast, lunch and what I call the interval."},
    {0, Ines, Photo, u"socks-yellow,socks-blue,hat-sage,hat-rose",
        u"The whole shop window, for those who keep asking."},
    {0, Nora, Photo, u"cat-grey", u""},
    {0, Tomas, Photo, u"wall-bunting,crib-blue",
        u"Before we went to bed we both stood in the door for a bit."},
    {0, Emil, Photo, u"garden-tall,garden-june,garden-bench", u"Three from the garden. The bench is free."},
    {0, Nora, Note, u"", u"Slept through. Whoever is in charge of that, thank you."},
    {0, Tomas, Note, u"", u"Soup is on. There is enough for whoever comes by."},
    {0, Emil, Note, u"", u"No news here. I only wanted to say good morning."},
    {0, Ines, Note, u"", u"Does anybody need anything from town? I have my big bag with me."},
    {0, Nora, Note, u"", u"Rain all day. Perfect. Nobody expects anything of me."},
    {0, Tomas, Note, u"", u"Note to self: when she says \"I am not hungry\", make two portions."},
    {0, Nora, Note, u"", u"Good day. Nothing happened. I recommend it."},
    {0, Emil, Note, u"",
        u"I found your first shoes in the attic, Nora. They are in the blue tin. I polished them."},
    {0, Ines, Note, u"", u"I am practising lullabies. My neighbours have asked which choir."},
    {0, Nora, Note, u"", u"Back hurts. Tomas has warm hands. These two facts have met."},
    {0, Tomas, Note, u"",
        u"She laughed so hard at her own joke that she had to sit down. I did not understand the joke."},
    {0, Emil, Note, u"",
        u"Telephone me when you have a minute. It is not urgent. I have a question about car seats."},
    {0, Ines, Note, u"", u"Saw a pram today with better tyres than my bicycle."},
    {0, Nora, Note, u"",
        u"Appointment went well. Blood pressure like a book, says Johanna. I did not ask which book."},
    {0, Tomas, Note, u"", u"Read chapter seven. I have questions. I have written them on chapter seven."},
    {0, Emil, Note, u"", u"It was your mother's birthday today. I took her flowers and told her everything."},
    {0, Nora, Note, u"", u"Thank you for today, all of you. I do not say it often enough."},
    {0, Ines, Note, u"", u"Counting: how many aunts does a child need? Exactly. One good one."},
    {0, Tomas, Note, u"",
        u"The washing machine says forty minutes. It always says forty minutes. I am learning patience."},
    {0, Nora, Note, u"", u"Ate a whole melon. It is a fruit, so it counts as medicine."},
    {0, Emil, Note, u"", u"The weather is turning. Button up, all three of you."},
    {0, Ines, Note, u"",
        u"I have been asked to say that I am not allowed to buy any more hats. I have been asked by my "
        u"sister."},
    {0, Nora, Note, u"",
        u"Walked home instead of taking the tram. Crumb slept the whole way, I think. Rocked."},
    {0, Tomas, Note, u"", u"I said \"we are tired\" today. I was corrected."},
    {0, Emil, Note, u"", u"In my day the fathers waited in the corridor. You are lucky, Tomas. So is she."},
    {0, Nora, Note, u"", u"Today's wisdom from the waiting room: buy the small nappies, but not many."},
    {0, Ines, Note, u"",
        u"A woman in the lift told me her whole birth story between the ground floor and the fourth. I "
        u"needed the stairs down."},
    {0, Tomas, Note, u"", u"Built a thing. It was meant to be a changing table. It is a very sturdy thing."},
    {0, Nora, Note, u"", u"Swimming. For half an hour I weighed nothing."},
    {0, Emil, Note, u"",
        u"I am reading the instructions of this telephone again. If you see a heart from me, it is on "
        u"purpose."},
};

} // namespace

std::span<const Line> everyday()
{
    return kLines;
}

} // namespace preggo::demo
