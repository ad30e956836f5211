package org.authorityledger.questions.authorities;

import java.util.Map;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PoaId;
import org.jspecify.annotations.Nullable;

/**
 * Limits a list of authorities; a part that is null does not limit it. An authority for all issuers is an authority at every issuer.
 *
 * <p>In SQL it is a condition on a table with the alias {@code v}.
 */
public record AuthorityFilter(@Nullable AttorneyId attorney, @Nullable GrantorId grantor, @Nullable IssuerId issuer, @Nullable PoaId poa,
        @Nullable FormAsked form) {

    /** Returns {@code and ...} for each part, and adds its parameters. */
    String sql(Map<String, Object> parameters) {
        StringBuilder sql = new StringBuilder();
        if (attorney != null) {
            sql.append(" and v.attorney_id = :attorney");
            parameters.put("attorney", attorney.value());
        }
        if (grantor != null) {
            sql.append(" and v.grantor_id = :grantor");
            parameters.put("grantor", grantor.value());
        }
        if (issuer != null) {
            sql.append(" and v.issuer_id in (:issuer, 'ANY')");
            parameters.put("issuer", issuer.value());
        }
        if (poa != null) {
            sql.append(" and v.poa_id = :poa");
            parameters.put("poa", poa.value());
        }
        if (form != null) {
            sql.append(form.amendment()
                    ? " and (:form = any(v.amendable_forms) or 'ALL' = any(v.amendable_forms))"
                    : " and (:form = any(v.forms) or 'ALL' = any(v.forms))");
            parameters.put("form", form.form().name());
        }
        return sql.toString();
    }
}
