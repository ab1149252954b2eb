// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/viewmodels/app_model.h"

namespace preggo {

AppModel::AppModel(QObject *parent)
    : QObject(parent)
{
    connect(&m_session, &SessionModel::stateChanged, this, &AppModel::stateChanged);
    connect(&m_outbox, &OutboxModel::pausedChanged, this,
        [this] { m_settings.setPausedPictures(m_outbox.paused()); });
    connect(&m_settings, &SettingsModel::sendsOnMeteredChanged, this, &AppModel::applySendsOnMetered);
    connect(&m_family, &FamilyModel::joined, this, [this](const QString &family) { openFamily(family); });
}

AppModel::~AppModel()
{
    detach();
}

bool AppModel::signedIn() const
{
    return m_account != nullptr;
}

bool AppModel::hasFamily() const
{
    return m_facts.isOpen();
}

QString AppModel::postDraftTarget() const
{
    return m_facts.isOpen() ? ComposerModel::targetOf(m_facts.family.id) : QString();
}

bool AppModel::ready() const
{
    // The first page stands as soon as the account is open; without one, the sign-in must be known.
    return m_account != nullptr || m_session.state() != SessionModel::Starting;
}

void AppModel::setTrouble(const QString &text)
{
    if (std::exchange(m_trouble, text) != text)
        Q_EMIT stateChanged();
}

void AppModel::setRoomWarning(const QString &text)
{
    if (std::exchange(m_roomWarning, text) != text)
        Q_EMIT stateChanged();
}

void AppModel::attach(const AccountContext &account)
{
    detach();
    m_account = &account;
    m_session.setAccount(account.self, account.userName);
    m_sync = account.engine.status();
    account.engine.addObserver(this);
    m_wanted = FamilyId::parse(m_settings.openFamily()).value_or(FamilyId());
    m_feed.attach(account, m_facts);
    m_album.attach(account, m_facts);
    m_outbox.setPaused(m_settings.pausedPictures());
    m_outbox.attach(account, m_facts);
    applySendsOnMetered();
    m_family.attach(account);
    m_copies.attach(account);
    m_offline.attach(account, m_facts);
    Look first;
    account.readNow([&](Cache &cache) { first = look(cache, account.self, wishes()); });
    show(first, true);
    showStatus();
}

void AppModel::detach()
{
    if (!m_account)
        return;
    m_account->engine.removeObserver(this);
    for (PostThreadModel *thread : threads())
        thread->detach();
    for (ComposerModel *composer : findChildren<ComposerModel *>(Qt::FindDirectChildrenOnly))
        composer->detach();
    m_feed.detach();
    m_album.detach();
    m_outbox.detach();
    m_family.detach();
    m_copies.detach();
    m_offline.detach();
    m_families.setRows({});
    m_members.setRows({});
    m_account = nullptr;
    m_session.setAccount({}, {});
    m_facts = {};
    m_wanted = {};
    m_sync = {};
    showStatus();
    Q_EMIT stateChanged();
}

void AppModel::applySendsOnMetered()
{
    if (m_account && m_account->uploads)
        m_account->uploads->setSendsOnMetered(m_settings.sendsOnMetered());
}

QDateTime AppModel::now() const
{
    return m_account ? QDateTime::fromMSecsSinceEpoch(m_account->clock.wallMs()) : QDateTime();
}

QList<PostThreadModel *> AppModel::threads() const
{
    return findChildren<PostThreadModel *>(Qt::FindDirectChildrenOnly);
}

ComposerModel *AppModel::makeComposer()
{
    auto *composer = new ComposerModel(this);
    // What is handed over shows in the same frame; what the disk refused goes again.
    connect(composer, &ComposerModel::busyChanged, this, [this] {
        m_feed.pendingLoaded();
        m_album.pendingChanged();
    });
    return composer;
}

ComposerModel *AppModel::newComposer()
{
    if (!m_account || !hasFamily())
        return nullptr;
    const auto refused = m_outbox.takeDraft();
    const QString target = refused ? draftTargetOfRefused(refused->row.action.entityId)
                                   : ComposerModel::targetOf(m_facts.family.id);
    for (ComposerModel *left : findChildren<ComposerModel *>(Qt::FindDirectChildrenOnly)) {
        if (!left->isLeftWith(target))
            continue;
        left->comeBack(); // or two would keep the same draft
        return left;
    }
    auto *composer = makeComposer();
    if (refused)
        composer->attachAgain(*m_account, m_facts, refused->row.action);
    else
        composer->attach(*m_account, m_facts);
    return composer;
}

ComposerModel *AppModel::editComposer(const QString &postId)
{
    auto card = m_feed.cardOf(postId);
    for (const PostThreadModel *thread : threads()) {
        if (!card && thread->postId().toString() == postId)
            card = thread->card();
    }
    if (!m_account || !card)
        return nullptr;
    // A change to what was refused would wait for it for ever: it is written again instead.
    if (m_outbox.takeUp(m_account->engine.overlay().deliveryOf(card->post.id).op))
        return newComposer();
    auto *composer = makeComposer();
    composer->attachTo(*m_account, m_facts, *card);
    return composer;
}

PostThreadModel *AppModel::openPost(const QString &postId)
{
    const auto id = PostId::parse(postId);
    if (!m_account || !id)
        return nullptr;
    auto *thread = new PostThreadModel(this);
    thread->setConnected(m_sync.connected);
    thread->attach(*m_account, m_facts, *id, m_feed.cardOf(postId));
    return thread;
}

void AppModel::openFamily(const QString &familyId)
{
    const auto id = FamilyId::parse(familyId);
    if (!m_account || !id)
        return;
    m_wanted = *id;
    lookAgain();
}

} // namespace preggo
