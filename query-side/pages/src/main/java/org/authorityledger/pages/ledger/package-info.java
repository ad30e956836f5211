/** What was recorded: the list of events, each event, the replay of a grantor, and the search for a name. */
@NullMarked
package org.authorityledger.pages.ledger;

import org.jspecify.annotations.NullMarked;
