package org.authorityledger.questions.investigations;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.http.Dates;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.authorityledger.http.StrictJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request to open an investigation. It gives either {@code knownAt} or {@code position}.
 *
 * @param knownAt replay everything known at this moment
 * @param position replay everything up to this position
 * @param grantors replay the records of these grantors, and of all grantors whose records concern one of {@code attorneys} or
 *     {@code issuers}; if all three lists are empty, the records of every grantor
 * @param without records to leave out, as if never recorded
 * @param assuming commands to assume after the point, in order, each like a line of an import
 * @param replay how to replay; where an overlay would not be exact, everything is replayed
 */
record InvestigationRequest(String name, @Nullable Instant knownAt, @Nullable Position position, List<GrantorId> grantors,
        List<AttorneyId> attorneys, List<IssuerId> issuers, List<RecordId> without, List<ObjectNode> assuming, @Nullable String note,
        Investigation.Replay replay) {

    /** The JSON as it comes. Its texts are read one by one, so that a problem names its path. */
    private record Body(String name, @Nullable String knownAt, @Nullable Long position, List<GrantorId> grantors,
            List<AttorneyId> attorneys,
            List<IssuerId> issuers, List<RecordId> without, List<ObjectNode> assuming, @Nullable String note,
            @Nullable String replay) {}

    /**
     * Reads a request.
     *
     * @throws Problem if it is malformed
     */
    static InvestigationRequest read(ObjectNode object, StrictJson json) {
        Body body = json.as(Body.class, object);
        if ((body.knownAt() == null) == (body.position() == null)) {
            throw Problem.malformed("knownAt", body.knownAt() == null
                    ? "is required, or position: as of when do you want to investigate?"
                    : "and position are both given; give only one");
        }
        if (body.position() != null && body.position() < 0) {
            throw Problem.malformed("position", "is a number from 1");
        }
        InvestigationRequest request = new InvestigationRequest(body.name(), instant(body.knownAt()),
                body.position() == null ? null : Position.of(body.position()),
                orEmpty(body.grantors()),
                orEmpty(body.attorneys()), orEmpty(body.issuers()), orEmpty(body.without()), orEmpty(body.assuming()), body.note(),
                replay(body.replay()));
        distinct("grantors", request.grantors());
        distinct("attorneys", request.attorneys());
        distinct("issuers", request.issuers());
        distinct("without", request.without());
        Limit.INVESTIGATED.require("assuming", request.assuming().size());
        return request;
    }

    private static Investigation.Replay replay(@Nullable String text) {
        try {
            return text == null ? Investigation.Replay.OVERLAY : Investigation.Replay.valueOf(text);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("replay", "must be one of " + Arrays.toString(Investigation.Replay.values()));
        }
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : Dates.parseInstant(text);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("knownAt", String.valueOf(e.getMessage()));
        }
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static void distinct(String path, List<?> values) {
        Limit.INVESTIGATED.require(path, values.size());
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            if (!seen.add(values.get(i))) {
                throw Problem.malformed(path + "[" + i + "]", "is named twice");
            }
        }
    }

    /** Whether it is limited to some grantors. */
    boolean scoped() {
        return !grantors.isEmpty() || !attorneys.isEmpty() || !issuers.isEmpty();
    }
}
