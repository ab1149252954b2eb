// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QtGlobal>

/// The one table of limits. Client and server are compiled with the same figures; what exceeds one
/// is refused with a sentence that names the limit. Text is counted in Unicode code points.
namespace preggo::limits {

// Texts
inline constexpr int kPostTextMax = 10'000;
inline constexpr int kCommentTextMax = 2'000;
inline constexpr int kNameMax = 100;
inline constexpr int kRelationMax = 40;
inline constexpr int kAltTextMax = 1'000;
inline constexpr int kReasonMax = 1'000;
inline constexpr int kPauseNoteMax = 1'000;
inline constexpr int kAddressMax = 254; // RFC 5321, section 4.5.3.1.3
inline constexpr int kPasswordMin = 8;
inline constexpr int kPasswordMax = 256;
inline constexpr int kPrefKeyMax = 64;
inline constexpr int kPrefValueMax = 4'096;

// Counts
inline constexpr int kPicturesPerPost = 20;
inline constexpr int kMentionsPerText = 50;
inline constexpr int kMembersPerFamily = 300;
inline constexpr int kAudiencesPerFamily = 8;
inline constexpr int kFamiliesPerUser = 50;
inline constexpr int kDevicesPerUser = 20;
inline constexpr int kOpenInvitesPerFamily = 50;
inline constexpr int kCommentDepth = 8;
inline constexpr int kCommentsPerPost = 5'000;
inline constexpr int kPrefsPerUser = 200;
inline constexpr int kRecoveryCodes = 10;

// JSON and bodies
inline constexpr int kJsonDepth = 16;
inline constexpr qint64 kJsonBodyBytes = 256 * 1024;
inline constexpr qint64 kHeaderBytes = 16 * 1024;
inline constexpr int kPushActions = 50;
inline constexpr qint64 kPushBytes = 256 * 1024;
inline constexpr int kNeedsPerAction = 32;
inline constexpr int kWireVersionMax = 1;

// Reading
inline constexpr int kChangesPage = 500;
inline constexpr int kSnapshotPage = 200;
inline constexpr int kFeedPageDefault = 20;
inline constexpr int kFeedPageMax = 100;
inline constexpr int kThreadRows = 2'000;

// What a device keeps for the server
inline constexpr int kOutboxActions = 100'000;

inline constexpr qint64 kStoredPayloadBytes = kPushBytes; ///< a larger one fits into no push
inline constexpr qint64 kLocalSeqMax = 1LL << 53;

// Room on a device's disk
inline constexpr qint64 kBallastBytes = 16LL * 1024 * 1024; ///< given up so that a text can be saved
inline constexpr qint64 kDiskLowBytes = 250LL * 1000 * 1000;
inline constexpr qint64 kPrefetchRoomBytes = 50LL * 1000 * 1000;

// Realtime
inline constexpr qint64 kFrameBytes = 64 * 1024;
inline constexpr int kSocketQueueMessages = 256;
inline constexpr qint64 kSocketQueueBytes = 1024 * 1024;
inline constexpr int kSocketsPerUser = 20;
inline constexpr int kStreamsPerSocket = 64;
inline constexpr int kFramesPerMinute = 100;
inline constexpr int kHeartbeatSeconds = 25;
inline constexpr int kAuthSeconds = 5;
inline constexpr int kPullBuffer = 64;

// Pictures
inline constexpr qint64 kPictureBytes = 25LL * 1024 * 1024;
inline constexpr qint64 kPictureRoomBytes = kPictureBytes + kBallastBytes; ///< free, before one is taken in
inline constexpr qint64 kPicturePixels = 40'000'000;
inline constexpr int kPictureSideMax = 20'000;
inline constexpr qint64 kChunkBytesMin = 256 * 1024;
inline constexpr qint64 kChunkBytesMax = 4LL * 1024 * 1024;
inline constexpr int kOpenUploadsPerUser = 40;
inline constexpr int kPlaceholderBytes = 2'048;
inline constexpr int kFamilyPictures = 100'000;
inline constexpr qint64 kFamilyPictureBytes = 100LL * 1000 * 1000 * 1000; ///< on the server's disk, all sizes
// The process that decodes one picture for the server
inline constexpr qint64 kPictureWorkerBytes =
    1536LL * 1024 * 1024; ///< of address space; 40 megapixels need a third
inline constexpr int kPictureCpuSeconds = 20; ///< 40 megapixels need four on one core of 2020
inline constexpr int kPictureWallMs = 60'000;
inline constexpr qint64 kWorkerFrameBytes = 64LL * 1024 * 1024; ///< of one variant
inline constexpr qint64 kWorkerAboutBytes = 4'096; ///< of the words beside it
inline constexpr int kWorkerFrames = 16; ///< of one answer

// Retries (docs/sync.md, section 5)
inline constexpr qint64 kRetryBaseMs = 1'000;
inline constexpr qint64 kRetryCapMs = 300'000;
inline constexpr int kPoisonFailures = 8;
inline constexpr int kRetryAfterSeconds = 24 * 3600; ///< longer waits that an answer asks for are cut to this

// Lifetimes
inline constexpr qint64 kAccessTokenMs = 10LL * 60 * 1000;
inline constexpr qint64 kRefreshTokenMs = 180LL * 24 * 3600 * 1000;
inline constexpr qint64 kRefreshGraceMs = 60LL * 60 * 1000;
inline constexpr qint64 kInviteMs = 7LL * 24 * 3600 * 1000;
inline constexpr qint64 kSignInLinkMs = 24LL * 3600 * 1000;
inline constexpr qint64 kRestoreWindowMs = 30LL * 24 * 3600 * 1000;
inline constexpr qint64 kChangeLogMs = 180LL * 24 * 3600 * 1000; ///< who was away for longer reads a snapshot
inline constexpr qint64 kTrashMs = 30LL * 24 * 3600 * 1000;
inline constexpr qint64 kSignedAddressMs = 5LL * 60 * 1000; ///< of a picture
inline constexpr qint64 kUploadMs = 7LL * 24 * 3600 * 1000;
inline constexpr qint64 kUnattachedMediaMs = 14LL * 24 * 3600 * 1000;
inline constexpr qint64 kUnnamedBlobMs = 7LL * 24 * 3600 * 1000; ///< of a file that no picture names
inline constexpr qint64 kDependencyWaitMs = 7LL * 24 * 3600 * 1000;

// The server's shell
inline constexpr int kGroupCommitJobs = 50;
inline constexpr int kGroupCommitMs = 2;
inline constexpr int kCompactionRows = 2'000; ///< of a stream at a time, so that no write waits long
inline constexpr int kCompactionStreams = 200; ///< at a time
inline constexpr int kWriterQueue = 1'000;
inline constexpr int kReaderQueue = 4'096;
inline constexpr int kSlowQueue = 64;
inline constexpr qint64 kPageCacheBytes = 64LL * 1024 * 1024;
inline constexpr int kAccessCacheEntries = 100'000;
inline constexpr int kHeadTableEntries = 200'000;
inline constexpr int kConnections = 20'000;
inline constexpr int kGzipMinBytes = 1'024;
inline constexpr int kHandshakeSeconds = 10; ///< of TLS, from the connection on
inline constexpr int kHeaderSeconds = 10; ///< from a request's first byte to the end of its header
inline constexpr int kBodySeconds = 60;
inline constexpr int kWriteSeconds = 60; ///< for each part of an answer
inline constexpr int kIdleSeconds = 75;
inline constexpr int kRateBuckets = 50'000;
inline constexpr int kTokenRatePerSecond = 50;
inline constexpr int kTokenRateBurst = 600;
inline constexpr int kAnonymousRatePerSecond = 5;
inline constexpr int kAnonymousRateBurst = 100;

} // namespace preggo::limits
