package org.authorityledger.store;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who recorded an act, from where, and in answer to which request.
 *
 * @param recordedBy the authenticated user; of an act that another person approved, both: {@code jane.doe, approved by john.roe}
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

    /** Whether it was recorded in answer to a request of this SHA-256. */
    public boolean answers(String requestDigest) {
        return idempotency != null && idempotency.requestDigest().equals(requestDigest);
    }

    /** What stands between the two who recorded an act together. The names of users have no commas. */
    public static final String APPROVED_BY = ", approved by ";

    /** Who recorded an act that waited for approval: who submitted it, and who approved it. */
    public static String recordedBy(String submitter, String approver) {
        return submitter + APPROVED_BY + approver;
    }

    /** Who approved an act, by what it says of who recorded it; null: it needed no approval. */
    public static @Nullable String approver(String recordedBy) {
        int at = recordedBy.indexOf(APPROVED_BY);
        return at < 0 ? null : recordedBy.substring(at + APPROVED_BY.length());
    }

    /** The person of a user's name: who acts by a key, such as {@code jane/import}, is the same person. */
    public static String person(String user) {
        int key = user.indexOf('/');
        return (key < 0 ? user : user.substring(0, key)).toLowerCase(Locale.ROOT);
    }
}
