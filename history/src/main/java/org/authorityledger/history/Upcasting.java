package org.authorityledger.history;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was written by earlier builds, brought step by step to the shape that this build reads: from each revision of an act's type to the next,
 * JSON to JSON. What is stored is never touched; only what is read passes here.
 *
 * <p>A new revision adds one step, and keeps the golden file of the one before.
 */
final class Upcasting {

    /** A shape of an act. */
    record Shape(String type, int revision) {}

    /** The next revision only added what may be absent. */
    private static final UnaryOperator<ObjectNode> AS_IT_IS = act -> act;

    /** From this shape to the next. */
    private static final Map<Shape, UnaryOperator<ObjectNode>> STEPS = Map.ofEntries(
            step("RevocationDelivered", 1, Upcasting::tellThatTheMeansWereNotStated),
            step("RevocationDelivered", 2, AS_IT_IS),
            step("PowerOfAttorneyGranted", 1, Upcasting::putTermsInThoseOfTheSecondEdition),
            step("PowerOfAttorneyCorrected", 1, Upcasting::putTermsInThoseOfTheSecondEdition),
            step("PowerOfAttorneyRevoked", 1, AS_IT_IS),
            step("GrantorCeasedReporting", 1, AS_IT_IS),
            step("GrantorResumedReporting", 1, AS_IT_IS),
            step("SubstituteAppointed", 1, AS_IT_IS),
            step("SubstitutionRevoked", 1, AS_IT_IS),
            step("AttorneyResigned", 1, AS_IT_IS),
            step("AttorneyEmploymentEnded", 1, AS_IT_IS),
            step("GrantorDied", 1, AS_IT_IS),
            step("GrantorIncapacitated", 1, AS_IT_IS),
            step("IncumbencyRecorded", 1, AS_IT_IS),
            step("RecordRetracted", 1, AS_IT_IS));

    private Upcasting() {}

    private static Map.Entry<Shape, UnaryOperator<ObjectNode>> step(String type, int revision, UnaryOperator<ObjectNode> step) {
        return Map.entry(new Shape(type, revision), step);
    }

    /** Revision 1 had no room for how a revocation was delivered: no one asked for it. */
    private static ObjectNode tellThatTheMeansWereNotStated(ObjectNode delivered) {
        return delivered.put("means", "NOT_STATED");
    }

    /**
     * Revision 1 had one issuer, a minimum of signatures as the only signing rule, and substitution or none. That an instrument is durable was
     * written only where it was; where nothing is written, no one knows whether it said no or was silent.
     */
    private static ObjectNode putTermsInThoseOfTheSecondEdition(ObjectNode act) {
        if (act.get("terms") instanceof ObjectNode terms) {
            JsonNode issuer = terms.remove("issuer");
            if (issuer != null) {
                terms.putArray("issuers").add(issuer);
            }
            JsonNode minimum = terms.remove("minimumSignatures");
            if (minimum != null) {
                terms.putObject("signing").set("minimum", minimum);
            }
            JsonNode substitution = terms.remove("substitutionAllowed");
            if (substitution != null && substitution.asBoolean()) {
                terms.put("substitution", "ALLOWED");
            }
        }
        return act;
    }

    /** Whether what was written as one revision can be read as another just as it is. */
    static boolean readsAsItIs(String type, int from, int to) {
        for (int revision = from; revision < to; revision++) {
            if (STEPS.get(new Shape(type, revision)) != AS_IT_IS) {
                return false;
            }
        }
        return from >= 1 && from <= to;
    }

    /**
     * Brings an act from one revision to another.
     *
     * @return null when there is no way: the revision is unknown to this build
     */
    static @Nullable ObjectNode upcast(String type, int from, int to, ObjectNode act) {
        ObjectNode reached = act;
        for (int revision = from; revision < to; revision++) {
            UnaryOperator<ObjectNode> step = STEPS.get(new Shape(type, revision));
            if (step == null) {
                return null;
            }
            reached = step.apply(reached);
        }
        return from > to ? null : reached;
    }
}
