package org.authorityledger.events;

/** What a party is. The last record that states it counts, wherever it is; where none does, a party is taken for a person. */
public enum PartyKind {
    /** A natural person, who signs with their own hand. */
    PERSON,
    /** A company, partnership, fund or trust, which signs by people who represent it. */
    ENTITY
}
