package org.authorityledger.register;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.authorityledger.events.GrantorId;
import org.authorityledger.store.Viewer;
import org.jspecify.annotations.Nullable;

/** Says for which grantors an answer is incomplete, because some of their records could not be processed. */
@FunctionalInterface
public interface Incomplete {

    /** Where there is only text: something may be missing, and it cannot be named of whom. */
    String UNNAMED = "*";

    /** Of a register in which no record waits. */
    Incomplete NEVER = grantorIds -> null;

    /** Who answers from some records only. */
    String OF_A_PART = "What this answer could look at is not the whole ledger, and";

    /** Who answers the viewer of this thread: the ledger, or what a scope shows of it. */
    static String ofTheLedger() {
        return Viewer.current().scoped() ? OF_A_PART : "The ledger";
    }

    /** What is said of an answer to the viewer of this thread: within a scope, that only what concerns it was looked at. */
    static Map<String, Object> scope() {
        return Viewer.current().scoped() ? Map.of("withinScope", true) : Map.of();
    }

    /**
     * Those of these grantors whose records wait, in order.
     *
     * @param grantorIds null: of all grantors
     * @return null where no records wait, so that the answer says nothing of it; empty: something may be missing, and it cannot be named of whom
     */
    @Nullable
    List<String> of(@Nullable Set<GrantorId> grantorIds);

    /**
     * The same, as it is said to the viewer of this thread: a scope does not say who else there is, only that the answer may lack something.
     *
     * @param grantorIds whom the answer is about; null: anyone
     */
    default @Nullable List<String> said(@Nullable Set<GrantorId> grantorIds) {
        if (Viewer.current().equals(Viewer.ALL)) {
            return of(grantorIds);
        }
        return of(null) == null ? null : List.of();
    }

    /**
     * The header of an answer, with the field {@code incomplete} where the answer is incomplete, and {@code withinScope} where a scope limits it.
     *
     * @param grantorId whom the answer is about; null: anyone
     */
    default Map<String, Object> mark(Map<String, Object> about, @Nullable GrantorId grantorId) {
        List<String> waiting = said(grantorId == null ? null : Set.of(grantorId));
        Map<String, Object> marked = new LinkedHashMap<>(about);
        marked.putAll(scope());
        if (waiting != null) {
            marked.put("incomplete", waiting);
        }
        return marked;
    }
}
