package org.authorityledger.access.looked;

import java.time.Instant;
import org.authorityledger.events.Position;
import org.jspecify.annotations.Nullable;

/**
 * One question that was asked.
 *
 * @param lookId its place in the log, in the order of writing
 * @param askedAt when it was answered, to the microsecond
 * @param username who, with the name of the key if a program asked
 * @param path as it was sent, without what follows the question mark
 * @param query what follows it; null: nothing. Both are cut after {@link AccessLog#LONGEST} characters
 * @param status the HTTP status of the answer
 * @param position how far the ledger had come
 */
public record Look(long lookId, Instant askedAt, String username, @Nullable String sourceAddress, String method, String path,
        @Nullable String query, int status, Position position) {}
