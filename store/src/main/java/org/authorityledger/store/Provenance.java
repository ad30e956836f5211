package org.authorityledger.store;

import org.jspecify.annotations.Nullable;

/**
 * Who recorded an act, from where, and in answer to which request.
 *
 * @param recordedBy the authenticated user
 * @param sourceAddress the network address the request came from
 * @param correlationId ties together what belongs to one request
 * @param idempotency what makes the request safe to repeat, where the client asked for it
 */
public record Provenance(String recordedBy, @Nullable String sourceAddress, @Nullable String correlationId,
        @Nullable Idempotency idempotency) {

    /**
     * A key the client chose, and the SHA-256 of the request it was first used for.
     *
     * @param part which of the events of this request, from 0
     */
    public record Idempotency(String key, int part, String requestDigest) {}
}
