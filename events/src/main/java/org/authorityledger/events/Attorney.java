package org.authorityledger.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One appointment of an instrument: a named attorney-in-fact, or an office whose holders from time to time are appointed.
 *
 * @param endsWithEmployment the instrument ends for this attorney when their employment ends
 * @param office this is an office or a class, no person: only those recorded as holding it may sign
 */
public record Attorney(AttorneyId attorneyId, String name, @Nullable String title, @Nullable String employer,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean endsWithEmployment,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean office) {}
