package org.authorityledger.events;

import org.jspecify.annotations.Nullable;

/**
 * How a grantor, a person or a legal entity, is called in one record.
 *
 * @param name the display name as the record spells it
 * @param cik the number EDGAR knows them by, where given
 */
public record Party(String name, @Nullable Cik cik) {}
