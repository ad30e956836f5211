/** How a message leaves the ledger: by mail, or to a webhook. Every request that the ledger makes for a reminder is made here. */
@NullMarked
package org.authorityledger.reminders.delivery;

import org.jspecify.annotations.NullMarked;
