package org.authorityledger.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/**
 * For which entities the attorneys may also sign what the grantor signs as signatory or attorney-in-fact. In JSON {@code "ANY"}, or a list
 * of ids.
 *
 * @param any every entity
 * @param entities these, where it is not every one
 */
public record OnBehalfOf(boolean any, List<PartyId> entities) {

    /** The instrument is for what the grantor signs on their own behalf alone. */
    public static final OnBehalfOf NONE = new OnBehalfOf(false, List.of());
    /** Every entity for which the grantor signs. */
    public static final OnBehalfOf ANY = new OnBehalfOf(true, List.of());

    public OnBehalfOf {
        entities = List.copyOf(entities);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static OnBehalfOf of(Object json) {
        if ("ANY".equals(json)) {
            return ANY;
        }
        if (json instanceof List<?> ids && ids.stream().allMatch(String.class::isInstance)) {
            return new OnBehalfOf(false, ids.stream().map(id -> PartyId.of((String) id)).toList());
        }
        throw new IllegalArgumentException("write \"ANY\", or a list of ids of entities");
    }

    /** These entities. */
    public static OnBehalfOf of(List<PartyId> entities) {
        return new OnBehalfOf(false, entities);
    }

    /** Whether it covers what the grantor signs for this entity. */
    public boolean covers(PartyId entity) {
        return any || entities.contains(entity);
    }

    /** Whether it covers none. */
    public boolean none() {
        return !any && entities.isEmpty();
    }

    @JsonValue
    Object json() {
        return any ? "ANY" : entities;
    }
}
