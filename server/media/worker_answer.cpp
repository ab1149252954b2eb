// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "server/media/worker_answer.h"

#include "protocol/limits.h"
#include "server/media/metadata_scan.h"

#include <QSet>

#include <algorithm>

namespace preggo::server {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kSentenceMax = 200;
constexpr ProblemCode kRefusals[] = {ProblemCode::UnsupportedMedia, ProblemCode::PictureTooLarge,
    ProblemCode::PictureDamaged, ProblemCode::Internal};

bool isKnownName(const QString &name)
{
    static const QSet<QString> names{u"w150"_s, u"w400"_s, u"w800"_s, u"w1200"_s, u"full"_s};
    return names.contains(name);
}

bool isSide(int pixels)
{
    return pixels > 0 && pixels <= limits::kPictureSideMax;
}

std::optional<EncodedVariant> variantOf(const WorkerFrame &frame)
{
    EncodedVariant variant{
        {frame.about[u"name"].toString(), frame.about[u"format"].toString(), frame.about[u"width"].toInt(),
            frame.about[u"height"].toInt(), frame.bytes.size()},
        frame.bytes};
    const bool isClean = isKnownName(variant.info.name) && isSide(variant.info.width)
        && isSide(variant.info.height) && !holdsMetadata(variant.info.format, variant.bytes);
    return isClean ? std::optional(std::move(variant)) : std::nullopt;
}

Problem problemOf(const WorkerFrame &frame)
{
    const QString name = frame.about[u"code"].toString();
    const auto *code = std::find_if(std::begin(kRefusals), std::end(kRefusals),
        [&](ProblemCode known) { return problemName(known) == name; });
    if (code == std::end(kRefusals))
        return makeProblem(ProblemCode::PictureDamaged);
    return makeProblem(*code, frame.about[u"detail"].toString().left(kSentenceMax));
}

bool isSound(const PreparedPicture &picture)
{
    return isSide(picture.width) && isSide(picture.height)
        && picture.placeholder.size() <= limits::kPlaceholderBytes && !picture.variants.isEmpty();
}

/// What a worker has sent of one picture so far.
class Answer
{
public:
    Answer(const VariantSink &made, const PreviewSink &preview)
        : m_made(made)
        , m_preview(preview)
    { }
    /// Whether the frame may stand where it does.
    [[nodiscard]] bool takeVariant(const WorkerFrame &frame)
    {
        auto variant = variantOf(frame);
        if (!variant)
            return false;
        m_picture.variants.append(std::move(*variant));
        if (m_made)
            m_made(m_picture.variants.constLast());
        return true;
    }
    [[nodiscard]] bool takePreview(const WorkerFrame &frame)
    {
        if (m_isShown || !takeFace(frame))
            return false;
        m_isShown = true;
        if (m_preview)
            m_preview(m_picture);
        return true;
    }
    [[nodiscard]] bool takeEnd(const WorkerFrame &frame)
    {
        const PreparedPicture &shown = m_picture;
        const bool keepsWord = !m_isShown
            || (frame.about[u"width"].toInt() == shown.width && frame.about[u"height"].toInt() == shown.height
                && frame.bytes == shown.placeholder);
        return keepsWord && takeFace(frame);
    }
    [[nodiscard]] PreparedPicture &picture() { return m_picture; }

private:
    bool takeFace(const WorkerFrame &frame)
    {
        m_picture.width = frame.about[u"width"].toInt();
        m_picture.height = frame.about[u"height"].toInt();
        m_picture.placeholder = frame.bytes;
        return isSound(m_picture);
    }

    const VariantSink &m_made;
    const PreviewSink &m_preview;
    PreparedPicture m_picture;
    bool m_isShown = false;
};

WorkerFrame faceFrame(FrameKind kind, const PreparedPicture &picture)
{
    return {kind, {{u"width"_s, picture.width}, {u"height"_s, picture.height}}, picture.placeholder};
}

} // namespace

WorkerFrame frameOf(const EncodedVariant &variant)
{
    return {FrameKind::Variant,
        {{u"name"_s, variant.info.name}, {u"format"_s, variant.info.format}, {u"width"_s, variant.info.width},
            {u"height"_s, variant.info.height}},
        variant.bytes};
}

WorkerFrame previewFrame(const PreparedPicture &picture)
{
    return faceFrame(FrameKind::Preview, picture);
}

WorkerFrame doneFrame(const PreparedPicture &picture)
{
    return faceFrame(FrameKind::Done, picture);
}

WorkerFrame refusedFrame(const Problem &problem)
{
    return {FrameKind::Refused, {{u"code"_s, problemName(problem.code)}, {u"detail"_s, problem.detail}}, {}};
}

tl::expected<WorkerAnswer, LinkEnd> readAnswer(
    const WorkerLink &link, QDeadlineTimer deadline, const VariantSink &made, const PreviewSink &preview)
{
    Answer answer(made, preview);
    for (int count = 0; count < limits::kWorkerFrames; ++count) {
        const auto frame = link.receive(deadline);
        if (!frame)
            return tl::make_unexpected(frame.error());
        if (frame->kind == FrameKind::Refused)
            return WorkerAnswer(tl::make_unexpected(problemOf(*frame)));
        if (frame->kind == FrameKind::Done) {
            if (!answer.takeEnd(*frame))
                break;
            return WorkerAnswer(std::move(answer.picture()));
        }
        const bool isVariant = frame->kind == FrameKind::Variant && answer.takeVariant(*frame);
        const bool isPreview = frame->kind == FrameKind::Preview && answer.takePreview(*frame);
        if (!isVariant && !isPreview)
            break;
    }
    return tl::make_unexpected(LinkEnd::Malformed);
}

} // namespace preggo::server
