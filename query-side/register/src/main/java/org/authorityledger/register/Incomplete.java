package org.authorityledger.register;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.authorityledger.events.GrantorId;
import org.jspecify.annotations.Nullable;

/** Says for which grantors an answer is incomplete, since some of their records could not be taken into the register. */
@FunctionalInterface
public interface Incomplete {

    /** Of a register in which nothing waits. */
    Incomplete NEVER = grantorIds -> null;

    /**
     * Those of these grantors whose records wait, in order.
     *
     * @param grantorIds null: of all grantors
     * @return null when nobody's do, so that nothing is said
     */
    @Nullable
    List<String> of(@Nullable Set<GrantorId> grantorIds);

    /**
     * What is told of an answer, with the field {@code incomplete} where it is.
     *
     * @param grantorId whom the answer is about; null: anyone
     */
    default Map<String, Object> tell(Map<String, Object> about, @Nullable GrantorId grantorId) {
        List<String> concerned = of(grantorId == null ? null : Set.of(grantorId));
        if (concerned == null) {
            return about;
        }
        Map<String, Object> told = new LinkedHashMap<>(about);
        told.put("incomplete", concerned);
        return told;
    }
}
