// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/heap.h"

#include <QTest>

#include <cstdlib>
#include <memory>
#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace preggo;

namespace {

struct Free
{
    void operator()(void *block) const { std::free(block); }
};
using Block = std::unique_ptr<void, Free>;

Block take(std::size_t bytes)
{
    return Block(std::malloc(bytes));
}

} // namespace

class TestHeap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPictureGoesBackToTheSystemWhateverWentBefore()
    {
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
        returnLargeBlocks();
        take(16 * 1024 * 1024).reset(); // after which glibc would keep all that is smaller
        const auto before = ::mallinfo2();
        const Block picture = take(388 * 291 * 4);
        QVERIFY(picture);
        QCOMPARE(::mallinfo2().hblks, before.hblks + 1);
        const Block small = take(kLargeBlockBytes / 2);
        QVERIFY(small);
        QCOMPARE(::mallinfo2().hblks, before.hblks + 1);
#else
        QSKIP("another allocator");
#endif
    }
};

QTEST_APPLESS_MAIN(TestHeap)
#include "test_heap.moc"
