package org.authorityledger.events;

import org.jspecify.annotations.Nullable;

/**
 * How a grantor, a person or a legal entity, is called in one record.
 *
 * @param name the display name as the record spells it
 * @param cik the number EDGAR knows them by, where given
 * @param kind what the record says they are; null: it does not say
 */
public record Party(String name, @Nullable Cik cik, @Nullable PartyKind kind) {

    /** A party of whom only this is said. */
    public Party(String name, @Nullable Cik cik) {
        this(name, cik, null);
    }
}
