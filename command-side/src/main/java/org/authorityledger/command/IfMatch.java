package org.authorityledger.command;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.events.Version;
import org.authorityledger.http.Problem;

/**
 * At which version the client believes the grantor's stream to be (RFC 9110, section 13.1.1).
 *
 * @param header the header that says it
 * @param given whether the client said anything
 * @param anyVersion the stream must exist, at any version
 * @param versions the entity tags named, without quotes
 */
record IfMatch(String header, boolean given, boolean anyVersion, Set<String> versions) {

    private static final String IF_MATCH = "If-Match";
    private static final String IF_NONE_MATCH = "If-None-Match";

    /** No condition: any version will do, or no stream at all. */
    static final IfMatch NOT_GIVEN = new IfMatch(IF_MATCH, false, false, Set.of());

    private static final String TAG = "(?:W/)?\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\"";
    private static final Pattern ONE = Pattern.compile(TAG);
    private static final Pattern LIST = Pattern.compile("\\s*" + TAG + "(?:\\s*,\\s*" + TAG + ")*\\s*");

    /** No stream yet. */
    private static final IfMatch NOTHING_RECORDED = new IfMatch(IF_NONE_MATCH, true, false, Set.of("0"));

    /** The stream is at this version. */
    static IfMatch at(Version version) {
        return new IfMatch(IF_MATCH, true, false, Set.of(version.toString()));
    }

    /**
     * Reads {@code If-Match} and {@code If-None-Match}, as often as they were sent.
     *
     * @throws Problem when they are malformed, or ask for what cannot be promised
     */
    static IfMatch read(List<String> matching, List<String> notMatching) {
        if (notMatching.isEmpty()) {
            return read(matching);
        }
        if (!matching.isEmpty() || !String.join(",", notMatching).strip().equals("*")) {
            throw Problem.malformed(IF_NONE_MATCH, "is only *, for a grantor of whom nothing is recorded yet; otherwise send If-Match");
        }
        return NOTHING_RECORDED;
    }

    /**
     * Reads {@code If-Match}, as often as it was sent.
     *
     * @throws Problem when it is malformed
     */
    static IfMatch read(List<String> headers) {
        if (headers.isEmpty()) {
            return NOT_GIVEN;
        }
        String header = String.join(",", headers);
        if (header.strip().equals("*")) {
            return new IfMatch(IF_MATCH, true, true, Set.of());
        }
        if (!LIST.matcher(header).matches()) {
            throw Problem.malformed(IF_MATCH, "is * or versions in quotes, as an ETag gave them");
        }
        Set<String> versions = new HashSet<>();
        Matcher tag = ONE.matcher(header);
        while (tag.find()) {
            // A weak tag never matches: If-Match compares strongly.
            if (tag.group().startsWith("\"")) {
                versions.add(tag.group().substring(1, tag.group().length() - 1));
            }
        }
        return new IfMatch(IF_MATCH, true, false, versions);
    }

    /**
     * Refuses a condition on a command that is about many grantors: of their streams, no one version could be meant.
     *
     * @throws Problem when there is one
     */
    void requireNoneForManyStreams() {
        if (given) {
            throw Problem.malformed(header, "is the version of one grantor's stream, and this command is about many; send none");
        }
    }

    boolean holdsAt(Version version) {
        return !given || (anyVersion ? !version.isNone() : versions.contains(version.toString()));
    }
}
