// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/account_data.h"
#include "core/imaging/prepare.h"
#include "feed_reader.h"
#include "history.h"
#include "protocol/rng.h"

#include <QObject>
#include <QTimer>

namespace preggo::test {

/// A person who does something every few milliseconds, by a seed: writes, answers, reacts, edits, deletes,
/// sends pictures; and a device that writes down each of it, before and after. Main thread.
class Robot final : public QObject, private SyncObserver
{
    Q_OBJECT

public:
    struct Settings
    {
        FamilyId family;
        quint64 seed = 1;
        int run = 0; ///< how often this device was started before
        int album = 0; ///< large pictures that are still to be posted
        bool onlyAlbum = false; ///< posts them, one post after the other, and does nothing else
    };

    /// Both outlive the robot. Give it to a new account before its outbox is read.
    Robot(AccountData &account, HistoryWriter &history, Settings settings);
    ~Robot() override;

    /// No more deeds. rested() follows when the server has all that can go there.
    void rest();
    /// Writes down what is shown now, whole; shown() follows.
    void show();

Q_SIGNALS:
    void started(); ///< the outbox is read, and the first view is written down
    void rested();
    void shown();

private:
    /// A thing that was seen and can be acted on.
    struct Target
    {
        PostId post;
        StreamId stream;
        bool isMine = false;
        QVector<Comment> comments;
    };

    void outboxChanged() override;
    void statusChanged(const SyncStatus &status) override;

    void begin();
    void retryWhatKillsParked();
    void look();
    void act();
    void goOn();
    void checkRest();
    [[nodiscard]] bool isAtRest() const;

    void writePost(bool withPicture);
    void editPost();
    void deletePost();
    void writeComment();
    void editComment();
    void deleteComment();
    void react();

    [[nodiscard]] const Target *anyPost();
    [[nodiscard]] const Target *anyOwnPost();
    [[nodiscard]] std::pair<const Target *, const Comment *> anyOwnComment();
    [[nodiscard]] bool addPicture(
        const PreparedPicture &picture, PostCreate &post, ActionDraft &draft, Event &event);
    [[nodiscard]] QByteArray takePhoto();
    void continueAlbum();
    void submit(ActionDraft draft, Event event);
    void write(const Event &event);
    [[nodiscard]] QString words();

    AccountData &m_account;
    SyncEngine &m_engine;
    HistoryWriter &m_history;
    Settings m_settings;
    SeededRng m_rng;
    FeedReader m_reader;
    QVector<Target> m_targets;
    QTimer m_next;
    QTimer m_restCheck;
    int m_deeds = 0;
    bool m_begun = false;
    bool m_looking = false;
    bool m_resting = false;
    bool m_toldRest = false;
};

} // namespace preggo::test
