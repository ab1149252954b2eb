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
constexpr auto Feast = PostKind::Celebration;

constexpr auto Scan = PostKind::Ultrasound;

constexpr Line kLines[] = {
    {20, Nora, Week, u"bump-20", u"Twenty weeks. Half-way, and I can no longer see my shoes without a plan."},
    {20, Nora, Scan, u"scan-20,scan-foot",
        u"Forty minutes of looking. Heart, kidneys, ten fingers, ten toes, my father's nose. All well. All "
        u"well."},
    {20, Tomas, Note, u"", u"I held the printout in the car until it curled. I have a favourite foot now."},
    {20, Emil, Note, u"", u"My nose? Let me see. Yes. I apologise, and I am very proud."},
    {20, Ines, Feast, u"cake-rose", u"Half-way cake! Three candles: one for each of you.", u"Half-way"},
    {20, Tomas, Step, u"",
        u"Tonight, quarter past nine, left side. A kick, straight into my palm. Hello, you.",
        u"First kick that Dad felt"},
    {20, Nora, Note, u"", u"We know now, and we are keeping it to ourselves until the summer. No, Ines. No."},
    {20, Ines, Note, u"",
        u"I will find out. I have my methods. Are the new socks yellow? Why are they yellow? What does "
        u"yellow mean?"},
    {21, Nora, Week, u"", u"Twenty-one weeks. A carrot, lengthwise."},
    {21, Nora, Photo, u"crib-blue",
        u"It came in a flat box with forty screws. There are three left over. It stands."},
    {21, Tomas, Note, u"", u"The three screws are spare screws. That is what they are called. Spare."},
    {21, Emil, Note, u"", u"I shall come on Saturday with my own screwdriver and say nothing."},
    {21, Nora, Note, u"", u"He came. He said nothing. He tightened eleven things."},
    {21, Ines, Photo, u"socks-blue",
        u"Blue ones as well. And red are on the needles. Nobody will read anything out of MY wool."},
    {21, Nora, Note, u"", u"Glucose test done. It tasted like melted lollipop. Result tomorrow, nap today."},
    {21, Nora, Note, u"", u"Result: all fine. The nap was also fine."},
    {22, Nora, Week, u"fruit-pear",
        u"Twenty-two weeks, and the length of a good pear with its stalk. Grandpa's tree approves."},
    {22, Tomas, Photo, u"wall-bunting", u"Bunting up. I cut the triangles, Ines sewed, Nora pointed."},
    {22, Ines, Note, u"",
        u"For the record, the third flag from the left is upside down and I am leaving it, for luck."},
    {22, Nora, Note, u"",
        u"First time somebody stood up for me on the tram. She was about eighty. We argued, and then we "
        u"shared."},
    {22, Emil, Note, u"",
        u"At the market they asked what I needed. I said nothing, I am going to be a grandfather, I am only "
        u"telling people."},
    {22, Tomas, Note, u"",
        u"The course for fathers begins on Tuesday. We are to bring a doll and an open mind. I have "
        u"neither."},
    {23, Nora, Week, u"", u"Twenty-three weeks. A big mango that kicks at four in the morning."},
    {23, Tomas, Note, u"",
        u"I can change a doll's nappy in 48 seconds. The doll did not move, the midwife pointed out."},
    {23, Nora, Photo, u"hills-dawn",
        u"Walked up to the chapel, slowly. Four hundred and six steps, two of us, three snacks."},
    {23, Emil, Note, u"",
        u"Your mother walked up there too, in her time, with you. She carried the snacks as well."},
    {23, Ines, Note, u"", u"Crumb kicked me! In the hand! We are best friends now, it is official."},
    {23, Nora, Note, u"", u"Heartburn. I did not know that milk could be an event."},
    {23, Tomas, Note, u"",
        u"Asked for one more pillow in bed. There are now seven. I sleep at the edge, like a guest."},
    {24, Nora, Week, u"bump-24",
        u"Twenty-four weeks. Johanna measured, wrote something down and smiled. I like it when she smiles."},
    {24, Nora, Step, u"", u"Twenty-four weeks is a number I had been waiting for. Breathing out a little.",
        u"24 weeks"},
    {24, Tomas, Photo, u"crib-morning", u"Seven in the morning. The sun finds the crib all by itself."},
    {24, Emil, Note, u"",
        u"The cradle is for the day, the crib for the night. I have thought about it, and that is how it "
        u"should be."},
    {24, Ines, Photo, u"cat-grey",
        u"Found your cat in the crib. He says it is comfortable. He says thank you."},
    {24, Nora, Note, u"", u"The cat has been told. The cat has also been told why. The cat is in the crib."},
    {24, Tomas, Note, u"",
        u"Hospital tour. They have a bath, a ball and a man called Piet who knows everything about car "
        u"seats."},
    {25, Nora, Week, u"fruit-aubergine", u"Twenty-five weeks: an aubergine. At last one I like to eat."},
    {25, Nora, Note, u"",
        u"Hiccups, every evening at eight, for five minutes. I have started to look forward to them."},
    {25, Tomas, Note, u"", u"Put my ear there and heard nothing but dinner. A good dinner."},
    {25, Ines, Feast, u"",
        u"Thirty-one people, two cakes, one surprise that Nora had known about for a week. Best baby party "
        u"of my life.",
        u"Baby party"},
    {25, Nora, Photo, u"letter-blue,socks-wood,tea-book",
        u"From the party. I have read every card twice. Thank you, all of you."},
    {25, Emil, Note, u"", u"I danced. There are witnesses. I ask them to be kind."},
    {26, Nora, Week, u"bump-26",
        u"Twenty-six weeks. The light was good, the dress still fits, and somebody in there was dancing."},
    {26, Tomas, Note, u"",
        u"The bag for the hospital is packed. I know it is early. I have also packed a bag for the bag."},
    {26, Nora, Note, u"",
        u"I can rest a cup of tea on the bump now. It gets kicked off, but for a moment there it is a "
        u"table."},
    {26, Emil, Note, u"", u"The pear tree has four new leaves. I count them on your behalf."},
    {26, Ines, Photo, u"wall-sage,hat-sage", u"The room is ready and so is the winter collection."},
    {26, Nora, Photo, u"hands-green", u"Quiet evening. One of us does not know what quiet means."},
};

} // namespace

std::span<const Line> lateWeeks()
{
    return kLines;
}

} // namespace preggo::demo
