// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/token_source.h"

#include <utility>
#include <vector>

namespace preggo::test {

/// Hands out "token-1", and the next number after each rejection, or a problem.
class FakeTokens final : public TokenSource
{
public:
    void accessToken(std::function<void(Result<QByteArray>)> done) override
    {
        ++asked;
        if (hold)
            m_held.push_back(std::move(done));
        else if (problem)
            done(tl::make_unexpected(*problem));
        else
            done("token-" + QByteArray::number(number));
    }
    void rejected(const QByteArray &token) override
    {
        ++rejections;
        if (token == "token-" + QByteArray::number(number))
            ++number;
    }

    /// Answers those who had to wait.
    void release()
    {
        hold = false;
        for (const auto &done : std::exchange(m_held, {}))
            accessToken(done);
    }

    std::optional<Problem> problem;
    bool hold = false; ///< who asks has to wait
    int number = 1;
    int asked = 0;
    int rejections = 0;

private:
    std::vector<std::function<void(Result<QByteArray>)>> m_held;
};

} // namespace preggo::test
