// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// preggo-demo-session: mother and grandfather on two telephones, played without a display. Leaves a
// picture of each step.
#include "app/demo_stage.h"
#include "app/translations.h"
#include "core/net/server_address.h"
#include "resources/demo/pictures/album.h"

#include <QCommandLineParser>
#include <QDir>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QPainter>

#include <cstdio>

using namespace preggo;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kStepMs = 30'000;
constexpr int kSettleMs = 8'000;
constexpr int kGap = 24;
constexpr quint64 kSeed = 2026;

const auto kPhotoText = u"Look who waved at us this morning."_s;
const auto kReplyText = u"I have shown it to everybody at the bakery."_s;
const auto kAnswerText = u"All of them? Even the baker?"_s;
const auto kOfflineText = u"The cradle is sanded. Tomorrow the first coat of oil."_s;

/// The play: every step waits until what it tells of has happened on both telephones.
class Play
{
public:
    Play(DemoStage &mother, DemoStage &grandfather, QString folder)
        : m_mother(mother)
        , m_grandfather(grandfather)
        , m_folder(std::move(folder))
    {
        m_timer.start();
    }

    [[nodiscard]] bool run()
    {
        return bothAtHome() && shePosts() && heSeesIt() && heAnswers() && networkGoes() && bothGoOn()
            && networkComesBack();
    }

private:
    bool step(const QString &title, const std::function<bool()> &holds)
    {
        const bool held = waitFor(holds, kStepMs);
        const qint64 took = m_timer.elapsed();
        (void)waitFor(
            [this] { return m_mother.picturesSettled() && m_grandfather.picturesSettled(); }, kSettleMs);
        save(title);
        std::printf("%d. %s%s (%lld ms)\n", m_step, qUtf8Printable(title), held ? "" : ": DID NOT HAPPEN",
            static_cast<long long>(took));
        std::fflush(stdout);
        m_timer.restart();
        return held;
    }

    /// Both telephones side by side, once their frames stand still.
    void save(const QString &title)
    {
        QImage left = m_mother.grab();
        QImage right = m_grandfather.grab();
        (void)waitFor(
            [&] {
                const QImage a = std::exchange(left, m_mother.grab());
                const QImage b = std::exchange(right, m_grandfather.grab());
                return a == left && b == right;
            },
            kSettleMs);
        QImage both(
            left.width() + kGap + right.width(), qMax(left.height(), right.height()), QImage::Format_RGB32);
        both.fill(QColor(0x8a, 0x84, 0x90));
        QPainter painter(&both);
        painter.drawImage(0, 0, left);
        painter.drawImage(left.width() + kGap, 0, right);
        painter.end();
        const QString words = title.toLower().replace(u' ', u'-').remove(u',');
        both.save(QDir(m_folder).filePath(u"%1-%2.png"_s.arg(++m_step, 2, 10, QChar(u'0')).arg(words)));
    }

    static bool isText(DemoStage &stage, const QString &postId, const QString &text)
    {
        return stage.role(postId, FeedModel::TextRole).toString() == text;
    }

    static bool atHome(DemoStage &stage)
    {
        return stage.app().hasFamily() && stage.app().feed()->count() > 0
            && stage.app().status()->connected();
    }

    bool bothAtHome()
    {
        return step(u"Both are at home"_s, [this] { return atHome(m_mother) && atHome(m_grandfather); });
    }

    bool shePosts()
    {
        const QString picture = QDir(m_folder).filePath(u"picture.jpg"_s);
        if (!demo::paint(demo::albumEntry(u"scan-20"), kSeed, QSize(1600, 1200)).save(picture, "JPEG", 90))
            return false;
        auto *composer = m_mother.app().newComposer();
        composer->setText(kPhotoText);
        composer->addPictures({QUrl::fromLocalFile(picture)});
        if (!waitFor([&] { return composer->canSend(); }, kStepMs))
            return false;
        composer->send();
        composer->release();
        m_photo = m_mother.firstPost();
        return step(u"She posts a photo"_s, [this] { return isText(m_mother, m_photo, kPhotoText); });
    }

    bool heSeesIt()
    {
        return step(u"He sees it"_s, [this] {
            return m_grandfather.shows(m_photo)
                && m_mother.role(m_photo, FeedModel::DeliveryRole).toInt() == FeedModel::Sent;
        });
    }

    void comment(DemoStage &who, const QString &text)
    {
        auto *thread = who.app().openPost(m_photo);
        (void)waitFor([&] { return thread->found() && !thread->post()->postId().isEmpty(); }, kStepMs);
        thread->setDraftText(text);
        (void)waitFor([&] { return thread->canSend(); }, kStepMs);
        thread->send();
        (void)waitFor([&] { return thread->draftText().isEmpty(); }, kStepMs);
        thread->release();
    }

    bool commentsAreSent(DemoStage &who)
    {
        const auto comments = who.role(m_photo, FeedModel::CommentsRole).value<QList<CommentItem>>();
        return !comments.isEmpty()
            && std::all_of(comments.begin(), comments.end(),
                [](const CommentItem &each) { return each.delivery == FeedModel::Sent; });
    }

    bool heAnswers()
    {
        m_grandfather.app().feed()->react(m_photo, u"love"_s);
        comment(m_grandfather, kReplyText);
        return step(u"He reacts and answers"_s, [this] {
            return m_mother.role(m_photo, FeedModel::ReactionTotalRole).toInt() == 1
                && m_mother.role(m_photo, FeedModel::CommentCountRole).toInt() == 1
                && commentsAreSent(m_grandfather);
        });
    }

    bool networkGoes()
    {
        m_mother.client().setNetwork(false);
        m_grandfather.client().setNetwork(false);
        return step(u"The network goes"_s, [this] {
            return !m_mother.app().status()->connected() && !m_grandfather.app().status()->connected();
        });
    }

    bool bothGoOn()
    {
        comment(m_mother, kAnswerText);
        auto *composer = m_grandfather.app().newComposer();
        composer->setText(kOfflineText);
        composer->send();
        composer->release();
        m_news = m_grandfather.firstPost();
        return step(u"Both go on"_s, [this] {
            return isText(m_grandfather, m_news, kOfflineText) && !m_mother.shows(m_news)
                && m_mother.role(m_photo, FeedModel::CommentCountRole).toInt() == 2
                && m_mother.app().status()->waiting() == 1 && m_grandfather.app().status()->waiting() == 1;
        });
    }

    bool networkComesBack()
    {
        m_mother.client().setNetwork(true);
        m_grandfather.client().setNetwork(true);
        return step(u"It comes back"_s, [this] {
            return atHome(m_mother) && atHome(m_grandfather) && m_mother.shows(m_news)
                && m_grandfather.role(m_photo, FeedModel::CommentCountRole).toInt() == 2
                && m_mother.app().status()->waiting() == 0 && m_grandfather.app().status()->waiting() == 0;
        });
    }

    DemoStage &m_mother;
    DemoStage &m_grandfather;
    QString m_folder;
    QString m_photo; ///< her post
    QString m_news; ///< his, written without a network
    QElapsedTimer m_timer;
    int m_step = 0;
};

int fail(const QString &sentence)
{
    std::fprintf(stderr, "preggo-demo-session: %s\n", qUtf8Printable(sentence));
    return 1;
}

} // namespace

int main(int argc, char **argv)
{
    QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
    QGuiApplication app(argc, argv);
    installTranslations(app);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Plays the demo on two telephones without a display."_s);
    parser.addHelpOption();
    const QCommandLineOption server(u"server"_s, u"Address of the demo's server."_s, u"URL"_s);
    const QCommandLineOption data(u"data"_s, u"Folder for the two profiles."_s, u"DIR"_s);
    const QCommandLineOption out(u"out"_s, u"Folder for the pictures of each step."_s, u"DIR"_s, u"."_s);
    parser.addOptions({server, data, out});
    parser.process(app);

    const auto address = parseServerAddress(parser.value(server));
    const auto mother = DemoPerson::find(u"mother"_s);
    const auto grandfather = DemoPerson::find(u"grandfather"_s);
    if (!address || !mother || !grandfather || !parser.isSet(data))
        return fail(address ? u"Say where with --data."_s : address.error().detail);
    QDir().mkpath(parser.value(out));
    ClientOptions options;
    options.server = *address;
    options.deviceName = u"Demo"_s;
    const QDir profiles(parser.value(data));
    options.dataFolder = profiles.filePath(u"mother"_s);
    DemoStage left(options, *mother);
    options.dataFolder = profiles.filePath(u"grandfather"_s);
    DemoStage right(options, *grandfather);
    for (DemoStage *stage : {&left, &right}) {
        if (const QString problem = stage->open(); !problem.isEmpty())
            return fail(problem);
    }
    return Play(left, right, parser.value(out)).run() ? 0 : 1;
}
