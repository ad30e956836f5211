package org.authorityledger.questions.investigations;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.RecordId;
import org.jspecify.annotations.Nullable;

/**
 * What is replayed.
 *
 * @param position everything up to here
 * @param knownAt the moment at which that was known; what is supposed is recorded after it
 * @param scope of these grantors alone; null: of all
 * @param without but for these records
 * @param assumed and with these, which nobody recorded
 * @param records how many records that makes
 * @param text all of the above in one canonical spelling, whoever asks and whatever they call it
 */
record InvestigationPlan(long position, Instant knownAt, @Nullable SortedSet<GrantorId> scope, List<RecordId> without, List<LedgerRecord> assumed,
        long records, String text) {

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
