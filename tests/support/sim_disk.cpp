// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/sim_disk.h"

#include <algorithm>

namespace preggo::test {

namespace {

void apply(QByteArray &content, const SimDisk::Node::Change &change, qsizetype length)
{
    if (change.bytes.isNull()) {
        content.resize(change.offset);
        return;
    }
    if (content.size() < change.offset)
        content.append(QByteArray(change.offset - content.size(), '\0'));
    content.replace(change.offset, length, change.bytes.constData(), length);
}

} // namespace

SimDisk::SimDisk(quint64 seed)
    : m_chance(seed)
{ }

void SimDisk::setFault(Fault fault)
{
    m_fault = fault ? std::make_shared<const Fault>(std::move(fault)) : nullptr;
    m_calls = 0;
}

DiskFault SimDisk::nextFault(bool isWrite)
{
    if (isWrite)
        ++m_calls;
    const auto fault = m_fault;
    return fault ? (*fault)(m_calls, isWrite) : DiskFault::None;
}

QByteArray SimDisk::contents(const QString &path) const
{
    const auto node = m_files.value(path);
    return node ? node->now : QByteArray();
}

void SimDisk::install(const QString &path, const QByteArray &bytes)
{
    auto node = std::make_shared<Node>();
    node->now = bytes;
    node->synced = bytes;
    node->certain = true;
    m_files.insert(path, node);
}

void SimDisk::erase(const QString &path)
{
    m_files.remove(path);
}

void SimDisk::rename(const QString &from, const QString &to)
{
    if (const auto node = m_files.take(from)) {
        node->certain = true;
        m_files.insert(to, node);
    }
}

qint64 SimDisk::bytes() const
{
    qint64 sum = 0;
    for (const auto &node : m_files)
        sum += node->now.size();
    return sum;
}

SimDisk::NodePtr SimDisk::open(const QString &path, bool create)
{
    auto node = m_files.value(path);
    if (!node && create) {
        node = std::make_shared<Node>();
        m_files.insert(path, node);
    }
    return node;
}

void SimDisk::write(Node &node, qint64 offset, QByteArrayView bytes)
{
    const Node::Change change{offset, bytes.toByteArray()};
    apply(node.now, change, change.bytes.size());
    node.unsynced.append(change);
}

void SimDisk::truncate(Node &node, qint64 size)
{
    const Node::Change change{size, {}};
    apply(node.now, change, 0);
    node.unsynced.append(change);
}

void SimDisk::sync(Node &node)
{
    for (const auto &change : std::as_const(node.unsynced))
        apply(node.synced, change, change.bytes.size());
    node.unsynced.clear();
    node.certain = true;
}

// Any of the writes may have reached the platter, in any order, and the last sectors of one may be missing.
void SimDisk::losePower(Node &node)
{
    QByteArray left = node.synced;
    for (const auto &change : std::as_const(node.unsynced)) {
        const auto fate = m_chance() % 4;
        if (fate == 0)
            continue;
        qsizetype length = change.bytes.size();
        if (fate == 1 && length > 0)
            length = static_cast<qsizetype>(m_chance() % quint64(length / kSectorBytes + 1)) * kSectorBytes;
        apply(left, change, length);
    }
    node.now = left;
    node.synced = left;
    node.unsynced.clear();
}

void SimDisk::stop(Stop how)
{
    ++m_generation;
    QStringList names = m_files.keys();
    std::sort(names.begin(), names.end()); // chance is spent in one order whatever the hash's
    for (const auto &name : std::as_const(names)) {
        // A copy: those who had it open keep the dead one.
        auto node = std::make_shared<Node>(*m_files[name]);
        m_files[name] = node;
        if (how == Stop::Kill)
            continue;
        if (!node->certain && m_chance() % 2 == 0)
            m_files.remove(name);
        else
            losePower(*node);
    }
}

} // namespace preggo::test
