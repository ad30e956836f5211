package org.authorityledger.command;

import org.authorityledger.store.Provenance;
import org.jspecify.annotations.Nullable;

/**
 * Who submits a command, from where, and on what condition.
 *
 * @param by the authenticated user
 * @param from the network address the request came from
 * @param correlationId ties together what belongs to one request
 * @param ifMatch at which version the client believes the grantor's stream to be
 * @param idempotencyKey makes the request safe to repeat, where the client gave one
 */
record Submission(String by, @Nullable String from, @Nullable String correlationId, IfMatch ifMatch, @Nullable String idempotencyKey) {

    /** The same under a key. */
    Submission under(String key) {
        return new Submission(by, from, correlationId, ifMatch, key);
    }

    /** As kept with the events of a request of this digest. */
    Provenance provenance(String digest, int part) {
        return new Provenance(by, from, correlationId,
                idempotencyKey == null ? null : new Provenance.Idempotency(idempotencyKey, part, digest));
    }
}
