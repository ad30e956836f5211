package org.authorityledger.access.people;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What was changed of a person or of their keys.
 *
 * @param changeId the place among all changes
 * @param detail what it is now, without any secret
 */
public record PersonChange(long changeId, Instant changedAt, String changedBy, @Nullable String sourceAddress,
        @Nullable String correlationId, What what, String username, JsonNode detail) {

    /** Kinds of changes. */
    public enum What {
        PERSON_MADE, PERSON_CHANGED, SCOPE_CHANGED, PASSWORD_RESET, PASSWORD_CHANGED, SIGNED_OUT_EVERYWHERE, KEY_MADE, KEY_REVOKED,
        /** Someone of a provider signed in for the first time. */
        PERSON_JOINED,
        /** Their provider gave them another name or other roles. */
        CLAIMS_CHANGED
    }
}
