// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/viewmodels/account_context.h"
#include "app/viewmodels/album_rows.h"
#include "app/viewmodels/family_facts.h"
#include "app/viewmodels/row_model.h"

#include "core/feed/feed_window.h"

#include <qqmlregistration.h>

#include <memory>

namespace preggo {

/// The pictures of the open family by week of the pregnancy, newest first, own unsent ones among them.
///
/// A window of at most 400 posts with pictures, cut into lines as wide as the view: a list of lines is what
/// a view can show of any length. Nothing is read before it is shown for the first time. Main thread.
class AlbumModel : public preggo::RowModel, private FeedWindowObserver
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("AppModel.album")
    Q_PROPERTY(bool shown READ isShown WRITE setShown NOTIFY shownChanged FINAL)
    Q_PROPERTY(int columns READ columns WRITE setColumns NOTIFY columnsChanged FINAL)
    Q_PROPERTY(bool loading READ loading NOTIFY edgesChanged FINAL)
    Q_PROPERTY(bool atNewest READ atNewest NOTIFY edgesChanged FINAL)
    Q_PROPERTY(bool atOldest READ atOldest NOTIFY edgesChanged FINAL)
    Q_PROPERTY(QList<preggo::PictureItem> pictures READ pictures NOTIFY picturesChanged FINAL)

public:
    static constexpr int kColumnsMax = 12;

    enum Role {
        HeadRole = Qt::UserRole + 1, ///< bool: the head of a week, else a line of pictures
        WeeksRole, ///< int: completed weeks, -1 where it is a month
        FromRole, ///< date, of a head
        ToRole, ///< date, of a head
        TotalRole, ///< int, of a head; 0 where there may be more
        FirstRole, ///< int: where the line begins in `pictures`
        PicturesRole, ///< list<pictureItem>, of a line
    };
    Q_ENUM(Role)

    explicit AlbumModel(QObject *parent = nullptr);
    ~AlbumModel() override;

    /// From now on the model shows the family of `facts`. Both outlive detach().
    void attach(const AccountContext &account, const FamilyFacts &facts);
    void detach();
    /// Another family is open, or her names, dates or abilities differ.
    void openFamily();
    void factsChanged();
    // The engine's news
    void postsChanged(const QVector<PostId> &posts);
    void reread();
    /// What is pending, or where it is, may differ.
    void pendingChanged();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    /// Whether somebody looks: while nobody does, nothing is computed.
    [[nodiscard]] bool isShown() const { return m_shown; }
    void setShown(bool shown);
    [[nodiscard]] int columns() const { return m_columns; }
    void setColumns(int columns);
    [[nodiscard]] bool loading() const;
    [[nodiscard]] bool atNewest() const;
    [[nodiscard]] bool atOldest() const;
    /// Those of all lines, one after the other.
    [[nodiscard]] QList<PictureItem> pictures() const { return m_pictures; }

    Q_INVOKABLE void loadOlder();
    Q_INVOKABLE void loadNewer();
    /// The line in which this picture is; -1 where there is none.
    Q_INVOKABLE [[nodiscard]] int rowOf(int picture) const;
    /// The picture so many further to the right, then so many lines down; stays among the pictures there are.
    Q_INVOKABLE [[nodiscard]] int beside(int picture, int right, int down) const;

Q_SIGNALS:
    void shownChanged();
    void columnsChanged();
    void edgesChanged();
    void picturesChanged();
    /// Something went wrong, in words for the person.
    void noticed(const QString &text);

private:
    void aboutToInsert(int, int) override { }
    void didInsert(int, int) override { rebuildSoon(); }
    void aboutToRemove(int, int) override { }
    void didRemove(int, int) override { rebuildSoon(); }
    void aboutToMove(int, int) override { }
    void didMove(int, int) override { rebuildSoon(); }
    void didChange(int) override { rebuildSoon(); }
    void aboutToReset() override { }
    void didReset() override { rebuildSoon(); }
    void stateChanged() override { Q_EMIT edgesChanged(); }
    void readFailed(const sql::Error &error) override;

    [[nodiscard]] static QVariant valueOf(const AlbumRow &row, int role);
    [[nodiscard]] QList<PictureItem> collect() const;
    /// Once for all that a turn of the event loop brings.
    void rebuildSoon();
    void rebuild();
    void cut();

    const AccountContext *m_account = nullptr;
    const FamilyFacts *m_facts = nullptr;
    std::unique_ptr<FeedWindow> m_window;
    QList<PictureItem> m_pictures;
    QVector<AlbumRow> m_rows;
    int m_columns = 3;
    bool m_shown = false;
    bool m_opened = false;
    bool m_stale = false; ///< something changed while nobody looked
    bool m_rebuilds = false; ///< rebuildSoon() is on its way
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

} // namespace preggo
