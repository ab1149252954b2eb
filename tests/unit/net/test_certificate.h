// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

namespace preggo::test {

// A certificate for localhost that nobody trusts and its key; made for these tests, no secret.

inline constexpr char kCertificate[] = R"(
-----BEGIN CERTIFICATE-----
MIIBnDCCAUGgAwIBAgIUHx2N1ord9NBRXB3TSOThC1BSeTMwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjE1MTUxNloYDzIxMjYxMDI5
MTUxNTE2WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAS2SEQHq21tL70ECEwTgf5JjfV7OD1r1fVjxQFrK/CbywpKbzTUET+i
PjCBwMb77j7Bz+sdedwejl/6yaYU516bo28wbTAdBgNVHQ4EFgQUBUsIUaYbJVgL
iQavaCBgYaS0ZcYwHwYDVR0jBBgwFoAUBUsIUaYbJVgLiQavaCBgYaS0ZcYwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSQAwRgIhAM1kVE2id5AfejY0GZfTKOVJqs2g7cgP96UYOlWzrHvCAiEA
3MQyInDrdXzR+NI+JJ+Au+CFisHzdL8n3meddxvX1ag=
-----END CERTIFICATE-----
)";

inline constexpr char kKey[] = R"(
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgBvo+OoBmcULjl4Li
YokexOMTWXO7yzQc/8gSPgRy1zOhRANCAAS2SEQHq21tL70ECEwTgf5JjfV7OD1r
1fVjxQFrK/CbywpKbzTUET+iPjCBwMb77j7Bz+sdedwejl/6yaYU516b
-----END PRIVATE KEY-----
)";

} // namespace preggo::test
