// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "app/translations.h"

#include <QCoreApplication>
#include <QDir>
#include <QTranslator>

namespace preggo {

using namespace Qt::Literals::StringLiterals;

void installTranslations(QCoreApplication &app)
{
    const QDir folder(u":/i18n"_s);
    const auto files = folder.entryList({u"*_en.qm"_s});
    for (const QString &file : files) {
        auto *translator = new QTranslator(&app);
        if (translator->load(folder.filePath(file)))
            app.installTranslator(translator);
    }
}

} // namespace preggo
