// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/ids.h"

#include <QString>

#include <optional>

namespace preggo {

/// Names a stream: what one set of readers may see whole (docs/sync.md, section 2).
///
/// `p:<family>:all`, `p:<family>:a:<audience>`, `p:<family>:parents` or `u:<user>`. Value type.
class StreamId
{
public:
    enum class Kind { All, Audience, Parents, User };

    StreamId() = default;
    [[nodiscard]] static StreamId all(FamilyId family);
    [[nodiscard]] static StreamId audience(FamilyId family, AudienceId audience);
    [[nodiscard]] static StreamId parents(FamilyId family);
    [[nodiscard]] static StreamId user(UserId user);
    /// The stream of this exact text, or nothing.
    [[nodiscard]] static std::optional<StreamId> parse(QStringView text);

    [[nodiscard]] Kind kind() const { return m_kind; }
    /// Null for a user's stream.
    [[nodiscard]] FamilyId family() const { return m_family; }
    /// Null unless kind() is Audience.
    [[nodiscard]] AudienceId audienceId() const { return m_audience; }
    /// Null unless kind() is User.
    [[nodiscard]] UserId userId() const { return m_user; }
    [[nodiscard]] const QString &toString() const { return m_text; }
    [[nodiscard]] bool isNull() const { return m_text.isEmpty(); }

    friend bool operator==(const StreamId &a, const StreamId &b) { return a.m_text == b.m_text; }
    friend bool operator<(const StreamId &a, const StreamId &b) { return a.m_text < b.m_text; }
    friend size_t qHash(const StreamId &id, size_t seed = 0) noexcept { return qHash(id.m_text, seed); }

private:
    Kind m_kind = Kind::All;
    FamilyId m_family;
    AudienceId m_audience;
    UserId m_user;
    QString m_text;
};

} // namespace preggo

template <> struct std::hash<preggo::StreamId>
{
    size_t operator()(const preggo::StreamId &id) const noexcept { return qHash(id); }
};
