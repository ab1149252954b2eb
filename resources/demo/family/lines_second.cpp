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
constexpr auto Week = PostKind::Week;
constexpr auto Step = PostKind::Milestone;

constexpr Line kLines[] = {
    {13, Nora, Week, u"", u"Thirteen weeks. A peach, fuzz and all."},
    {13, Nora, Note, u"",
        u"Woke up hungry instead of sick. I ate an egg. I looked at the egg, and we were friends again."},
    {13, Tomas, Note, u"",
        u"She sang in the shower this morning. I stood in the hall and listened like a thief."},
    {13, Ines, Photo, u"garden-bench",
        u"For your wall of calm: the park this morning, before anyone was up."},
    {13, Emil, Note, u"",
        u"I am building a shelf. I have not asked whether a shelf is needed. A shelf is always needed."},
    {13, Nora, Note, u"", u"List of smells I like again: bread, rain, Tomas."},
    {14, Nora, Week, u"fruit-lemon", u"Fourteen weeks. A lemon. Full circle."},
    {14, Tomas, Photo, u"list-names", u"The list so far. Crossed out: my ideas. Hearts: hers."},
    {14, Emil, Note, u"",
        u"My grandmother was called Philippa. I only mention it. I shall mention it again."},
    {14, Ines, Note, u"",
        u"My vote for a boy: anything but Emil, there is only one. My vote for a girl: also anything but "
        u"Emil."},
    {14, Nora, Note, u"", u"For the record, \"Crumb\" is not a name. It is a working title."},
    {14, Tomas, Note, u"", u"Crumb it is, then."},
    {15, Nora, Week, u"",
        u"Fifteen weeks. Crumb is an apple and can hear us. Everybody watch your language."},
    {15, Tomas, Note, u"",
        u"I have started to read aloud in the evening. So far: the manual of the dishwasher. It was what we "
        u"had."},
    {15, Nora, Photo, u"sea-noon",
        u"Two days at the sea. Sand in everything, sun on everything, and I slept like a stone."},
    {15, Nora, Photo, u"sea-evening,hills-day",
        u"The way there and the way back. We stopped eleven times, nine of them for me."},
    {15, Emil, Note, u"",
        u"Sea air is good for the lungs and for the temper. I prescribe it to all young parents."},
    {15, Ines, Note, u"",
        u"Bring me a stone from the beach, a round one. I am starting a collection for Crumb."},
    {16, Nora, Week, u"bump-16", u"Sixteen weeks. There it is. Good morning, bump."},
    {16, Nora, Photo, u"fruit-avocado", u"As long as an avocado. Lunch and measuring tape in one."},
    {16, Tomas, Note, u"",
        u"A colleague asked when we are due. I said the date, the week and the day. He only wanted to be "
        u"polite."},
    {16, Nora, Note, u"",
        u"Johanna found the heartbeat in two seconds. It sounds like a small horse in a hurry."},
    {16, Ines, Photo, u"hat-rose",
        u"With hearts. I ripped out the row of hearts twice, so these are the third and best hearts."},
    {16, Emil, Note, u"",
        u"The shelf is up. It is level. I checked it with two levels, and then with a marble."},
    {17, Nora, Week, u"", u"Seventeen weeks. A pomegranate's little brother."},
    {17, Nora, Note, u"",
        u"Craving of the week: cold peas, straight out of the bag. I will take no questions."},
    {17, Tomas, Note, u"", u"Bought peas. All the peas."},
    {17, Ines, Note, u"",
        u"I dreamt Crumb had a beard and gave me advice about my pension. Good advice, too."},
    {17, Emil, Note, u"",
        u"Planted a pear tree. It will bear when Crumb is tall enough to reach the first branch."},
    {17, Nora, Photo, u"garden-june",
        u"Grandpa's garden today. He says he has done nothing, it all just comes up."},
    {18, Nora, Week, u"", u"Eighteen weeks. Ears in place. I sang; nobody complained."},
    {18, Nora, Step, u"",
        u"On the tram, between two stops: a flutter, like a fish that changes its mind. I missed my stop.",
        u"First movement"},
    {18, Tomas, Note, u"",
        u"I have put my hand there for an hour. Nothing. Apparently I am too excited to be interesting."},
    {18, Emil, Note, u"", u"It takes patience. With you it was three weeks before I was let in on it."},
    {18, Ines, Note, u"", u"A FISH. Sorry. A fish."},
    {18, Nora, Photo, u"hands-tall", u"Waiting together."},
    {19, Nora, Week, u"", u"Nineteen weeks. Half of everything, nearly."},
    {19, Tomas, Note, u"",
        u"Painted the first wall. It is called \"Morning Linen\". It is beige. It is a very good beige."},
    {19, Nora, Note, u"",
        u"Paint fumes and me do not mix, so I am on the balcony with a blanket and Grandpa's radio."},
    {19, Emil, Photo, u"letter-blue",
        u"I have written Crumb a letter, to be opened at eighteen. I kept a copy, in case I forget what I "
        u"said."},
    {19, Ines, Note, u"", u"Who put onions in the bag with the wool? Own up."},
    {19, Nora, Note, u"",
        u"Onions were me. I put the wool in the fridge as well. It has been that kind of week."},
};

} // namespace

std::span<const Line> secondTrimester()
{
    return kLines;
}

} // namespace preggo::demo
