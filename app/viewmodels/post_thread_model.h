// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/viewmodels/account_context.h"
#include "app/viewmodels/draft_keeper.h"
#include "app/viewmodels/family_facts.h"
#include "app/viewmodels/post_item.h"
#include "app/viewmodels/row_model.h"

#include <QHash>
#include <QPointer>
#include <QVector>
#include <qqmlregistration.h>

#include <memory>
#include <optional>

namespace preggo {

/// One post and its comments, each answer below what it answers. Belongs to the page that opened it,
/// which calls release().
class PostThreadModel : public preggo::RowModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("AppModel.openPost()")
    Q_PROPERTY(preggo::PostItem *post READ post CONSTANT FINAL)
    Q_PROPERTY(bool found READ found NOTIFY foundChanged FINAL)
    Q_PROPERTY(QString draftText READ draftText WRITE setDraftText NOTIFY draftTextChanged FINAL)
    Q_PROPERTY(QString replyToId READ replyToId NOTIFY replyToChanged FINAL)
    Q_PROPERTY(QString replyToName READ replyToName NOTIFY replyToChanged FINAL)
    Q_PROPERTY(int remaining READ remaining NOTIFY draftTextChanged FINAL)
    Q_PROPERTY(bool canSend READ canSend NOTIFY draftTextChanged FINAL)
    Q_PROPERTY(bool busy READ busy NOTIFY busyChanged FINAL)

public:
    enum Role {
        CommentIdRole = Qt::UserRole + 1, ///< string
        ParentIdRole, ///< string, "" at the first level
        DepthRole, ///< int: 0 for a first-level comment
        AuthorNameRole, ///< string
        AuthorRelationRole, ///< string; may be empty
        AuthorInitialsRole, ///< string: one or two letters
        AuthorColorRole, ///< int 0-7
        TextRole, ///< string, plain text; "" where it was deleted
        PublishedAtRole, ///< date
        EditedRole, ///< bool
        IsMineRole, ///< bool
        CanEditRole, ///< bool
        CanDeleteRole, ///< bool
        DeletedRole, ///< bool: a gravestone that holds answers
        DeliveryRole, ///< FeedModel.Delivery
        DeliveryTextRole, ///< string: one sentence, "" once it is sent
    };
    Q_ENUM(Role)

    /// One comment as the page shows it. Value type.
    struct Row
    {
        QString commentId;
        QString parentId;
        int depth = 0;
        QString authorName;
        QString authorRelation;
        QString authorInitials;
        int authorColor = 0;
        QString text;
        QDateTime publishedAt;
        bool edited = false;
        bool isMine = false;
        bool canEdit = false;
        bool canDelete = false;
        bool deleted = false;
        DeliveryState delivery = DeliveryState::Sent;
        QString deliveryText;
        friend bool operator==(const Row &, const Row &) = default;
    };

    explicit PostThreadModel(QObject *parent = nullptr);
    ~PostThreadModel() override;

    /// From now on the model shows this post. All outlive detach(). `known` is shown until it is read.
    void attach(const AccountContext &account, const FamilyFacts &facts, PostId post,
        const std::optional<PostCard> &known);
    /// The person signed out: keeps the draft and stands still.
    void detach();
    [[nodiscard]] PostId postId() const { return m_id; }
    /// The post as it is stored, pending actions folded in; nothing before it is read.
    [[nodiscard]] std::optional<PostCard> card() const;
    /// The engine's news about this post or its comments: reads, then folds and shows in one step.
    void reread();
    /// Names, abilities or deliveries may differ.
    void present();
    void setConnected(bool connected);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] PostItem *post() { return &m_post; }
    /// False once the post is gone for this person.
    [[nodiscard]] bool found() const { return m_found; }
    [[nodiscard]] QString draftText() const { return m_draftText; }
    /// Kept on this device until it is sent.
    void setDraftText(const QString &text);
    [[nodiscard]] QString replyToId() const { return m_replyTo; }
    [[nodiscard]] QString replyToName() const;
    /// Code points that still fit.
    [[nodiscard]] int remaining() const;
    [[nodiscard]] bool canSend() const;
    [[nodiscard]] bool busy() const { return m_busy; }

    /// The next send() answers this comment; "" answers the post.
    Q_INVOKABLE void replyTo(const QString &commentId);
    /// Sends draftText; the text goes once the comment is safe on this device.
    Q_INVOKABLE void send();
    Q_INVOKABLE void editComment(const QString &commentId, const QString &text);
    Q_INVOKABLE void removeComment(const QString &commentId);
    Q_INVOKABLE void undoRemoveComment(const QString &commentId);
    Q_INVOKABLE void react(const QString &kind);
    Q_INVOKABLE void release();

Q_SIGNALS:
    void foundChanged();
    void draftTextChanged();
    void replyToChanged();
    void busyChanged();
    void commentRemoved(const QString &commentId);
    /// Something went wrong, in words for the person.
    void noticed(const QString &text);

private:
    struct Removed
    {
        CommentCreate again;
        bool neverSent = false; ///< the deletion merely took it back
    };
    struct Stored
    {
        std::optional<PostCard> card;
        PostThread thread;
        bool failed = false;
    };

    [[nodiscard]] static QVariant valueOf(const Row &row, int role);
    void take(Stored stored);
    [[nodiscard]] QVector<Row> rowsOf(const PostThread &thread) const;
    [[nodiscard]] Row rowOf(const Comment &comment, int depth) const;
    void submit(ActionDraft draft, std::function<void()> safe = {});
    [[nodiscard]] const Row *find(const QString &commentId) const;
    void textSafe(const QString &sent);

    const AccountContext *m_account = nullptr;
    const FamilyFacts *m_facts = nullptr;
    std::unique_ptr<DraftKeeper> m_draft;
    PostId m_id;
    Stored m_stored; ///< confirmed alone; pending actions are folded over it in present()
    PostItem m_post;
    QVector<Row> m_rows;
    QHash<QString, Removed> m_removed; ///< for undoRemoveComment()
    StreamId m_stream;
    bool m_found = true;
    QString m_draftText;
    QString m_replyTo;
    bool m_busy = false;
    bool m_connected = false;
};

} // namespace preggo
