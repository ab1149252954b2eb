// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QString>
#include <QVector>

#include <functional>

namespace preggo {

/// A picture that somebody chose: a file by its name, or its bytes where there is none.
struct ChosenPhoto
{
    QString path; ///< empty: `bytes` has it
    std::function<QByteArray()> bytes; ///< the file as it would be; may take long, for workers
};

/// Where pictures come from beside a file dialog and what is dropped: a telephone's library and camera, a
/// clipboard. Nothing is asked of the system before choose(). Main thread.
class PhotoSource
{
public:
    enum class From { Library, Camera, Clipboard };
    /// Nothing where the person thought better of it.
    using Done = std::function<void(const QVector<ChosenPhoto> &)>;

    virtual ~PhotoSource() = default;
    /// Whether this device has it; of a clipboard, whether a picture lies there now.
    [[nodiscard]] virtual bool offers(From from) const = 0;
    /// At most `atMost` pictures, in the order of choosing. `done` runs once, perhaps before this returns.
    virtual void choose(From from, int atMost, Done done) = 0;
};

} // namespace preggo
