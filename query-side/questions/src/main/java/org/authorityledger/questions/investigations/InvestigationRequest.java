package org.authorityledger.questions.investigations;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.RecordId;
import org.authorityledger.http.Dates;
import org.authorityledger.http.Problem;
import org.authorityledger.http.StrictJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What somebody wants to investigate.
 *
 * @param knownAt the point: all that was known at this moment; or else
 * @param position the point: everything up to this position
 * @param grantors whose records are replayed; with {@code attorneys} and {@code issuers}, of all whom any of them names; none named: everybody's
 * @param without records to be left out, as if never recorded
 * @param assuming commands to be supposed after the point, in order, each as a line of an import
 */
record InvestigationRequest(String name, @Nullable Instant knownAt, @Nullable Long position, List<GrantorId> grantors,
        List<AttorneyId> attorneys, List<IssuerId> issuers, List<RecordId> without, List<ObjectNode> assuming, @Nullable String note) {

    private static final int MOST_NAMED = 1000;

    /** As it comes; texts are read one by one so that what is wrong is told with its path. */
    private record Body(String name, @Nullable String knownAt, @Nullable Long position, List<GrantorId> grantors,
            List<AttorneyId> attorneys,
            List<IssuerId> issuers, List<RecordId> without, List<ObjectNode> assuming, @Nullable String note) {}

    /**
     * Reads it.
     *
     * @throws Problem when it is malformed
     */
    static InvestigationRequest read(ObjectNode object, StrictJson json) {
        Body body = json.as(Body.class, object);
        if ((body.knownAt() == null) == (body.position() == null)) {
            throw Problem.malformed("knownAt", body.knownAt() == null
                    ? "is required, or position: as of when is to be investigated?"
                    : "and position are both given; give one");
        }
        if (body.position() != null && body.position() < 0) {
            throw Problem.malformed("position", "is a number from 1");
        }
        InvestigationRequest request = new InvestigationRequest(body.name(), instant(body.knownAt()), body.position(),
                some(body.grantors()),
                some(body.attorneys()), some(body.issuers()), some(body.without()), some(body.assuming()), body.note());
        distinct("grantors", request.grantors());
        distinct("attorneys", request.attorneys());
        distinct("issuers", request.issuers());
        distinct("without", request.without());
        few("assuming", request.assuming());
        return request;
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : Dates.parseInstant(text);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("knownAt", String.valueOf(e.getMessage()));
        }
    }

    private static <T> List<T> some(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static void distinct(String path, List<?> values) {
        few(path, values);
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            if (!seen.add(values.get(i))) {
                throw Problem.malformed(path + "[" + i + "]", "is named twice");
            }
        }
    }

    private static void few(String path, List<?> values) {
        if (values.size() > MOST_NAMED) {
            throw Problem.malformed(path, "has more than " + MOST_NAMED + " entries");
        }
    }

    /** Whether it takes in some grantors only. */
    boolean scoped() {
        return !grantors.isEmpty() || !attorneys.isEmpty() || !issuers.isEmpty();
    }
}
