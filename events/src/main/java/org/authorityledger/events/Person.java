package org.authorityledger.events;

import org.jspecify.annotations.Nullable;

/**
 * Someone who comes to sign under an instrument without being named in it: a substitute, a co-agent, or the holder of an office.
 *
 * @param cik the number EDGAR knows them by, where given
 * @param kind what the record says they are; null: it does not say
 */
public record Person(AttorneyId attorneyId, String name, @Nullable String title, @Nullable String employer, @Nullable Cik cik,
        @Nullable PartyKind kind) {

    /** Someone of whom only this is said. */
    public Person(AttorneyId attorneyId, String name, @Nullable String title, @Nullable String employer) {
        this(attorneyId, name, title, employer, null, null);
    }
}
