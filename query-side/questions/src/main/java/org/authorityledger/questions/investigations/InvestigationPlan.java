package org.authorityledger.questions.investigations;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.jspecify.annotations.Nullable;

/**
 * What an investigation replays.
 *
 * @param position everything up to this position
 * @param knownAt the moment at which that was known; the assumed records come after it
 * @param scope only the records of these grantors; null: of all grantors
 * @param touched only the streams of these grantors are replayed, and all others are read from the live register; null: all in the scope are
 * @param without the records left out
 * @param assumed the records of the assumed commands
 * @param records the number of records to replay
 * @param text all of the above in one canonical spelling; it depends neither on the user nor on the name of the investigation
 */
record InvestigationPlan(Position position, Instant knownAt, @Nullable SortedSet<GrantorId> scope,
        @Nullable SortedSet<GrantorId> touched, List<RecordId> without, List<LedgerRecord> assumed, long records, String text) {

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static byte[] sha256(String text) {
        return sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    }
}
