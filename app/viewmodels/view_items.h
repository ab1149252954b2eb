// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QDateTime>
#include <QList>
#include <QObject>
#include <QString>
#include <qqmlregistration.h>

namespace preggo {

/// How far something of the person's own got. FeedModel shows the same values to QML.
enum class DeliveryState {
    Sent, ///< the family has it
    Saved, ///< on this device alone; it goes out when there is a network
    Sending,
    Waiting, ///< for something else that must arrive first
    Refused, ///< the server will not have it; the person decides
};

/// One picture of a post. Value type of QML.
struct PictureItem
{
    Q_GADGET
    QML_VALUE_TYPE(pictureItem)
    Q_PROPERTY(QString mediaId MEMBER mediaId FINAL)
    Q_PROPERTY(int width MEMBER width FINAL)
    Q_PROPERTY(int height MEMBER height FINAL)
    Q_PROPERTY(QString alt MEMBER alt FINAL)
    Q_PROPERTY(QString source MEMBER source FINAL)
    Q_PROPERTY(QString placeholder MEMBER placeholder FINAL)
    Q_PROPERTY(QString postId MEMBER postId FINAL)
    Q_PROPERTY(QString authorName MEMBER authorName FINAL)
    Q_PROPERTY(int weeks MEMBER weeks FINAL)
    Q_PROPERTY(int days MEMBER days FINAL)
    Q_PROPERTY(QDateTime day MEMBER day FINAL)
public:
    QString mediaId;
    int width = 0; ///< of the upright master in pixels; 0 where it is not known
    int height = 0;
    QString alt;
    QString source; ///< address for Image.source, without the options after "?"
    QString placeholder;
    QString postId;
    QString authorName;
    int weeks = -1; ///< completed weeks on its day; -1 where the due date is not known
    int days = -1;
    QDateTime day; ///< the day it is about, where the family lives; its first moment here

    friend bool operator==(const PictureItem &, const PictureItem &) = default;
};

/// How often one reaction was given to a post. Only kinds that occur are listed. Value type of QML.
struct ReactionItem
{
    Q_GADGET
    QML_VALUE_TYPE(reactionItem)
    Q_PROPERTY(QString kind MEMBER kind FINAL)
    Q_PROPERTY(int count MEMBER count FINAL)
    Q_PROPERTY(bool mine MEMBER mine FINAL)
public:
    QString kind;
    int count = 0;
    bool mine = false;

    friend bool operator==(const ReactionItem &, const ReactionItem &) = default;
};

/// One of the newest comments, as the card shows it. Value type of QML.
struct CommentItem
{
    Q_GADGET
    QML_VALUE_TYPE(commentItem)
    Q_PROPERTY(QString commentId MEMBER commentId FINAL)
    Q_PROPERTY(QString authorName MEMBER authorName FINAL)
    Q_PROPERTY(QString authorInitials MEMBER authorInitials FINAL)
    Q_PROPERTY(int authorColor MEMBER authorColor FINAL)
    Q_PROPERTY(QString text MEMBER text FINAL)
    Q_PROPERTY(QDateTime publishedAt MEMBER publishedAt FINAL)
    Q_PROPERTY(int delivery MEMBER delivery FINAL)
public:
    QString commentId;
    QString authorName;
    QString authorInitials;
    int authorColor = 0;
    QString text;
    QDateTime publishedAt;
    int delivery = 0; ///< a FeedModel.Delivery

    friend bool operator==(const CommentItem &, const CommentItem &) = default;
};

} // namespace preggo
