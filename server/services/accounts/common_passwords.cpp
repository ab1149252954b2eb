// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/services/accounts/common_passwords.h"

#include <QString>

#include <algorithm>
#include <iterator>

namespace preggo::server {

namespace {

// Sorted, lower case, none shorter than a password may be. Besides what leaks show most often, what
// expectant families choose.
constexpr QStringView kCommon[] = {u"!qaz2wsx", u"00000000", u"000000000", u"0123456789", u"0987654321",
    u"100200300", u"11111111", u"111111111", u"11223344", u"112233445566", u"12121212", u"123123123",
    u"123321123", u"12341234", u"123454321", u"12345678", u"123456789", u"1234567890", u"12345678910",
    u"123456aa", u"123456abc", u"12345abc", u"1234abcd", u"1234qwer", u"123654789", u"147258369",
    u"159753159", u"1password", u"1q2w3e4r", u"1q2w3e4r5t", u"1q2w3e4r5t6y", u"1qaz2wsx", u"1qazxsw2",
    u"22222222", u"55555555", u"66666666", u"741852963", u"77777777", u"789456123", u"87654321", u"88888888",
    u"987654321", u"99999999", u"a1234567", u"a12345678", u"a123456789", u"a1b2c3d4", u"aa123456",
    u"abc12345", u"abc123456", u"abcabcabc", u"abcd1234", u"abcdefgh", u"abcdefghi", u"access14", u"admin123",
    u"admin1234", u"adminadmin", u"administrador", u"administrator", u"alexander", u"alexandra", u"america1",
    u"andrea123", u"android1", u"angel123", u"angels123", u"anthony1", u"arsenal1", u"asdf1234", u"asdfasdf",
    u"asdfghjk", u"asdfghjkl", u"asdfqwer", u"ashley123", u"australia", u"autumn123", u"azerty123",
    u"azertyui", u"azertyuiop", u"baby1234", u"baby2024", u"baby2025", u"baby2026", u"babybaby", u"babyboy1",
    u"babyboy123", u"babybump", u"babygirl", u"babygirl1", u"babylove", u"banana123", u"barcelona",
    u"baseball", u"baseball1", u"basketball", u"basketball1", u"batman123", u"bayern123", u"benjamin",
    u"bienvenue", u"blessed1", u"bonjour1", u"borussia", u"brandon1", u"butterfly", u"butterfly1",
    u"california", u"champion", u"changeme", u"changeme1", u"changeme123", u"charlie1", u"charlotte",
    u"cheesecake", u"chelsea1", u"chelsea123", u"chocolate", u"chocolate1", u"christian", u"christopher",
    u"ciao1234", u"computer", u"computer1", u"contrasena", u"contraseña", u"cookie123", u"correcthorse",
    u"corvette", u"daddy123", u"daddy1234", u"daniel123", u"danielle", u"december", u"default1", u"demo1234",
    u"demodemo", u"destiny1", u"deutschland", u"diamond1", u"dolphin1", u"dragon123", u"dragon1234",
    u"dragonball", u"elephant", u"elizabeth1", u"eminem123", u"england1", u"explorer", u"facebook",
    u"facebook1", u"family01", u"family123", u"familyfirst", u"february", u"ferrari1", u"flower123",
    u"football", u"football1", u"football123", u"forever1", u"forever21", u"fortnite", u"france123",
    u"freedom1", u"fussball", u"gabriel1", u"gabriela", u"gandalf1", u"germany1", u"ginger123", u"godisgood",
    u"golden123", u"google123", u"grandma1", u"grandma123", u"grandpa1", u"grandpa123", u"guest123",
    u"guitar123", u"hallo123", u"hallo1234", u"harley123", u"haslo123", u"heartbeat", u"heaven123",
    u"hello123", u"hello1234", u"hogwarts", u"holahola", u"honeymoon", u"hunter12", u"hunter123",
    u"ichliebedich", u"ilovebaby", u"ilovedad", u"ilovegod", u"ilovemom", u"iloveu123", u"iloveus2",
    u"iloveyou", u"iloveyou!", u"iloveyou1", u"iloveyou123", u"iloveyou2", u"instagram", u"internet",
    u"internet1", u"iphone123", u"isabella", u"january1", u"jennifer", u"jennifer1", u"jessica1", u"jesus123",
    u"jesuschrist", u"jetaime1", u"jonathan", u"jupiter1", u"juventus", u"kennwort", u"killer123",
    u"letmein!", u"letmein1", u"letmein123", u"lightning", u"little1ne", u"littleone", u"liverpool",
    u"liverpool1", u"lkjhgfdsa", u"login123", u"lovelove", u"lovely123", u"lovers123", u"loveyou1",
    u"mama1234", u"mamamama", u"mamatobe", u"manchester", u"master123", u"matrix123", u"matthew1",
    u"mercedes", u"mercury1", u"metallica", u"michael1", u"michael123", u"microsoft", u"minecraft",
    u"minecraft1", u"mnbvcxz1", u"mommy123", u"mommy1234", u"mommytobe", u"momtobe1", u"monkey123",
    u"monkey1234", u"motdepasse", u"motorola", u"mummy123", u"mustang1", u"mybaby123", u"mybabyboy",
    u"mybabygirl", u"myfamily", u"naruto123", u"newborn1", u"newyork1", u"nicholas", u"nicole123",
    u"nirvana1", u"november", u"october1", u"ourfamily", u"p4ssword", u"p@ssw0rd", u"p@ssword", u"papa1234",
    u"parola123", u"passw0rd", u"password", u"password!", u"password1", u"password1!", u"password12",
    u"password123", u"password1234", u"passwort", u"passwort1", u"passwort123", u"patricia", u"pepper123",
    u"phoenix1", u"platinum", u"poiuytrewq", u"pokemon1", u"pokemon123", u"porsche1", u"preggo12",
    u"preggo123", u"preggo1234", u"pregnancy", u"pregnancy1", u"pregnant", u"pregnant1", u"pregnant123",
    u"princess", u"princess1", u"princesse", u"prinzessin", u"q1w2e3r4", u"q1w2e3r4t5", u"qazwsx123",
    u"qazwsxedc", u"qwe123456", u"qweasd123", u"qweasdzxc", u"qwer1234", u"qwerty12", u"qwerty123",
    u"qwerty1234", u"qwerty12345", u"qwerty123456", u"qwertyui", u"qwertyuiop", u"qwertz123", u"qwertzui",
    u"qwertzuiop", u"rainbow1", u"realmadrid", u"rebecca1", u"roblox123", u"ronaldo7", u"root1234",
    u"rootroot", u"salut123", u"samantha", u"samantha1", u"samsung1", u"samsung123", u"schalke04",
    u"scorpion", u"secret123", u"security", u"security1", u"senha123", u"september", u"shadow123",
    u"silver123", u"slipknot", u"snowball", u"snowflake", u"softball1", u"spiderman", u"spring123",
    u"spring2025", u"starwars", u"starwars1", u"stephanie", u"strawberry", u"summer123", u"summer2024",
    u"summer2025", u"sunflower", u"sunshine", u"sunshine1", u"superman", u"superman1", u"superstar",
    u"sweetheart", u"teamo123", u"tequiero", u"test1234", u"test12345", u"test123456", u"testing1",
    u"testing123", u"testtest", u"thomas123", u"thunder1", u"tigger123", u"topsecret", u"trinity1",
    u"trustno1", u"twins123", u"ultrasound", u"unicorn1", u"user1234", u"username", u"vanessa1", u"veronica",
    u"victoria", u"victoria1", u"wachtwoord", u"welcome!", u"welcome1", u"welcome123", u"whatever",
    u"whatever1", u"william1", u"willkommen", u"winter123", u"winter2024", u"winter2025", u"yamaha123",
    u"youtube1", u"zaq12wsx", u"zaq1zaq1", u"zxcvbnm,", u"zxcvbnm1", u"zxcvbnm123"};

} // namespace

bool isCommonPassword(QStringView password)
{
    const QString lower = password.toString().toLower();
    return std::binary_search(std::begin(kCommon), std::end(kCommon), QStringView(lower));
}

} // namespace preggo::server
