// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "person.h"

#include "platform/linux/file_secrets.h"
#include "platform/memory_secrets.h"

#include <QDir>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

namespace preggo::test {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kPatienceMs = 20'000;
const QString kPassword = u"four unusual words here"_s;

QString addressOf(const QString &name)
{
    return name.toLower() + u"@example.org"_s;
}
} // namespace

Person::Person(QString name, QString server, const QString &folder)
    : m_name(std::move(name))
    , m_server(std::move(server))
    , m_profile(folder.isEmpty() ? m_folder.filePath(u"profile"_s) : folder)
{
    if (folder.isEmpty())
        m_secrets = std::make_unique<MemorySecrets>(m_executor);
    else
        m_secrets =
            std::make_unique<FileSecrets>(QDir(folder).filePath(u"secrets.json"_s), m_files, m_executor);
}

Person::~Person() = default;

bool Person::open()
{
    ClientOptions options;
    options.server = QUrl(m_server);
    options.dataFolder = m_profile;
    options.deviceName = u"Test device"_s;
    options.secrets = m_secrets.get();
    options.decoders = 1;
    options.http = m_http;
    options.authorities = QSslCertificate::fromData(m_authority);
    auto opened = Client::open(options);
    if (!opened)
        return false;
    m_client = std::move(*opened);
    m_client->start();
    return QTest::qWaitFor([this] { return app().ready(); }, kPatienceMs);
}

void Person::close()
{
    m_client.reset();
}

bool Person::signUp()
{
    app().session()->signUp(m_name, addressOf(m_name), kPassword);
    return isSignedInSoon();
}

bool Person::signIn()
{
    app().session()->signIn(addressOf(m_name), kPassword);
    return isSignedInSoon();
}

bool Person::isSignedInSoon()
{
    auto *session = app().session();
    const bool in = QTest::qWaitFor([&] { return session->state() == SessionModel::SignedIn; }, kPatienceMs);
    if (!in)
        qWarning("%s is not signed in: %s", qPrintable(m_name), qPrintable(session->errorText()));
    return in;
}

bool Person::createFamily(const QString &name)
{
    app().family()->createFamily(name, QDateTime(QDate::currentDate().addDays(94), QTime(12, 0)), u"Mum"_s);
    return hasFamilySoon();
}

bool Person::hasFamilySoon()
{
    const bool there = QTest::qWaitFor([this] { return app().hasFamily(); }, kPatienceMs);
    if (!there)
        qWarning("%s has no family: %s %s", qPrintable(m_name), qPrintable(app().family()->errorText()),
            qPrintable(app().status()->property("text").toString()));
    return there;
}

QString Person::invite(const QString &role)
{
    QSignalSpy created(app().family(), &FamilyModel::inviteCreated);
    app().family()->createInvite(role, u"Grandpa"_s);
    return created.wait(kPatienceMs) ? created.first().at(1).toString() : QString();
}

bool Person::join(const QString &code, const QString &relation)
{
    app().family()->joinByCode(code, relation);
    return hasFamilySoon();
}

bool Person::post(const QString &text, const QStringList &pictures)
{
    auto *composer = app().newComposer();
    composer->setText(text);
    QList<QUrl> files;
    for (const auto &picture : pictures)
        files.append(QUrl::fromLocalFile(picture));
    composer->addPictures(files);
    QSignalSpy sent(composer, &ComposerModel::sent);
    const bool ready = QTest::qWaitFor([&] { return composer->canSend(); }, kPatienceMs);
    if (ready)
        composer->send();
    const bool safe = ready && (!sent.isEmpty() || sent.wait(kPatienceMs));
    composer->release();
    return safe;
}

bool Person::comment(const QString &postId, const QString &text)
{
    auto *thread = app().openPost(postId);
    thread->setDraftText(text);
    const bool ready = QTest::qWaitFor([&] { return thread->canSend(); }, kPatienceMs);
    if (ready)
        thread->send();
    const bool safe = ready && QTest::qWaitFor([&] { return thread->draftText().isEmpty(); }, kPatienceMs);
    thread->release();
    return safe;
}

QString Person::postWith(const QString &text)
{
    for (int row = 0; row < posts(); ++row) {
        const auto index = app().feed()->index(row);
        if (index.data(FeedModel::TextRole).toString() == text)
            return index.data(FeedModel::PostIdRole).toString();
    }
    return {};
}

QVariant Person::role(const QString &postId, int role)
{
    const int row = app().feed()->indexOf(postId);
    return row < 0 ? QVariant() : app().feed()->index(row).data(role);
}

QString Person::drawPicture(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(QColor(246, 227, 180));
    QPainter painter(&image);
    painter.setBrush(QColor(180, 71, 47));
    painter.drawEllipse(image.rect().center(), width / 4, height / 4);
    painter.end();
    QString path = m_folder.filePath(u"picture-%1x%2.jpg"_s.arg(width).arg(height));
    image.save(path, "JPG", 90);
    return path;
}

} // namespace preggo::test
