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
    {5, Nora, Step, u"",
        u"Two lines. I took a second test to be sure, and a third because I could not stop smiling.",
        u"We know"},
    {5, Tomas, Note, u"",
        u"I have read the word \"congratulations\" on a plastic stick four times today. It still says it."},
    {5, Nora, Note, u"",
        u"Nobody else knows yet. Just this small family and the cat, who is very bad at secrets."},
    {5, Ines, Note, u"",
        u"I screamed on the bus. A man offered me his seat. I told him I was only the aunt."},
    {5, Emil, Note, u"",
        u"I sat down in the garden for a while. Then I went and oiled the old cradle. It creaks, but it is "
        u"sound."},
    {5, Tomas, Photo, u"tea-book", u"Homework. Chapter one is called \"Do not panic\"."},
    {5, Nora, Week, u"",
        u"Five weeks. As big as a peppercorn, and already the one who decides when I sleep."},
    {6, Nora, Week, u"", u"Six weeks. A lentil. A lentil with plans."},
    {6, Nora, Note, u"", u"Coffee smells like burnt tyres. I miss liking coffee."},
    {6, Tomas, Note, u"",
        u"New rule: no frying of onions before noon. Also no opening of the fridge without a warning."},
    {6, Ines, Note, u"", u"Ginger biscuits are in the post. Two kinds. The soft ones are for the bad days."},
    {6, Emil, Note, u"",
        u"When your mother was carrying you, she ate pickled cucumbers with honey. I say this so that nobody "
        u"is frightened."},
    {6, Nora, Photo, u"cat-ginger", u"He has not left my side since Monday. Somebody told him."},
    {6, Tomas, Note, u"",
        u"Made the first appointment. The lady on the telephone said \"how lovely\" and I nearly cried at "
        u"her."},
    {7, Nora, Week, u"fruit-blueberries", u"Seven weeks: one blueberry. I bought a whole bowl, for scale."},
    {7, Nora, Note, u"", u"Slept eleven hours and am tired. Is this a person or a very small night shift?"},
    {7, Tomas, Note, u"", u"I can now cook rice in nine ways, of which she can eat one."},
    {7, Ines, Photo, u"hat-sage",
        u"It begins. I know it is early, but the yarn was on sale and my hands were cold."},
    {7, Emil, Note, u"", u"Do not carry the shopping, Nora. That is what he is tall for."},
    {7, Nora, Note, u"", u"I cried at an advertisement for window cleaner. They were very clean windows."},
    {8, Nora, Week, u"", u"Eight weeks. A raspberry with a heartbeat."},
    {8, Nora, Scan, u"scan-8",
        u"There. The bright bean in the dark, and in the bean a light that blinks. The room went very "
        u"quiet."},
    {8, Tomas, Step, u"", u"A heart. Much faster than mine, and mine was fast.", u"First heartbeat"},
    {8, Emil, Note, u"",
        u"I have looked at the picture with the reading glasses and then with the other glasses. A fine "
        u"bean."},
    {8, Ines, Note, u"", u"Printed it, framed it, told my desk neighbour it is modern art. She likes it."},
    {8, Nora, Note, u"",
        u"The midwife is called Johanna, has warm hands and answers questions as if they were good ones."},
    {9, Nora, Week, u"", u"Nine weeks. An olive. I cannot look at olives."},
    {9, Tomas, Note, u"", u"The list for today: crackers, lemons, crackers, that one brand of crackers."},
    {9, Nora, Photo, u"fruit-lemon",
        u"The only thing that smells right. I keep one in my coat pocket like a lucky charm."},
    {9, Ines, Note, u"",
        u"I asked my pharmacist, my neighbour and the woman at the cheese counter. All three say: small "
        u"meals, often."},
    {9, Emil, Note, u"", u"The cradle has a new coat of beeswax. The workshop smells like church."},
    {10, Nora, Week, u"", u"Ten weeks. A prune, they say. They could try harder with the names."},
    {10, Nora, Note, u"", u"Three meals in one day and all of them stayed. I feel like an athlete."},
    {10, Tomas, Note, u"",
        u"We took the long way home along the river. She talked the whole way. I had missed that."},
    {10, Ines, Photo, u"socks-yellow",
        u"Finished. They are smaller than my thumb and took me nine evenings."},
    {10, Emil, Note, u"", u"I had forgotten how small. I held them up to the window for a while."},
    {11, Nora, Week, u"", u"Eleven weeks. A fig, and it can hiccup."},
    {11, Tomas, Note, u"",
        u"Measured the little room. If we give up the ironing board, there is space for a human being."},
    {11, Nora, Note, u"", u"Trousers, first refusal. The button has been promoted to decoration."},
    {11, Emil, Note, u"", u"I told the postman. I am sorry. He was standing there and I was happy."},
    {11, Ines, Note, u"", u"Postman forgiven. I told the hairdresser."},
    {12, Nora, Week, u"bump-12", u"Twelve weeks. Nothing to see yet, says Tomas. I say look closer."},
    {12, Nora, Scan, u"scan-12",
        u"It lay on its back with its feet up as if on a sofa, and then it waved. I know it did not wave. It "
        u"waved."},
    {12, Tomas, Note, u"",
        u"All well, all measured, all where it should be. We had pancakes for lunch and again for dinner."},
    {12, Nora, Step, u"", u"Today we told everybody. The telephone has not been quiet since.",
        u"We told everyone"},
    {12, Emil, Feast, u"cake-honey", u"My first great-news cake. The upper part leans a little. So do I.",
        u"To the small one"},
    {12, Ines, Note, u"",
        u"I may finally talk about it at work. I have been talking about it at work for five weeks."},
};

} // namespace

std::span<const Line> firstTrimester()
{
    return kLines;
}

} // namespace preggo::demo
