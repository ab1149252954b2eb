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

constexpr Line kLines[] = {
    {0, Nora, Note, u"", u"Awake at five. The birds and I have the city to ourselves."},
    {0, Tomas, Note, u"", u"I have learned to say \"the child seat\" instead of \"that thing\"."},
    {0, Emil, Note, u"", u"The apples are good this year. I am drying some, for Crumb's first winter."},
    {0, Ines, Note, u"", u"I am available for babysitting from day one. I have references from three cats."},
    {0, Nora, Note, u"", u"Found a note in my lunch box. I am not telling you what it said."},
    {0, Tomas, Note, u"", u"She fell asleep in the middle of a sentence. It was going to be a good one."},
    {0, Emil, Note, u"", u"I have a new battery for the camera. I am ready when you are."},
    {0, Ines, Note, u"", u"Question: is a baby allowed to wear a bow tie?"},
    {0, Nora, Note, u"", u"Answer: yes. On Sundays."},
    {0, Tomas, Note, u"", u"The plant in the little room has a name now. It is Frederik. Please greet it."},
    {0, Nora, Note, u"", u"My sister rings every day at six and asks for Crumb. I am only the switchboard."},
    {0, Emil, Note, u"", u"You were born in a snowstorm, Nora. The taxi driver would not take any money."},
    {0, Tomas, Note, u"",
        u"We had the talk about the car today. We are keeping the car. We are buying a different car."},
    {0, Ines, Note, u"",
        u"Dropped off a bag of small things. Most of them are useful. One of them is a trumpet."},
    {0, Nora, Note, u"", u"The trumpet lives with Ines."},
    {0, Nora, Note, u"", u"A quiet walk, a bench, a roll with cheese. Ten out of ten."},
    {0, Tomas, Note, u"",
        u"Practised the way to the hospital. Eleven minutes. On a Sunday. With green lights."},
    {0, Emil, Note, u"", u"If anybody needs me, I am in the workshop. It is going to have wheels."},
    {0, Ines, Note, u"",
        u"I told my class that I will be an aunt. They made a card. Somebody drew a dinosaur in a pram."},
    {0, Nora, Note, u"",
        u"Today I was asked whether it is my first. I said it is OUR first, all five of us."},
    {0, Tomas, Note, u"", u"Five? Ah. The cat."},
    {0, Emil, Note, u"", u"I do not sleep so well these nights. It is the good kind."},
    {0, Nora, Note, u"", u"Pumpkin soup, a blanket and nobody wanting anything. Bliss."},
    {0, Ines, Note, u"", u"I have finished the baby blanket. It is large. It may be a family blanket."},
    {0, Tomas, Note, u"",
        u"Somebody has written \"CRUMB\" in the dust on the car. With a heart. I am not washing it."},
    {0, Nora, Note, u"",
        u"I read the letter from Grandpa again. I will not tell you why I needed to. It helped."},
    {0, Emil, Note, u"", u"Whenever you like, as often as you like."},
    {0, Nora, Note, u"", u"Iron tablets. They taste the way a bicycle looks."},
    {0, Tomas, Note, u"", u"Bicycle tablets taken. Witnessed."},
    {0, Ines, Note, u"",
        u"Today's rumour at the bakery: it is twins. I have denied it. I have not denied it strongly."},
    {0, Nora, Note, u"", u"It is not twins. Ines."},
    {0, Emil, Note, u"",
        u"I watched a mother duck with nine. I thought of you, and of how one will do nicely."},
    {0, Tomas, Note, u"",
        u"New skill: tying somebody else's shoes, without being asked, without looking proud."},
    {0, Nora, Note, u"", u"He looks so proud."},
    {0, Ines, Note, u"",
        u"I made a playlist: forty songs about small people. Nora asks for one hour without drums."},
    {0, Nora, Note, u"", u"Leg cramp at three. Tomas was up before I was."},
    {0, Tomas, Note, u"",
        u"I dreamt that I forgot the baby at the post office. They were very nice about it."},
    {0, Emil, Note, u"", u"Post offices are reliable. I should not worry."},
    {0, Nora, Note, u"", u"I bought a dress with room in it. Lots of room. Room for opinions."},
    {0, Ines, Note, u"", u"She looks like a queen in it. I have pictures. I am not allowed to share them."},
    {0, Tomas, Note, u"", u"Shared the last pancake, because I am growing as a person."},
    {0, Nora, Note, u"", u"He had eaten six."},
    {0, Emil, Note, u"", u"A neighbour gave me a high chair, good oak, one leg short. I have oak."},
    {0, Nora, Note, u"", u"Three things today: sun, clean sheets, a kick good night."},
    {0, Ines, Note, u"", u"Grandpa asked me how one sends a heart. Please look surprised."},
    {0, Emil, Note, u"", u"I have sent a heart. Did it arrive?"},
    {0, Nora, Note, u"", u"It arrived."},
    {0, Tomas, Note, u"", u"Rehearsed calm breathing. I went first. I fell asleep."},
    {0, Nora, Note, u"", u"Everything I drop stays on the floor now. The floor and I have an understanding."},
    {0, Ines, Note, u"",
        u"Officially too old for the swings, I was told today, by a four-year-old. I was only testing them."},
    {0, Tomas, Note, u"",
        u"The drawer with the small things does not close any more. We have opened a second drawer."},
    {0, Emil, Note, u"", u"I put the old train set on the shelf. It is only there to be looked at. For now."},
    {0, Nora, Note, u"", u"Elevator music came on and somebody danced. It was not me."},
    {0, Ines, Note, u"", u"Tell Crumb that the trumpet is under new management and polished weekly."},
    {0, Tomas, Note, u"",
        u"We tried the bath in the hospital catalogue on paper. It is deeper than our sofa."},
    {0, Nora, Note, u"",
        u"I made a list of everything that worries me, and then a list of everyone who helps. The second is "
        u"longer."},
    {0, Emil, Note, u"", u"Put me on it twice."},
    {0, Nora, Note, u"", u"You are on it three times."},
    {0, Tomas, Note, u"", u"Found a single tiny sock in my coat pocket at work. Best meeting of the year."},
    {0, Ines, Note, u"", u"Weather report from the aunt: sunny, with a chance of cake."},
    {0, Nora, Note, u"", u"A stranger smiled at the bump today, and I smiled back on its behalf."},
    {0, Emil, Note, u"",
        u"I wound your mother's clock and set it in the little room. It ticks softly. Tell me if it is too "
        u"much."},
    {0, Nora, Note, u"", u"It is not too much."},
    {0, Tomas, Note, u"", u"The names list has moved to the fridge. Voting is open. The cat has one vote."},
    {0, Ines, Note, u"", u"The cat voted for \"Tuna\". We are not bound by it."},
    {0, Nora, Note, u"", u"Lay in the grass for an hour. Getting up again was a project for two."},
    {0, Tomas, Note, u"",
        u"For the archive: she just called me \"Dad\", by accident, in the supermarket. Neither of us could "
        u"go on shopping."},
    {0, Emil, Note, u"", u"That is how it begins."},
    {0, Nora, Note, u"", u"Little kicks while I write this. You are being greeted."},
    {0, Ines, Note, u"", u"Greeting back, with both hands and the trumpet."},
};

} // namespace

std::span<const Line> smallTalk()
{
    return kLines;
}

} // namespace preggo::demo
