// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/sim/picture_book.h"

#include "storage/orphan_pictures.h"

namespace preggo::sim {

using namespace Qt::Literals::StringLiterals;

void PictureBook::committed(const server::Effects &effects, SimServer &server)
{
    for (const auto &published : effects.published) {
        if (published.item.type != EntityType::Post || published.item.op != ChangeOp::Upsert)
            continue;
        const PostId post = idCast<PostId>(published.item.id);
        auto query = server.database().query(u"SELECT media FROM post WHERE id=?"_s);
        if (!query.bind(post).run() || !query.next())
            continue;
        const QByteArray packed = query.blob(0);
        for (qsizetype at = 0; at + 16 <= packed.size(); at += 16) {
            const auto media = MediaId::fromBytes(packed.mid(at, 16));
            const QByteArray hash = server.pictureHash(media);
            if (hash.isEmpty() || hash != m_hashes.value(media))
                m_verdict.violated(
                    u"I7: post %1 is shown, and its picture %2 is not whole on the server"_s.arg(
                        post.toString(), media.toString()));
            else
                ++m_arrived;
        }
    }
}

void PictureBook::look(SimDevice &device)
{
    if (m_hashes.isEmpty() || !device.isUp())
        return;
    auto query = device.outbox().database().query(u"SELECT media_id, path FROM media_out"_s);
    if (!query.run())
        return;
    while (query.next()) {
        if (!device.disk.exists(query.text(1)))
            m_verdict.violated(
                u"I1: the file of picture %1 is gone from device %2"_s.arg(query.id<MediaId>(0).toString())
                    .arg(device.index));
    }
}

void PictureBook::checkFolder(SimDevice &device)
{
    QVector<MediaId> lying;
    for (const auto &path : device.disk.paths()) {
        if (const auto media = MediaId::parse(path.mid(kPictureFolder.size()));
            path.startsWith(kPictureFolder) && media)
            lying.append(*media);
    }
    const auto found = sortFound(device.outbox(), device.cache(), lying);
    if (!found)
        m_verdict.violated(u"the pictures of device %1 cannot be sorted"_s.arg(device.index));
    else if (!(found->orphans.isEmpty() && found->settled.isEmpty()))
        m_verdict.violated(
            u"%1 files on device %2 belong to nothing"_s.arg(found->orphans.size() + found->settled.size())
                .arg(device.index));
}

} // namespace preggo::sim
