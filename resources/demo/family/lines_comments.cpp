// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "resources/demo/family/lines.h"

namespace preggo::demo {

namespace {

constexpr const char16_t *kOnPhoto[] = {
    u"What a beautiful picture.",
    u"I have put this one on my fridge.",
    u"Look at that light!",
    u"Can you send me this one for the wall?",
    u"I could look at this all day.",
    u"This is my new favourite.",
    u"Oh, this made my morning.",
    u"I showed it to everybody at the table.",
    u"Lovely. Just lovely.",
    u"I want to be exactly there.",
    u"You should print this one large.",
    u"The colours!",
    u"I am saving this for the album.",
    u"How small it all is.",
};
constexpr const char16_t *kOnScan[] = {
    u"I have no words. I have several handkerchiefs.",
    u"That is a real little person.",
    u"Look at that profile!",
    u"I have been staring at this for ten minutes.",
    u"So much to see in so little light.",
    u"Hello, Crumb.",
    u"I am sitting on the stairs and crying, in a good way.",
    u"I see it, I see it, I see the hand!",
};
constexpr const char16_t *kOnStep[] = {
    u"I will remember where I was when I read this.",
    u"What a day.",
    u"Holding you all tight from here.",
    u"I knew it. I did not know it, but I knew it.",
    u"This calls for cake.",
    u"I am so happy for you.",
    u"Write the date down somewhere safe.",
    u"Read it twice. Reading it again.",
};
constexpr const char16_t *kOnFeast[] = {
    u"Save me a piece!",
    u"I am still full.",
    u"To all of you!",
    u"What a lovely idea.",
    u"I brought the wrong shoes and the right mood.",
    u"Who made that? It is too pretty to eat.",
};
constexpr const char16_t *kOnWeek[] = {
    u"Already!",
    u"Where do the weeks go?",
    u"Keep growing, little one.",
    u"One closer.",
    u"You carry it beautifully.",
    u"I have crossed it off on the calendar in the kitchen.",
    u"I was just going to ask which week it is.",
    u"That is an oddly specific vegetable.",
    u"Time flies, says the one who is not carrying anything.",
};
constexpr const char16_t *kOnNote[] = {
    u"That made me laugh out loud.",
    u"I know that feeling.",
    u"Rest. That is an order.",
    u"Call me if you want company.",
    u"You two are doing it right.",
    u"I am coming by with soup.",
    u"Tell me more on Sunday.",
    u"Good. Very good.",
    u"Exactly the same here, back then.",
    u"I have saved this sentence.",
    u"Do you need anything?",
    u"We are thinking of you.",
    u"This is going in the book.",
    u"That sounds like you.",
    u"Sleep well, you three.",
    u"I would have done the same.",
    u"Noted, and underlined.",
    u"Please never change.",
};
constexpr const char16_t *kReplies[] = {
    u"Thank you. You are sweet.",
    u"You always say that.",
    u"And I always will.",
    u"Sunday, then. I will bake.",
    u"I will tell you when you are older.",
    u"Ha! Ask Tomas.",
    u"Only for you.",
    u"Consider it done.",
    u"I heard that.",
    u"Crumb says hello.",
    u"No comment.",
    u"Really? I did not know that.",
    u"Now I am crying as well.",
    u"Come by any time.",
    u"It is on its way to you.",
    u"We miss you too.",
};

} // namespace

std::span<const char16_t *const> commentsOn(PostKind kind)
{
    switch (kind) {
    case PostKind::Photo:
        return kOnPhoto;
    case PostKind::Ultrasound:
        return kOnScan;
    case PostKind::Milestone:
        return kOnStep;
    case PostKind::Celebration:
        return kOnFeast;
    case PostKind::Week:
        return kOnWeek;
    case PostKind::Update:
        break;
    }
    return kOnNote;
}

std::span<const char16_t *const> replies()
{
    return kReplies;
}

} // namespace preggo::demo
