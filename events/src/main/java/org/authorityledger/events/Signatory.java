package org.authorityledger.events;

import org.jspecify.annotations.Nullable;

/**
 * Who signs for an entity: a person, or another entity that signs by its own signatories.
 *
 * @param name the display name as the record spells it
 * @param cik the number EDGAR knows them by, where given
 * @param kind what the record says they are; null: it does not say
 */
public record Signatory(PartyId partyId, String name, @Nullable Cik cik, @Nullable PartyKind kind) {}
