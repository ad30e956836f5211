package org.authorityledger.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One appointment of an instrument: a named attorney-in-fact, or an office whose holders from time to time are appointed.
 *
 * @param endsWithEmployment the instrument ends for this attorney when their employment ends
 * @param office this is an office or a class, no person: only those recorded as holding it may sign
 * @param cik the number EDGAR knows them by, where given
 * @param kind what the record says they are; null: it does not say
 */
public record Attorney(AttorneyId attorneyId, String name, @Nullable String title, @Nullable String employer,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean endsWithEmployment,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean office, @Nullable Cik cik, @Nullable PartyKind kind) {

    /** An appointment of which only this is said. */
    public Attorney(AttorneyId attorneyId, String name, @Nullable String title, @Nullable String employer, boolean endsWithEmployment,
            boolean office) {
        this(attorneyId, name, title, employer, endsWithEmployment, office, null, null);
    }
}
