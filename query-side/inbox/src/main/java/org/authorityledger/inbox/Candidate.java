package org.authorityledger.inbox;

import org.jspecify.annotations.Nullable;

/**
 * Someone, or something, in the ledger that a field of a proposal may mean.
 *
 * @param name the last recorded name of a party, or the date of an instrument
 */
public record Candidate(String id, String name, @Nullable String cik) {}
