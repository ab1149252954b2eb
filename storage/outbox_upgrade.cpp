// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

#include "storage/outbox_upgrade.h"

#include "storage/action_table.h"
#include "storage/sql/transaction.h"

namespace preggo {

sql::Outcome<void> upgradeUnsent(sql::Database &database, std::span<const PayloadUpgrade> steps)
{
    if (steps.empty())
        return {};
    sql::Transaction transaction(database);
    if (!transaction.begun())
        return transaction.begun();
    ActionTable table(database);
    auto stored = table.load();
    if (!stored)
        return tl::make_unexpected(stored.error());
    for (ActionRow &row : stored->rows) {
        if (row.sentCount > 0 || !upgradePayload(row.action, steps))
            continue;
        if (auto done = table.rewrite(row); !done)
            return done;
    }
    return transaction.commit();
}

} // namespace preggo
