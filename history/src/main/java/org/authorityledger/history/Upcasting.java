package org.authorityledger.history;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
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

    /** From this shape to the next. */
    private static final Map<Shape, UnaryOperator<ObjectNode>> STEPS = Map.of(
            new Shape("RevocationDelivered", 1), Upcasting::tellThatTheMeansWereNotStated);

    private Upcasting() {}

    /** Revision 1 had no room for how a revocation was delivered: no one asked for it. */
    private static ObjectNode tellThatTheMeansWereNotStated(ObjectNode delivered) {
        return delivered.put("means", "NOT_STATED");
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
