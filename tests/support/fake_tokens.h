// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/seams/token_source.h"

namespace preggo::test {

/// Hands out "token-1", and the next number after each rejection, or a problem.
class FakeTokens final : public TokenSource
{
public:
    void accessToken(std::function<void(Result<QByteArray>)> done) override
    {
        ++asked;
        if (problem)
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

    std::optional<Problem> problem;
    int number = 1;
    int asked = 0;
    int rejections = 0;
};

} // namespace preggo::test
